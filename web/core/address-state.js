/** Part of a page's state in its address: read when it opens, written when it changes, followed when one goes back. */

const LONGEST = 80;

/**
 * @param names of the state that stands in the address
 * @param steps those whose change can be gone back from; all when not said
 */
export function addressState(names, steps = names) {
  const read = (search) => {
    const query = new URLSearchParams(search);
    return Object.fromEntries(names.map((name) => [name, query.get(name)?.slice(0, LONGEST) || null]));
  };
  return { start: Object.freeze(read('')), read, bind: (store) => bind(store, names, new Set(steps), read) };
}

function bind(store, names, steps, read) {
  let applying = false;
  store.subscribe((state, keys) => {
    if (!applying && names.some((name) => keys.has(name))) {
      const query = new URLSearchParams(names.filter((name) => state[name]).map((name) => [name, state[name]]));
      const step = [...keys].some((name) => steps.has(name));
      history[step ? 'pushState' : 'replaceState'](null, '', location.pathname + (query.size ? `?${query}` : ''));
    }
  });
  window.addEventListener('popstate', () => {
    applying = true;
    store.set(read(location.search));
    applying = false;
  });
}
