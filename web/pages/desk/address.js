/** The desk's state in the address: tab, filters, the open request, language. Unknown parameters are left out. */

const NAMES = ['tab', 'number', 'state', 'category', 'area', 'unit', 'urgency', 'overdue', 'view', 'lang'];
const STEPS = new Set(['tab', 'number', 'view']);

export const FILTERS = ['state', 'category', 'area', 'unit', 'urgency', 'overdue'];
export const NO_FILTERS = Object.freeze(Object.fromEntries(FILTERS.map((name) => [name, null])));

export function readAddress(search) {
  const query = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)?.slice(0, 80) || null]));
}

export function writeAddress(state) {
  const query = new URLSearchParams(NAMES.filter((name) => state[name]).map((name) => [name, state[name]]));
  const text = query.toString();
  return text ? `?${text}` : '';
}

export function bindAddress(store) {
  let applying = false;
  store.subscribe((state, keys) => {
    if (!applying && NAMES.some((name) => keys.has(name))) {
      const step = [...keys].some((name) => STEPS.has(name));
      history[step ? 'pushState' : 'replaceState'](null, '', location.pathname + writeAddress(state));
    }
  });
  window.addEventListener('popstate', () => {
    applying = true;
    store.set(readAddress(location.search));
    applying = false;
  });
}
