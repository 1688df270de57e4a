import { put, read } from './db.js';
import { onNews, tell } from './news.js';
import { call } from './wire.js';

/** What the phone keeps of its city: the languages, and what its maps must say. Renewed with the sync, because a city gets true boundaries some day. No DOM. */

const FRESH_MS = 3_600_000;
const NAME = 'city';

/** A store that was erased meanwhile is not made anew by what comes late. */
let wiped = false;
onNews((what) => {
  wiped ||= what === 'wiped';
});

export const heldCity = () => read('settings', NAME);

/** Of the server's answer what the phone needs. */
export const cityOf = ({ languages, default_language: first, synthetic, attribution = {}, filings = [] }) => ({ languages, default_language: first, synthetic, attribution, filings });

/** Asks anew where the base is another than then, and each hour. */
export async function refreshCity({ tag }, now = Date.now()) {
  const known = await heldCity();
  if (known && known.tag === tag && Math.abs(now - known.at) < FRESH_MS) {
    return;
  }
  const { body } = await call('GET', '/city', { base: '/api/v1' });
  if (wiped) {
    return;
  }
  await put('settings', { ...cityOf(body), tag, at: now }, NAME);
  tell('changed');
}
