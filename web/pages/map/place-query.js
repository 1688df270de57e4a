/** Which places the page's state asks for, as the API's parameters: the list, the counts and the tiles take the same. */

/** The names of the state's fields that filter places. */
export const FILTERS = ['kind', 'matter', 'area', 'open', 'free', 'access', 'within', 'week'];

/** Days of what is called free soon, today being the first. */
const SOON_DAYS = 7;
const NO_FILTER = Object.freeze(Object.fromEntries(FILTERS.map((name) => [name, null])));

export const withoutFilters = () => NO_FILTER;

/** What else a condition needs to hold: somewhere to measure a distance from, a matter that has free times. */
const NEEDS = { within: (state) => originOf(state) !== null, week: ({ matter }) => matter !== null };

/** Whether a condition is set and holds. */
export const holds = (state, name) => state[name] !== null && (NEEDS[name]?.(state) ?? true);

/** How many conditions hold. */
export const filterCount = (state) => FILTERS.filter((name) => holds(state, name)).length;

/** From where distances are measured: the point that was asked about, else where the reader is, else nothing. */
export function originOf({ lon, lat, own }) {
  return lon !== null ? { lon, lat } : (own ?? null);
}

/** What a tile's address says besides its place. */
export function filterParams(state) {
  const { kind, matter, area, open, free, access } = state;
  const where = withinParams(state);
  const soon = holds(state, 'week') ? { free_days: SOON_DAYS } : {};
  return {
    category: kind, matter, area, open_now: open, appointments: free, accessible: access?.join(',') ?? null, ...soon, ...where,
  };
}

/** Nobody can say what is near without a place to measure from. */
function withinParams(state) {
  const origin = originOf(state);
  return state.within !== null && origin ? { within: state.within, ...rounded(origin) } : {};
}

/**
 * From which middle of the map a list is measured where nothing else is known. Opening a place moves the map; the list that it
 * was opened from stays as it was, until the reader moves the map again.
 *
 * @param start where the map begins
 */
export function listCenter(start) {
  let anchor = start;
  let passed = null;
  return ({ c, place }) => {
    if (place !== null) {
      passed = c;
    } else if (c !== passed) {
      anchor = c ?? anchor;
      passed = null;
    }
    return anchor;
  };
}

/** With order and origin: the list. The map's middle stands in where nothing else is known. */
export function listParams(state, center) {
  const origin = originOf(state) ?? { lon: center[0], lat: center[1] };
  return { ...filterParams(state), ...rounded(origin), sort: sortOf(state) };
}

/** How soon can only be said of a matter. */
export const sortOf = ({ sort, matter }) => (sort === 'name' || (sort === 'earliest' && matter !== null) ? sort : 'distance');

/** Which halls have free times for the matter; `by` is the last day that is still this week. */
export const hallParams = (state, by) => ({ matter: state.matter, ...(state.week ? { by } : {}), open_now: state.open, ...withinParams(state), limit: 1000 });

/** The same places as a file. */
export function downloadUrl(state, ending) {
  const asked = Object.entries(filterParams(state)).filter(([, value]) => value !== null && value !== undefined);
  return `/api/v1/places.${ending}${asked.length > 0 ? `?${new URLSearchParams(asked)}` : ''}`;
}

const rounded = ({ lon, lat }) => ({ lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)) });
