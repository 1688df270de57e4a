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

/** For asking the server for tiles: one by one, since a request takes its time too, and in the order in which the layers wanted them. */
export const turnToAsk = createTurns();
