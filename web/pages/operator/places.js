import { nameOf } from '../../core/i18n.js';

const WHERE_KIND = { compound: 'place', road: 'place', intersection: 'place', address: 'address', area: 'area', citywide: 'citywide', no_place: 'none' };

/** An area that is larger has no middle that would say who acts in it. */
const LARGEST_METRES = 5000;

/** A guess as a request carries it: `{ where, name }`, of an area with its middle `at`, by which it is foreseen who gets it; null without a guess. */
export function placeOf(guess) {
  if (!guess) {
    return null;
  }
  const kind = WHERE_KIND[guess.kind] ?? 'none';
  const at = kind === 'area' && guess.uncertainty_metres <= LARGEST_METRES ? { lon: guess.lon, lat: guess.lat } : null;
  return { where: { kind, ...position(kind, guess) }, name: nameOf(guess.name), at };
}

function position(kind, { lon, lat, uncertainty_metres: accuracy, level, code, name }) {
  if (kind === 'area') {
    return { level, area: code };
  }
  return kind === 'place' || kind === 'address' ? { lon, lat, accuracy: accuracy || null, address: nameOf(name) } : {};
}
