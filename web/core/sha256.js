/** SHA-256 (FIPS 180-4), since the browser's own is missing on pages without TLS and answers too late for a million short texts. */

const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) {
  PRIMES.every((prime) => n % prime !== 0) && PRIMES.push(n);
}

const fraction = (value) => ((value - Math.floor(value)) * 2 ** 32) >>> 0;
const K = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const w = new Uint32Array(64);

const rotate = (x, n) => (x >>> n) | (x << (32 - n));

/** @param bytes a Uint8Array @returns eight words of 32 bits */
export function sha256(bytes) {
  const blocks = padded(bytes);
  const hash = START.slice();
  for (let at = 0; at < blocks.byteLength; at += 64) {
    compress(hash, blocks, at);
  }
  return hash;
}

function padded(bytes) {
  const length = (bytes.length + 9 + 63) & ~63;
  const all = new Uint8Array(length);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(length - 4, bytes.length << 3);
  return view;
}

function compress(hash, view, at) {
  for (let i = 0; i < 16; i++) {
    w[i] = view.getUint32(at + i * 4);
  }
  for (let i = 16; i < 64; i++) {
    const s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  let a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7];
  for (let i = 0; i < 64; i++) {
    const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  hash[0] += a;
  hash[1] += b;
  hash[2] += c;
  hash[3] += d;
  hash[4] += e;
  hash[5] += f;
  hash[6] += g;
  hash[7] += h;
}

/** Leading zero bits of a hash. */
export function zeroBits(hash) {
  let zeros = 0;
  for (const word of hash) {
    zeros += Math.clz32(word);
    if (word !== 0) {
      break;
    }
  }
  return zeros;
}
