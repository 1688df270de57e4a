/** The hall's page in the address: which hall, which counter, which tab; the last hall and counter are remembered on this device. */

const KEY = 'servicemap.hall';
const NAMES = ['hall', 'counter', 'tab', 'day', 'from', 'to', 'by', 'area'];

export function readAddress(search) {
  const query = new URLSearchParams(search);
  const told = Object.fromEntries(NAMES.map((name) => [name, query.get(name)?.slice(0, 80) || null]));
  const known = told.hall ? {} : remembered();
  return { ...told, hall: told.hall ?? known.hall ?? null, counter: told.counter ?? (told.hall ? null : known.counter ?? null) };
}

export function bindAddress(store) {
  store.subscribe((state, keys) => {
    if (NAMES.some((name) => keys.has(name))) {
      const query = new URLSearchParams(NAMES.filter((name) => state[name]).map((name) => [name, state[name]])).toString();
      history.replaceState(null, '', query ? `?${query}` : location.pathname);
      remember(state);
    }
  });
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

function remember({ hall, counter }) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ hall, counter }));
  } catch {
    // the address still carries it
  }
}
