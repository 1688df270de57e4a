/**
 * One observable state. `set` merges, tells listeners what changed, and stays silent when nothing did;
 * listeners run in the order they subscribed.
 */
export function createStore(initial) {
  let state = Object.freeze({ ...initial });
  const listeners = new Set();

  function set(patch) {
    const changed = Object.keys(patch).filter((key) => !Object.is(state[key], patch[key]));
    if (changed.length === 0) {
      return;
    }
    state = Object.freeze({ ...state, ...patch });
    for (const listener of [...listeners]) {
      listener(state, new Set(changed));
    }
  }

  return {
    get: () => state,
    set,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
