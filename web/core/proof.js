/** Solves the proof of work that a hall may ask for, beside the page: it stays usable meanwhile. */

/**
 * @param bits leading zero bits asked for; 0 needs nothing
 * @param onProgress share of the tries that are expected, 0 to 1 and beyond
 * @returns `minute:nonce`, or null where nothing is asked for
 */
export function solveProof({ hall, startsAt, bits, onProgress, signal }) {
  if (bits === 0) {
    return Promise.resolve(null);
  }
  const start = new Date(startsAt).toISOString().replace('.000Z', 'Z');
  const worker = new Worker(new URL('./proof-worker.js', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    signal?.addEventListener('abort', () => end(reject, new DOMException('given up', 'AbortError')));
    worker.onerror = (event) => end(reject, new Error(event.message));
    worker.onmessage = ({ data }) => (data.proof ? end(resolve, data.proof) : onProgress(data.tries / 2 ** bits));
    worker.postMessage({ prefix: `${hall}|${start}|`, bits });
  });
}
