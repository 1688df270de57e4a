import { nameOf } from '../../core/i18n.js';

const WHERE_KIND = { compound: 'place', road: 'place', intersection: 'place', address: 'address', area: 'area', citywide: 'citywide', no_place: 'none' };

/** A guess as a request carries it: `{ where, name }`; null without a guess. */
export function placeOf(guess) {
  if (!guess) {
    return null;
  }
  const kind = WHERE_KIND[guess.kind] ?? 'none';
  return { where: { kind, ...position(kind, guess) }, name: nameOf(guess.name) };
}

function position(kind, { lon, lat, uncertainty_metres: accuracy, level, code, name }) {
  if (kind === 'area') {
    return { level, area: code };
  }
  return kind === 'place' || kind === 'address' ? { lon, lat, accuracy: accuracy || null, address: nameOf(name) } : {};
}
