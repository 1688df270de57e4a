/**
 * Draws a page again with the next frame, however often it is asked. What is drawn holds handlers that know the state of that
 * drawing; so what waits is drawn before a person acts again, and the act meets the newest state: two fields filled within one frame
 * (a password manager, a paste, a slow device) both keep what was put in. Only events from before a change count: a field drawn after
 * it would lose the change.
 */
export function createRedraw(draw) {
  let waiting = false;
  let drawing = false;

  function now() {
    if (!waiting || drawing) {
      return;
    }
    waiting = false;
    drawing = true;
    try {
      draw();
    } finally {
      drawing = false;
    }
  }

  for (const before of ['pointerdown', 'keydown', 'beforeinput']) {
    window.addEventListener(before, now, true);
  }
  return () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(now);
    }
  };
}
