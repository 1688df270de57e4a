import { getFile, getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

/** Further qualities that the figures are filtered by. */
export const FURTHER = ['hotline', 'unit', 'state', 'tone', 'anonymous', 'hour'];
export const further = (state) => Object.fromEntries(FURTHER.map((name) => [name, state[name]]));

const ASKED = ['from', 'to', 'measure', 'within', 'category', 'channel', 'urgency', 'kind', ...FURTHER, 'level', 'view', 'version', 'bandwidth', 'per'];
const CHUNK = 50;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEXAGONS_BY_LEVEL = [6, 7, 8, 9, 9, 9];
export const SHAPE_ZOOM = 12;

/** Of everything, of a hexagon (`cell:…`), of a circle (`circle:lon,lat,metres`), or of an area (`level:code`). */
function placeBehind(behind) {
  const [kind, what] = behind.split(/:(.*)/s);
  return behind === 'all' ? {} : kind === 'cell' || kind === 'circle' ? { [kind]: what } : { within: behind };
}

const NAMES = ['from', 'to', 'within', 'category', 'channel', 'urgency', 'kind', ...FURTHER];

/** The overview with the requests behind a figure of another tab, by the same filters but those that are given. */
export function linkBehind(state, behind, given = {}) {
  const asked = { ...Object.fromEntries(NAMES.map((name) => [name, state[name]])), ...given, behind };
  return `/insights?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value))}`;
}

/** Figures by area or hexagon, by category and day, all measures at a glance; and the areas' shapes. */
export function createModel(store, changed, city) {
  const summary = createResource(changed);
  const places = createResource(changed);
  const days = createResource(changed);
  const categories = createResource(changed);
  const shapes = createResource(changed);
  const frames = createResource(changed);
  const behind = createResource(changed);
  const overlay = createResource(changed);
  const choices = { areas: [], categories: [], channel: [], urgency: [], kind: [], hotline: [], states: [], versions: [], datasets: [], units: [], finer: [] };

  const level = (state) => state.level ?? city.levels[Math.min(1, city.levels.length - 1)].id;
  const rank = (state) => city.levels.findIndex(({ id }) => id === level(state));
  const common = (state) => ({ from: state.from, to: state.to, within: state.within, category: state.category, channel: state.channel, urgency: state.urgency, kind: state.kind, ...further(state) });
  const measured = (state) => ({ ...common(state), measure: state.measure ?? 'received' });
  const byArea = (state) => (state.version ? ['/insights/recast', { ...measured(state), level: level(state), version: state.version }] : ['/insights/areas', { ...measured(state), level: level(state), per: state.per }]);

  /** What the map draws, by the view. */
  function placed(state) {
    switch (state.view) {
      case 'hex': return ['/insights/hexagons', { ...measured(state), resolution: HEXAGONS_BY_LEVEL[Math.max(0, rank(state))] }];
      case 'density': return ['/insights/density', { ...measured(state), bandwidth: state.bandwidth }];
      default: return byArea(state);
    }
  }

  /** Rows of another version have neither a period before nor densities. */
  const whole = (row) => ({ value_before: null, n_before: 0, per10000: null, per_km2: null, ...row });

  function read() {
    const state = store.get();
    summary.load(async (signal) => ({ ...(await getJson('/insights/summary', common(state), { signal })), readAt: new Date().toISOString() }), { keep: true });
    places.load((signal) => getJson(...placed(state), { signal }).then((data) => ({ ...data, items: (data.items ?? []).map((row) => ({ level: level(state), ...whole(row) })), view: state.view, level: level(state) })), { keep: true });
    days.load((signal) => getJson('/insights/days', measured(state), { signal }), { keep: true });
    categories.load((signal) => getJson('/insights/categories', measured(state), { signal }), { keep: true });
  }

  function readShapes() {
    const wanted = level(store.get());
    const version = store.get().version;
    shapes.load((signal) => getJson('/areas.geojson', { level: wanted, zoom: SHAPE_ZOOM, version }, { signal }).then((data) => ({ ...data, level: wanted, version })), { keep: true });
  }

  function readFrames() {
    const state = store.get();
    state.step ? frames.load((signal) => getJson('/insights/frames', { ...measured(state), level: level(state), step: state.step }, { signal })) : frames.clear();
  }

  /** What another dataset says of the same areas. */
  function readOverlay() {
    const state = store.get();
    const wanted = level(state);
    state.overlay ? overlay.load((signal) => getJson(`/insights/datasets/${encodeURIComponent(state.overlay)}/values`, { level: wanted }, { signal }).then(({ items }) => ({ level: wanted, values: new Map(items.map(({ key, value }) => [key, value])) }))) : overlay.clear();
  }

  const asked = (state) => ({ ...measured(state), ...placeBehind(state.behind), counting: state.counting, limit: CHUNK });

  function readBehind() {
    const state = store.get();
    state.behind ? behind.load((signal) => getJson('/insights/requests', asked(state), { signal })) : behind.clear();
  }

  store.subscribe((_, keys) => {
    ASKED.some((name) => keys.has(name)) && read();
    (keys.has('level') || keys.has('version')) && readShapes();
    (keys.has('level') || keys.has('overlay')) && readOverlay();
    (keys.has('step') || (store.get().step && ASKED.some((name) => keys.has(name)))) && readFrames();
    (keys.has('behind') || keys.has('counting') || (store.get().behind && ASKED.some((name) => keys.has(name)))) && readBehind();
  });

  return {
    summary, places, days, categories, shapes, frames, behind, overlay, choices, level, rank, read,
    start() {
      read();
      readShapes();
      readBehind();
      readOverlay();
      const datasets = getJson('/insights/datasets').then(({ items }) => items, () => []);
      const units = getJson('/units', { limit: 5000 }).then(({ items }) => items, () => []);
      const finer = city.levels.length > 2 ? getJson('/areas', { level: city.levels[1].id, limit: 1000 }).then(({ items }) => items, () => []) : [];
      const words = getJson('/requests/transitions').then(({ states, terms }) => ({ states: states.map(({ state }) => state), channel: terms.channels, urgency: terms.urgency_classes, kind: terms.request_kinds }), () => ({}));
      const hotlines = getJson('/hotlines').then(({ items }) => items.map(({ code, name }) => ({ id: code, name })), () => []);
      const versions = getJson('/versions').then(({ items }) => items.filter(({ status }) => status !== 'draft'), () => []);
      Promise.all([getJson('/areas', { level: city.levels[0].id, limit: 1000 }), getJson('/categories'), words, versions, datasets, units, finer, hotlines]).then(([areas, list, terms, known, others, ofUnits, parts, lines]) => {
        Object.assign(choices, { areas: areas.items, categories: list.items, versions: known, datasets: others, units: ofUnits, finer: parts, hotline: lines }, terms);
        changed();
      }, () => {});
    },
    async more() {
      const shown = behind.get().data;
      behind.load(async (signal) => {
        const next = await getJson('/insights/requests', { ...asked(store.get()), cursor: shown.next }, { signal });
        return { items: [...shown.items, ...next.items], next: next.next };
      }, { keep: true });
    },
    /** @param format csv or xlsx: the figures by area, whatever the map draws */
    async download(format) {
      const state = { ...store.get(), view: null };
      store.set({ busy: true, error: null });
      try {
        const params = { ...measured(state), level: level(state), ...(state.version ? { version: state.version } : { per: state.per }) };
        saveFile(await getFile('/insights/areas', params, format === 'xlsx' ? XLSX : 'text/csv'), `insights.${format}`);
        store.set({ busy: false });
      } catch (error) {
        store.set({ busy: false, error });
      }
    },
  };
}
