/** After this long a page says that the network is slow instead of only showing a skeleton. */
export const SLOW_AFTER_MS = 2500;

export const IDLE = Object.freeze({ status: 'idle', data: null, error: null, slow: false });

/**
 * One thing that is fetched and may be fetched again: keeps the last answer while the next is on its way, drops answers
 * that were overtaken, and tells `onChange` each state: `idle`, `loading`, `ready`, `error`.
 */
export function createResource(onChange) {
  let state = IDLE;
  let running = null;
  let repeat = null;

  function become(patch) {
    state = Object.freeze({ ...state, ...patch });
    onChange(state);
  }

  async function load(fetcher, { keep = false } = {}) {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    repeat = () => load(fetcher, { keep });
    become({ status: 'loading', error: null, slow: false, data: keep ? state.data : null });
    const slow = setTimeout(() => running === controller && become({ slow: true }), SLOW_AFTER_MS);
    try {
      const data = await fetcher(controller.signal);
      if (running === controller) {
        become({ status: 'ready', data, error: null, slow: false });
      }
    } catch (error) {
      if (running === controller && error.name !== 'AbortError') {
        become({ status: 'error', error, data: null, slow: false });
      }
    } finally {
      clearTimeout(slow);
    }
  }

  function clear() {
    running?.abort();
    running = null;
    repeat = null;
    if (state !== IDLE) {
      state = IDLE;
      onChange(state);
    }
  }

  return { load, clear, retry: () => repeat?.(), get: () => state };
}
