/** The page in the address: which tab, which area, which days. */

const NAMES = ['tab', 'area', 'from', 'to'];

export const readAddress = (search) => {
  const query = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)?.slice(0, 80) || null]));
};

export function bindAddress(store) {
  store.subscribe((state, keys) => {
    if (NAMES.some((name) => keys.has(name))) {
      const query = new URLSearchParams(NAMES.filter((name) => state[name]).map((name) => [name, state[name]])).toString();
      history.replaceState(null, '', query ? `?${query}` : location.pathname);
    }
  });
}
