/**
 * Keeps what is being written: photos and choices at once, words a moment after they were typed, since a draft is written with all its
 * photos, and at the latest when the page goes out of sight.
 */
const PAUSE_MS = 1000;

/**
 * @param keep writes a value to its slot
 * @param onKept is told when something was written
 * @param onFault is told when it could not be
 */
export function createKeeper({ keep, onKept, onFault }) {
  const due = new Map();
  const writing = new Map();
  let timer = null;

  async function flush() {
    clearTimeout(timer);
    timer = null;
    const all = [...due];
    due.clear();
    await Promise.all(all.map(([slot, value]) => written(slot, value)));
  }

  async function written(slot, value) {
    writing.set(slot, value);
    const kept = await keep(slot, value).then(() => true, () => false);
    const last = writing.get(slot) === value;
    last && writing.delete(slot);
    if (kept) {
      onKept();
    } else {
      last && !due.has(slot) && due.set(slot, value); // tried again with the next change
      onFault();
    }
  }

  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
  window.addEventListener('pagehide', flush);

  return {
    now(slot, value) {
      due.set(slot, value);
      return flush();
    },
    soon(slot, value) {
      due.set(slot, value);
      timer ??= setTimeout(flush, PAUSE_MS);
    },
    forget(slot) {
      due.delete(slot);
      writing.delete(slot);
    },
    forgetAll() {
      due.clear();
      writing.clear();
    },
    /** Whether all is written that was typed here. */
    idle: () => due.size === 0 && writing.size === 0,
  };
}
