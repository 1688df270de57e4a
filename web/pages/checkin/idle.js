const IDLE_MS = 20_000;
const WARN_MS = 10_000;
const TICK_MS = 500;

/** A kiosk that nobody touches for 20 seconds begins anew; it says so in the last ten, and any touch or key goes on. */
export function watchIdling(store, reset) {
  let touched = Date.now();
  const touch = () => {
    touched = Date.now();
    store.set({ left: null });
  };
  for (const event of ['pointerdown', 'keydown', 'focusin', 'wheel']) {
    document.addEventListener(event, touch, { passive: true, capture: true });
  }
  store.subscribe((_, keys) => keys.has('step') && touch());
  setInterval(() => {
    const { step, busy, fault } = store.get();
    if ((step === 'home' && !fault) || busy) {
      touched = Date.now();
      return;
    }
    const left = IDLE_MS - (Date.now() - touched);
    if (left <= 0) {
      reset();
    } else {
      store.set({ left: left <= WARN_MS ? Math.ceil(left / 1000) : null });
    }
  }, TICK_MS);
}
