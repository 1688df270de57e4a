/** What is looked at, in the address: which month, level, top category and area. */

const NAMES = ['month', 'level', 'category', 'area'];
const LONGEST = 80;

export function fromAddress(search) {
  const query = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)?.slice(0, LONGEST) || null]));
}

export function followAddress(store) {
  let returning = false;
  window.addEventListener('popstate', () => {
    returning = true;
    store.set(fromAddress(location.search));
    returning = false;
  });
  store.subscribe((state, changed) => {
    if (returning || !NAMES.some((name) => changed.has(name))) {
      return;
    }
    const query = new URLSearchParams(NAMES.flatMap((name) => (state[name] ? [[name, state[name]]] : [])));
    history[changed.has('area') || changed.has('level') ? 'pushState' : 'replaceState'](null, '', `${location.pathname}${query.size ? `?${query}` : ''}`);
  });
}
