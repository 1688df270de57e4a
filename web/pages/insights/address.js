/** What the page shows, in the address: period, filters, what is measured, and how it is drawn. */

const NAMES = ['tab', 'from', 'to', 'measure', 'show', 'level', 'view', 'within', 'category', 'channel', 'urgency', 'kind', 'until', 'clusters', 'days', 'behind', 'counting', 'version', 'bandwidth'];
const STEPS = new Set(['tab', 'within', 'level', 'view', 'behind']);

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
