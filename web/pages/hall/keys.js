/** The keys of a counter. Function keys act everywhere; browsers keep F1, F3, F5, F6, F10, F11 and F12 for themselves. */
export function bindKeys({ store, actions }) {
  const functions = {
    F2: actions.next,
    F4: () => actions.step('call_again'),
    F7: () => actions.step('serve'),
    F8: () => actions.step('finish'),
    F9: () => actions.step('skip'),
  };
  const withAlt = {
    KeyN: () => actions.noShow(),
    KeyT: actions.transfer,
    KeyB: () => actions.focus('number'),
    KeyW: () => actions.focus('wanted'),
  };

  document.addEventListener('keydown', (event) => {
    if (store.get().tab || event.ctrlKey || event.metaKey) {
      return;
    }
    const action = event.altKey ? withAlt[event.code] : functions[event.key];
    if (action) {
      event.preventDefault();
      action();
    } else if (event.key === 'Escape') {
      store.set({ transferring: false, sure: null });
    }
  });
}
