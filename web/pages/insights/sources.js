import { getFile, getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';
import { isGi } from './hot-spots.js';
import { FURTHER, further, SHAPE_ZOOM } from './model.js';
import { levelsOf } from './outside-data.js';
import { tabOf } from './tabs.js';

/** What the tabs beside the overview read, each only while it is open. */
export function createSources(store, changed, city) {
  const spots = createResource(changed);
  const runs = createResource(changed);
  const local = createResource(changed);
  const forecast = createResource(changed);
  const series = createResource(changed);
  const opinion = createResource(changed);
  const tones = createResource(changed);
  const toneAccuracy = createResource(changed);
  const outside = createResource(changed);
  const outlook = createResource(changed);
  const portrait = createResource(changed);
  const outlookProof = createResource(changed);
  const level = city.levels[Math.min(1, city.levels.length - 1)].id;

  const filters = (state) => ({ from: state.from, to: state.to, within: state.within, category: state.category, channel: state.channel, urgency: state.urgency, kind: state.kind, ...further(state) });
  const place = ({ within, category, days }) => ({ within, category, days });

  /** Hexagons, or the areas of a level, that stand out. */
  const localOf = (state) => (state.clusters === 'areas'
    ? ['/insights/gi-star/areas', { ...filters(state), level: state.level ?? level, values: state.values ?? undefined }]
    : ['/insights/gi-star', { ...filters(state), values: state.clusters === 'excess' ? 'excess' : undefined }]);

  const READS = {
    'hot-spots': {
      asked: ['until', 'clusters', 'values', 'level', 'from', 'to', 'within', 'category', 'channel', 'urgency', 'kind', ...FURTHER],
      read(state) {
        spots.load((signal) => getJson('/insights/hot-spots', { until: state.until }, { signal }), { keep: true });
        runs.load((signal) => getJson('/insights/hot-spots/runs', {}, { signal }), { keep: true });
        isGi(state) ? local.load((signal) => getJson(...localOf(state), { signal }), { keep: true }) : local.clear();
      },
    },
    forecast: {
      asked: ['within', 'category', 'days'],
      read(state) {
        outlook.get().data || outlook.load((signal) => getJson('/insights/rate-outlook', {}, { signal }));
        outlookProof.get().data || outlookProof.load((signal) => getJson('/insights/rate-outlook/backtest', {}, { signal }));
        forecast.load((signal) => getJson('/insights/forecasts', place(state), { signal }), { keep: true });
        series.load((signal) => getJson('/insights/forecasts/series', { ...place(state), level }, { signal }), { keep: true });
      },
    },
  };

  READS.opinion = {
    asked: ['from', 'to', 'within', 'category', 'channel', 'urgency', 'kind', ...FURTHER, 'level'],
    read(state) {
      const asked = { ...filters(state), level: state.level ?? level };
      opinion.load((signal) => getJson('/insights/opinion', asked, { signal }), { keep: true });
      tones.load((signal) => getJson('/insights/tones', asked, { signal }), { keep: true });
      toneAccuracy.get().data || toneAccuracy.load((signal) => getJson('/insights/tone-accuracy', {}, { signal }));
    },
  };

  READS.portrait = {
    asked: ['of', 'from', 'to'],
    read: ({ of, from, to }) => (of && !of.endsWith(':') ? portrait.load((signal) => getJson('/insights/portrait', { of, from, to }, { signal })) : portrait.clear()),
  };

  READS.outside = {
    asked: ['dataset', 'measure', 'from', 'to', 'within', 'category', 'channel', 'urgency', 'kind', ...FURTHER, 'level'],
    read: (state) => outside.load((signal) => readOutside(state, signal), { keep: true }),
  };

  /** A dataset, its figures by area, and how requests go with them; on its own level, or on a coarser one when it counts. */
  async function readOutside(state, signal) {
    const { items } = await getJson('/insights/datasets', {}, { signal });
    const one = items.find(({ id }) => id === state.dataset) ?? items.find(({ keyed }) => keyed !== 'day') ?? items[0] ?? null;
    if (one === null) {
      return { items, one };
    }
    const levels = levelsOf(one, city);
    const wanted = one.keyed === 'day' ? null : levels.some(({ id }) => id === state.level) ? state.level : one.level;
    const [correlation, values, ground] = await Promise.all([
      getJson('/insights/correlation', { ...filters(state), measure: state.measure ?? 'received', dataset: one.id, level: wanted }, { signal }),
      wanted ? getJson(`/insights/datasets/${one.id}/values`, { level: wanted }, { signal }).then((page) => new Map(page.items.map(({ key, value }) => [key, value]))) : null,
      // its own shapes: the level in the address is what somebody chose, and perhaps none that the dataset has
      wanted ? getJson('/areas.geojson', { level: wanted, zoom: SHAPE_ZOOM }, { signal }) : null,
    ]);
    return { items, one, level: wanted, correlation, values, shapes: ground?.features ?? [] };
  }

  function read(keys) {
    const state = store.get();
    const wanted = READS[tabOf(state)];
    (keys === null || keys.has('tab') || wanted?.asked.some((name) => keys.has(name))) && wanted?.read(state);
  }

  /** The next part of the series, behind those that are there. */
  function moreSeries() {
    const shown = series.get().data;
    series.load(async (signal) => {
      const next = await getJson('/insights/forecasts/series', { ...place(store.get()), level, cursor: shown.next }, { signal });
      return { ...next, items: [...shown.items, ...next.items] };
    }, { keep: true });
  }

  store.subscribe((_, keys) => read(keys));

  async function save(path, params, type, name) {
    store.set({ busy: true, error: null });
    try {
      saveFile(await getFile(path, params, type), name);
      store.set({ busy: false });
    } catch (error) {
      store.set({ busy: false, error });
    }
  }

  return {
    spots, runs, local, forecast, series, opinion, tones, toneAccuracy, outside, outlook, outlookProof, portrait,
    start: () => read(null),
    moreSeries,
    save,
    saveLocal: () => save('/insights/gi-star/areas/list', localOf(store.get())[1], 'text/csv', 'gi-star.csv'),
    saveTones: () => save('/insights/tones', { ...filters(store.get()), level: store.get().level ?? level }, 'text/csv', 'tones.csv'),
  };
}
