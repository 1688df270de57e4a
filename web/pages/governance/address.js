/** The page in the address: which tab, which task, how places are told apart, which tasks, which days. */

const NAMES = ['tab', 'task', 'kind', 'state', 'against', 'days'];

export const readAddress = (search) => {
  const query = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)?.slice(0, 80) || null]));
};

export function bindAddress(store) {
  let applying = false;
  store.subscribe((state, keys) => {
    if (!applying && NAMES.some((name) => keys.has(name))) {
      const query = new URLSearchParams(NAMES.filter((name) => state[name]).map((name) => [name, state[name]]));
      const step = keys.has('tab') || keys.has('task');
      history[step ? 'pushState' : 'replaceState'](null, '', location.pathname + (query.size ? `?${query}` : ''));
    }
  });
  window.addEventListener('popstate', () => {
    applying = true;
    store.set(readAddress(location.search));
    applying = false;
  });
}
