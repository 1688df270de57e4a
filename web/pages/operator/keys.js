/**
 * The keys of the desk. With Alt they work while typing; outside of fields the numbers work alone. Function keys that
 * browsers keep for themselves are left to them.
 */
export function bindKeys({ store, actions }) {
  const functions = {
    F2: () => actions.step('answer'),
    F4: () => actions.step('divert'),
    F8: () => actions.step('link'),
    F7: actions.joinFirst,
    F9: actions.end,
  };

  const digit = (event) => /^Digit[1-9]$/.test(event.code) ? Number(event.code.slice(5)) - 1 : -1;

  function withAlt(event) {
    if (digit(event) >= 0) {
      store.get().step === 'divert' && event.shiftKey ? actions.divert(digit(event)) : actions.choose(digit(event));
      return true;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      actions.mark(step);
      return true;
    }
    if (event.key === 'Enter') {
      actions.choose(store.get().marked);
      return true;
    }
    return false;
  }

  function plain(event) {
    if (digit(event) >= 0) {
      event.target.closest('#diversions') ? actions.divert(digit(event)) : actions.choose(digit(event));
      return true;
    }
    return false;
  }

  function handle(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      actions.file();
      return true;
    }
    if (event.ctrlKey || event.metaKey) {
      return false;
    }
    if (event.altKey) {
      return withAlt(event);
    }
    if (Object.hasOwn(functions, event.key)) {
      functions[event.key]();
      return true;
    }
    if (event.key === 'Escape') {
      store.get().step === 'dispatch' ? document.activeElement?.blur() : actions.step('dispatch');
      return false;
    }
    const inField = event.target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]');
    return inField ? false : plain(event);
  }

  document.addEventListener('keydown', (event) => {
    if (handle(event)) {
      event.preventDefault();
    }
  });
}
