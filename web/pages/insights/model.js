import { getFile, getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

const ASKED = ['from', 'to', 'measure', 'within', 'category', 'channel', 'level', 'view'];
const HEXAGONS_BY_LEVEL = [6, 7, 8, 9, 9, 9];
const SHAPE_ZOOM = 12;

/** Figures by area or hexagon, by category and day, all measures at a glance; and the areas' shapes. */
export function createModel(store, changed, city) {
  const summary = createResource(changed);
  const places = createResource(changed);
  const days = createResource(changed);
  const categories = createResource(changed);
  const shapes = createResource(changed);
  const choices = { areas: [], categories: [], channels: [] };

  const level = (state) => state.level ?? city.levels[Math.min(1, city.levels.length - 1)].id;
  const rank = (state) => city.levels.findIndex(({ id }) => id === level(state));
  const common = ({ from, to, within, category, channel }) => ({ from, to, within, category, channel });
  const measured = (state) => ({ ...common(state), measure: state.measure ?? 'received' });
  const placed = (state) => (state.view === 'hex' ? ['/insights/hexagons', { ...measured(state), resolution: HEXAGONS_BY_LEVEL[Math.max(0, rank(state))] }] : ['/insights/areas', { ...measured(state), level: level(state) }]);

  function read() {
    const state = store.get();
    summary.load(async (signal) => ({ ...(await getJson('/insights/summary', common(state), { signal })), readAt: new Date().toISOString() }), { keep: true });
    places.load((signal) => getJson(...placed(state), { signal }).then((data) => ({ ...data, view: state.view, level: level(state) })), { keep: true });
    days.load((signal) => getJson('/insights/days', measured(state), { signal }), { keep: true });
    categories.load((signal) => getJson('/insights/categories', measured(state), { signal }), { keep: true });
  }

  function readShapes() {
    const wanted = level(store.get());
    shapes.load((signal) => getJson('/areas.geojson', { level: wanted, zoom: SHAPE_ZOOM }, { signal }).then((data) => ({ ...data, level: wanted })), { keep: true });
  }

  store.subscribe((_, keys) => {
    ASKED.some((name) => keys.has(name)) && read();
    keys.has('level') && readShapes();
  });

  return {
    summary, places, days, categories, shapes, choices, level, rank,
    start() {
      read();
      readShapes();
      Promise.all([getJson('/areas', { level: city.levels[0].id, limit: 1000 }), getJson('/categories')]).then(([areas, list]) => {
        Object.assign(choices, { areas: areas.items, categories: list.items });
        changed();
      }, () => {});
    },
    async download() {
      const state = { ...store.get(), view: null };
      store.set({ busy: true, error: null });
      try {
        const [path, params] = placed(state);
        saveFile(await getFile(path, params, 'text/csv'), 'insights.csv');
        store.set({ busy: false });
      } catch (error) {
        store.set({ busy: false, error });
      }
    },
  };
}
