/**
 * Work that comes in heaps (tiles that arrive together) is done one by one, each in a task of its own, so that a pan or a key press
 * never waits for more than one.
 */
export function createTurns() {
  const waiting = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    waiting.shift()?.();
    waiting.length > 0 && channel.port2.postMessage(null);
  };

  /** Resolves when it is the caller's turn; what is done then without waiting is one task. */
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      waiting.length === 1 && channel.port2.postMessage(null);
    });
}

/** Lets so many at a time do what takes long; the others wait in order. What is asked for first is not kept waiting by what comes slowly. */
export function createGate(most) {
  const waiting = [];
  let free = most;
  return async (work) => {
    free > 0 ? free-- : await new Promise((next) => waiting.push(next));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      next ? next() : free++;
    }
  };
}

/**
 * One piece of work for all who ask for the same while it is done. It is given up when each of them has given up.
 *
 * @returns (key, signal, work(signal)) → promise of what the work gives
 */
export function createShared() {
  const running = new Map();

  function begin(key, work) {
    const controller = new AbortController();
    const one = { controller, waiting: 0, result: work(controller.signal) };
    const forget = () => running.get(key) === one && running.delete(key);
    one.result.then(forget, forget);
    controller.signal.addEventListener('abort', forget);
    running.set(key, one);
    return one;
  }

  return (key, signal, work) => {
    requireGoing(signal);
    const one = running.get(key) ?? begin(key, work);
    one.waiting++;
    signal.addEventListener('abort', () => --one.waiting === 0 && one.controller.abort(), { once: true });
    return one.result;
  };
}

/** Ends what was given up while it waited; `signal.throwIfAborted` is younger than the browsers that the pages are for. */
export function requireGoing(signal) {
  if (signal.aborted) {
    throw new DOMException('given up', 'AbortError');
  }
}
