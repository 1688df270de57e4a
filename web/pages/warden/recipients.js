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
    asked[code] = await recipientsAt(pointIn(geometry));
  }
  await put('settings', { tag: base.tag, at: now, grids: asked, roads: await roadsOf(base) }, NAME);
  tell('changed');
}

/** The roads round the own grids, so that their map is one without a network too. */
async function roadsOf({ bbox }) {
  if (!bbox) {
    return [];
  }
  const [west, south, east, north] = bbox;
  const box = [west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN].map((each) => each.toFixed(6));
  const { body } = await call('GET', `/roads?bbox=${box.join(',')}`, { base: '/api/v1' });
  return body.items.map(({ name, lines }) => ({ name, lines }));
}

/** By category: the unit's name by language, or that of the channel that it is diverted to. */
export async function recipientsAt({ lon, lat }) {
  const { body } = await call('GET', `/overview?lon=${lon.toFixed(6)}&lat=${lat.toFixed(6)}`, { base: '/api/v1/route' });
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
