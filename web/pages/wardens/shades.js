import { nameOf, t } from '../../core/i18n.js';

/** How an area stands: all of it well, some of it, none. */
const shade = (part, whole) => (part === 0 ? 'none' : part < whole ? 'some' : 'good');

export const manned = (area) => shade(area.grids - area.without_warden, area.grids);
export const visited = (area) => shade(area.visited_this_week, area.grids);

let made = { key: null, items: [] };

/** What the map draws: the areas in sight, in the shades of the tab; the same array as long as nothing changed. */
export function shadesOf({ state, model }) {
  const list = model.areas.get().data;
  const shapes = model.shapes.get().data;
  const tab = model.tab();
  const key = [list, shapes, tab === 'coverage', state.grid];
  if (made.key?.every((each, i) => each === key[i])) {
    return made.items;
  }
  const byCode = new Map((shapes ?? []).map((feature) => [feature.properties.code, feature.geometry]));
  const of = tab === 'coverage' ? visited : manned;
  const items = (list ?? []).filter(({ code }) => byCode.has(code)).map((area) => ({
    key: `${area.level}:${area.code}`, name: `${nameOf(area.name)} ${shadeName(of(area), tab)}`, outline: polygons(byCode.get(area.code)), shade: of(area), selected: area.code === state.grid,
  }));
  made = { key, items };
  return items;
}

const polygons = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates);

export function shadeName(kind, tab) {
  const names = tab === 'coverage'
    ? { good: t('wardens.shade.visited'), some: t('wardens.shade.visitedPart'), none: t('wardens.shade.missed') }
    : { good: t('wardens.shade.manned'), some: t('wardens.shade.mannedPart'), none: t('wardens.shade.vacant') };
  return names[kind];
}
