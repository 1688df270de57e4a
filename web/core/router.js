/**
 * The page's state in the address: what can be read from it can be written to it, so that a link, the back button and
 * a reload all show the same thing. Unknown or unreadable parameters are ignored.
 */

const digits = (value, places) => String(Number(value.toFixed(places)));

/** name → [read(text) → value or null, write(value) → text]. */
const FIELDS = {
  lon: [bounded(-180, 180), (value) => digits(value, 6)],
  lat: [bounded(-90, 90), (value) => digits(value, 6)],
  accuracy: [bounded(0, 100000), (value) => digits(value, 0)],
  category: [token, String],
  side: [token, String],
  level: [token, String],
  z: [bounded(0, 22), (value) => digits(value, 1)],
  c: [lonLat, ([lon, lat]) => `${digits(lon, 5)},${digits(lat, 5)}`],
  layers: [list, (ids) => ids.join(',')],
  view: [token, String],
  report: [token, String],
  severity: [token, String],
  code: [token, String],
  source: [text, String],
  finding: [bounded(1, 1e9), (value) => digits(value, 0)],
  place: [token, String],
  kind: [token, String],
  matter: [token, String],
  area: [token, String],
  open: [flag, () => '1'],
  free: [flag, () => '1'],
  access: [list, (words) => words.join(',')],
  within: [bounded(10, 100000), (value) => digits(value, 0)],
  week: [flag, () => '1'],
  sort: [token, String],
  panel: [token, String],
  base: [token, String],
  stats: [flag, () => '1'],
  month: [token, String],
  topic: [token, String],
  lang: [token, String],
};

export const EMPTY_STATE = Object.freeze(Object.fromEntries(Object.keys(FIELDS).map((name) => [name, null])));

export function readState(search) {
  const query = new URLSearchParams(search);
  const state = { ...EMPTY_STATE };
  for (const [name, [read]] of Object.entries(FIELDS)) {
    if (query.has(name)) {
      state[name] = read(query.get(name));
    }
  }
  if (state.lon === null || state.lat === null) {
    return { ...state, lon: null, lat: null, accuracy: null, side: null };
  }
  return state;
}

export function writeState(state) {
  const parts = [];
  for (const [name, [, write]] of Object.entries(FIELDS)) {
    if (state[name] !== null && state[name] !== undefined) {
      parts.push(`${name}=${encodeURIComponent(write(state[name])).replaceAll('%2C', ',')}`);
    }
  }
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Changes that make a step one can go back to; all others only keep the address up to date. */
const STEPS = new Set(['lon', 'lat', 'category', 'side', 'view', 'report', 'finding', 'place', 'panel', 'kind', 'matter', 'area', 'open', 'free', 'access', 'within', 'week']);

/** Ties a store to the address bar. */
export function bindToAddress(store) {
  let applying = false;
  store.subscribe((state, changed) => {
    if (applying || ![...changed].some((name) => name in FIELDS)) {
      return;
    }
    const target = location.pathname + writeState(state);
    const step = [...changed].some((name) => STEPS.has(name));
    history[step ? 'pushState' : 'replaceState'](null, '', target);
  });
  window.addEventListener('popstate', () => {
    applying = true;
    store.set(readState(location.search));
    applying = false;
  });
}

function bounded(low, high) {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    return value >= low && value <= high ? value : null;
  };
}

function token(text) {
  return text.length > 0 && text.length <= 80 ? text : null;
}

function flag(text) {
  return text === '1' ? true : null;
}

function text(value) {
  return value.length > 0 && value.length <= 400 ? value : null;
}

/** At most eight words between commas; none is as good as no parameter. */
function list(text) {
  const ids = text.split(',').filter((id) => id !== '').slice(0, 8);
  return ids.length > 0 ? ids : null;
}

function lonLat(text) {
  const [lon, lat] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}
