import { getFile, getJson, getWholeCsv } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

const SHAPE_ZOOM = 12;
const ALL = 20000;
const FILES = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', json: 'application/json' };

const byCount = (a, b) => b.requests - a.requests;

/** Reads releases and the counts in them. What is not chosen is filled in: the latest month, the most frequent category, the greatest count; `details` also of one area. */
export function createModel(store, changed, { details = true } = {}) {
  const releases = createResource(() => settle());
  const coarse = createResource(() => settle());
  const counts = createResource(() => settle());
  const area = createResource(changed);
  const series = createResource(changed);
  const shapes = createResource(changed);
  const terms = createResource(changed);
  const asked = new Map();

  const release = () => {
    const items = releases.get().data?.items ?? [];
    return items.find(({ month }) => month === store.get().month) ?? items[0] ?? null;
  };
  const level = () => {
    const levels = release()?.levels ?? [];
    return levels.find((id) => id === store.get().level) ?? levels[Math.min(1, levels.length - 1)] ?? null;
  };
  const categories = () => {
    const found = new Map();
    for (const { category, category_name: name, requests } of coarse.get().data?.items ?? []) {
      found.set(category, { code: category, name, requests: requests + (found.get(category)?.requests ?? 0) });
    }
    return [...found.values()].sort(byCount);
  };
  const category = () => {
    const all = categories();
    return (all.find(({ code }) => code === store.get().category) ?? all[0])?.code ?? null;
  };
  const rows = () => [...(counts.get().data?.items ?? [])].sort(byCount);
  const place = () => store.get().area ?? rows()[0]?.area ?? null;

  /** Loads a resource when what it depends on is known and is not what was asked for last. */
  function want(resource, path, params) {
    const key = JSON.stringify([path, params]);
    if (asked.get(resource) === key || Object.values(params).some((value) => value === null)) {
      return;
    }
    asked.set(resource, key);
    resource.load((signal) => getJson(path, params, { signal }).then((data) => ({ ...data, asked: params })), { keep: true });
  }

  function settle() {
    const now = release();
    if (now) {
      const month = now.month;
      want(coarse, '/statistics/counts', { month, level: now.levels[0], limit: ALL });
      want(shapes, '/areas.geojson', { level: level(), version: now.area_version, zoom: SHAPE_ZOOM });
      want(counts, '/statistics/counts', { month, level: level(), category: category(), limit: ALL });
      details && want(area, '/statistics/counts', { month, level: level(), area: place() });
      details && want(series, '/statistics/counts', { level: level(), area: place(), category: category() });
    }
    changed();
  }

  store.subscribe(settle);
  return {
    releases, coarse, counts, area, series, shapes, terms, release, level, categories, category, rows, place,
    start() {
      releases.load((signal) => getJson('/statistics', {}, { signal }));
      details && terms.load((signal) => getJson('/statistics/terms', {}, { signal }));
    },
    /** Of the month and level that are looked at, all categories; of everything with `all`. */
    async download(kind, all) {
      store.set({ busy: true, error: null });
      try {
        const month = release()?.month;
        const params = all ? { limit: ALL } : { month, level: level(), limit: ALL };
        const name = `statistics-${all ? 'all' : `${month}-${level()}`}`;
        kind === 'geojson'
          ? saveFile(await getFile('/statistics/counts.geojson', { month, level: level(), category: category() }, 'application/geo+json'), `${name}-${category()}.geojson`)
          : saveFile(await (kind === 'csv' ? getWholeCsv('/statistics/counts', params) : getFile('/statistics/counts', params, FILES[kind])), `${name}.${kind}`);
        store.set({ busy: false });
      } catch (error) {
        store.set({ busy: false, error });
      }
    },
  };
}
