/** What the page shows, in the address: what is ranked, the period, the filters, and the number that was opened. */

const NAMES = ['by', 'kind', 'month', 'from', 'until', 'area', 'category', 'of', 'counting'];
const STEPS = new Set(['of', 'counting']);

export const START = Object.freeze(Object.fromEntries(NAMES.map((name) => [name, null])));

export function readAddress(search) {
  const query = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)?.slice(0, 80) || null]));
}

export function bindAddress(store) {
  let applying = false;
  store.subscribe((state, keys) => {
    if (!applying && NAMES.some((name) => keys.has(name))) {
      const query = new URLSearchParams(NAMES.filter((name) => state[name]).map((name) => [name, state[name]]));
      const step = [...keys].some((name) => STEPS.has(name));
      history[step ? 'pushState' : 'replaceState'](null, '', location.pathname + (query.size ? `?${query}` : ''));
    }
  });
  window.addEventListener('popstate', () => {
    applying = true;
    store.set(readAddress(location.search));
    applying = false;
  });
}
