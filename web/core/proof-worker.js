import { sha256, zeroBits } from './sha256.js';

/** Tries nonces until the hash begins with enough zero bits. A proof is good for two minutes, so the minute is renewed on the way. */
const BETWEEN_NEWS = 20_000;

self.onmessage = ({ data: { prefix, bits } }) => {
  const encoder = new TextEncoder();
  let minute = 0;
  for (let tries = 0; ; tries++) {
    if (tries % BETWEEN_NEWS === 0) {
      minute = Math.floor(Date.now() / 60_000);
      self.postMessage({ tries });
    }
    const proof = `${minute}:${tries.toString(36)}`;
    if (zeroBits(sha256(encoder.encode(prefix + proof))) >= bits) {
      self.postMessage({ proof });
      return;
    }
  }
};
