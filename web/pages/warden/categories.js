import { nameOf } from '../../core/i18n.js';

/** What may be reported, as tiles: what this warden reports most comes first. Pure. */

const GLYPHS = [
  [/WASTE|RUBBISH|GARBAGE|TRASH/, 'trash'], [/MANHOLE|COVER/, 'manhole'], [/PARK/, 'parking'], [/ROAD|PAVE|STREET(?!-?L)/, 'road'], [/NOISE/, 'noise'],
  [/LAMP|LIGHT/, 'lamp'], [/FIRE/, 'fire'], [/HEAT/, 'heat'], [/WATER|DRAIN|SEWER/, 'drop'], [/POWER|ELEC/, 'power'], [/GAS/, 'fire'], [/TREE|GREEN/, 'tree'],
  [/LIFT|BUILD|PROP|HOUS/, 'build'], [/CRIME|POLICE|SAFE/, 'police'], [/HEALTH|MEDIC/, 'health'], [/HALL|SERV/, 'hall'],
];

export const glyphOf = (code) => GLYPHS.find(([pattern]) => pattern.test(String(code ?? '').toUpperCase()))?.[1] ?? 'flag';

/** The path ends with the parent. */
const parentOf = ({ path }) => path.at(-1) ?? null;

/** `[{ code, name, kinds: [] , group }]`: what stands below a top category is a tile, what stands below that is one of its kinds. */
export function tilesOf(categories) {
  const byCode = new Map(categories.map((category) => [category.code, category]));
  const chain = (category, seen = []) => {
    const parent = byCode.get(parentOf(category));
    return parent && !seen.includes(parent) ? [...chain(parent, [...seen, category]), category] : [category];
  };
  const tiles = new Map();
  const parents = new Set(categories.map(parentOf).filter((code) => byCode.has(code)));
  for (const category of categories) {
    const path = chain(category);
    const tile = path[1] ?? path[0];
    if (!parents.has(category.code)) {
      const known = tiles.get(tile.code) ?? { code: tile.code, name: tile.name, icon: tile.icon, group: path[0], kinds: [] };
      tiles.set(tile.code, { ...known, kinds: [...known.kinds, category] });
    }
  }
  return [...tiles.values()];
}

/** How often each tile was used on this phone, then what anybody may report about the street, then the rest. */
export function favourites(tiles, items, most) {
  const used = new Map();
  items.filter(({ kind }) => kind === 'report').forEach(({ body }) => used.set(body.category, (used.get(body.category) ?? 0) + 1));
  const score = ({ kinds }) => kinds.reduce((sum, { code }) => sum + (used.get(code) ?? 0), 0) + (kinds.some(({ anonymous }) => anonymous) ? 0.5 : 0);
  return [...tiles].map((tile, index) => [tile, score(tile), index]).sort((a, b) => b[1] - a[1] || a[2] - b[2]).slice(0, most).map(([tile]) => tile);
}

/** Tiles under the name of their top category. */
export function grouped(tiles) {
  const groups = new Map();
  tiles.forEach((tile) => groups.set(tile.group.code, { group: tile.group, tiles: [...(groups.get(tile.group.code)?.tiles ?? []), tile] }));
  return [...groups.values()];
}

export const tileOf = (tiles, category) => tiles.find(({ kinds }) => kinds.some(({ code }) => code === category)) ?? null;
export const categoryOf = (base, code) => base?.categories.find((each) => each.code === code) ?? null;
export const categoryName = (base, code) => nameOf(categoryOf(base, code)?.name) || code;
