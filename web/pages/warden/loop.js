import { sendAll } from './sender.js';

/** When to try: at once when something was saved or the network seems to be back, else later and later, never giving up. */

/** Also while another page or the worker sends: it may have looked for what waits before the last was saved. */
const FIRST_MS = 2000;
const LONGEST_MS = 300_000;
/** With nothing to send, the phone asks so often what is new while somebody looks at it. */
const CALM_MS = 60_000;

/** @param onState is told `{ sending }` and `{ sending: false, outcome }` */
export function startLoop(onState) {
  let timer = null;
  let failures = 0;
  let running = false;
  let again = false;
  let stopped = false;

  async function run() {
    clearTimeout(timer);
    if (stopped) {
      return;
    }
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    onState({ sending: true });
    const outcome = await sendAll().catch((error) => ({ fault: error }));
    running = false;
    onState({ sending: false, outcome });
    const { fault } = outcome;
    failures = fault ? failures + 1 : 0;
    again && !fault ? run() : later(fault ? backOff(failures, fault.retryAfter ?? 0) : outcome === 'busy' ? FIRST_MS : CALM_MS);
  }

  function later(ms) {
    clearTimeout(timer);
    timer = stopped ? null : setTimeout(() => (document.visibilityState === 'visible' || failures > 0 ? run() : later(CALM_MS)), ms);
  }

  /** Something tells that now is a good moment. */
  function now() {
    failures = 0;
    run();
  }

  /** Nothing is left to send, and looking for it would make an empty store. */
  function stop() {
    stopped = true;
    clearTimeout(timer);
  }

  window.addEventListener('online', now);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && now());
  run();
  return { now, stop };
}

const backOff = (failures, retryAfterSeconds) => Math.max(retryAfterSeconds * 1000, Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1)) * (0.75 + Math.random() / 2));

/** Where the system offers it, the worker sends even when the page was closed meanwhile. */
export async function askForSync() {
  const registration = await navigator.serviceWorker?.getRegistration('/warden').catch(() => null);
  await registration?.sync?.register('queue').catch(() => null);
}
