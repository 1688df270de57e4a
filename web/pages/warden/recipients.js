import { put, read } from './db.js';
import { pointIn } from './inside.js';
import { tell } from './news.js';
import { call } from './wire.js';

/**
 * What the phone keeps beside its base, from the city's public answers. To whom a report would go: what the catalogue answers for each kind in each own grid, kept on the phone, so that it can be said before
 * sending and without a network. A forecast: the exact place, the words and the hour decide when it arrives. No DOM.
 */

const MARGIN = 0.002;
const FRESH_MS = 12 * 3_600_000;

/** When what is not whole is asked for again. */
const AGAIN_MS = 900_000;

/** Of a side; more is not asked for at once. */
const MOST_DEGREES = 0.2;

const NAME = 'recipients';

/** What the phone knows: `{ recipients }` by grid and `{ roads }`; empty before the first time. */
export async function heldBeside() {
  const known = await read('settings', NAME);
  return { recipients: known?.grids ?? {}, roads: known?.roads ?? [] };
}

/** Asks anew for grids that are not known, of another shape of the base, or known for long. */
export async function refreshBeside(base, now = Date.now()) {
  const known = await read('settings', NAME);
  const grids = base.grids.filter(({ geometry }) => geometry);
  if (known && known.tag === base.tag && now - known.at < FRESH_MS) {
    return;
  }
  const asked = {};
  for (const { code, geometry } of grids) {
    asked[code] = await orElse(recipientsAt(pointIn(geometry)), known?.grids?.[code]);
  }
  const roads = await orElse(roadsOf(base), known?.roads);
  const whole = roads && Object.values(asked).every(Boolean);
  await put('settings', { tag: base.tag, at: whole ? now : now - FRESH_MS + AGAIN_MS, grids: asked, roads: roads ?? [] }, NAME);
  tell('changed');
}

/** What was known before stays where there is no answer now. */
const orElse = (answer, before) => answer.catch(() => before ?? null);

/** The roads round the own grids, so that their map is one without a network too: of all together, or of each where they lie far apart. */
async function roadsOf({ bbox, grids }) {
  const whole = bbox ? wider(bbox) : null;
  const boxes = whole && fits(whole) ? [whole] : grids.flatMap(({ geometry }) => (geometry ? [wider(boxOf(geometry))] : [])).filter(fits);
  const roads = [];
  for (const box of boxes) {
    const { body } = await call('GET', `/roads?bbox=${box.map((each) => each.toFixed(6)).join(',')}`, { base: '/api/v1' });
    roads.push(...body.items.map(({ name, lines }) => ({ name, lines })));
  }
  return roads;
}

const wider = ([west, south, east, north]) => [west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN];
const fits = ([west, south, east, north]) => east - west < MOST_DEGREES && north - south < MOST_DEGREES;

function boxOf({ coordinates }) {
  const all = coordinates.flat(Infinity);
  const [lons, lats] = [0, 1].map((odd) => all.filter((_, at) => at % 2 === odd));
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** By category: the unit's name by language, or that of the channel that it is diverted to. Asked without saying who asks, to the width of a house. */
export async function recipientsAt({ lon, lat }) {
  const { body } = await call('GET', `/overview?lon=${lon.toFixed(4)}&lat=${lat.toFixed(4)}`, { base: '/api/v1/route' });
  return Object.fromEntries(body.items.map(({ category, unit, diversion }) => [category.code, unit?.name ?? diversion?.name ?? null]));
}

/** Who would get a draft: asked for its very place, else for its grid; the unit is null where a person decides. Null when nobody can say. Pure. */
export function recipientOf({ draft, recipients, exact }, standing, point) {
  if (exact && exact.key === keyOf(point)) {
    return { unit: exact.units[draft.category] ?? null, exact: true };
  }
  const own = standing?.grid && standing.where !== 'outside' ? recipients?.[standing.grid.code] : null;
  return own ? { unit: own[draft.category] ?? null, exact: false } : null;
}

/** Places that are nearer than a house are one. */
export const keyOf = (point) => (point ? `${point.lon.toFixed(4)} ${point.lat.toFixed(4)}` : null);
