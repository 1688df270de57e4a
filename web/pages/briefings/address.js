/** What the page shows, in the address: an open report, or the archive of a kind, or the schedules. */

const NAMES = ['id', 'view', 'kind'];

export function readAddress(search) {
  const query = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)?.slice(0, 40) || null]));
}

export function bindAddress(store) {
  let applying = false;
  store.subscribe((state, keys) => {
    if (!applying && NAMES.some((name) => keys.has(name))) {
      const query = new URLSearchParams(NAMES.filter((name) => state[name]).map((name) => [name, state[name]]));
      history.pushState(null, '', location.pathname + (query.size ? `?${query}` : ''));
    }
  });
  window.addEventListener('popstate', () => {
    applying = true;
    store.set(readAddress(location.search));
    applying = false;
  });
}
