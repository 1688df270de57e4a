import { getFile, getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

const SHOWN = 50;
const ASKED = ['by', 'kind', 'month', 'from', 'until', 'area', 'category'];
const TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The ranking, the rules behind it, the requests behind a number, and how much was dispatched by itself. */
export function createModel(store, changed, maySeeDispatch) {
  const rules = createResource(changed);
  const ranking = createResource(changed);
  const behind = createResource(changed);
  const dispatch = createResource(changed);
  const choices = { areas: [], categories: [] };

  const day = (text, add) => {
    if (!text) {
      return null;
    }
    const date = new Date(`${text}T00:00:00`);
    date.setDate(date.getDate() + add);
    return date.toISOString();
  };

  /** Other periods are days as the reader means them, the last one included. */
  const period = ({ month, from, until }) => (from && until ? { from: day(from, 0), until: day(until, 1) } : { month });

  const kind = (state) => state.kind ?? rules.get().data?.kinds[0]?.id ?? null;
  const params = (state) => ({
    ...period(state),
    area: state.area,
    category: state.category,
    ...(state.by ? { by: state.by } : { kind: kind(state) }),
  });

  function read() {
    const state = store.get();
    rules.load((signal) => getJson('/rates/rules', period(state), { signal }), { keep: true });
    maySeeDispatch && dispatch.load((signal) => getJson('/rates/dispatch', period(state), { signal }), { keep: true });
    readRanking();
  }

  async function readRanking() {
    const state = store.get();
    ranking.load(async (signal) => {
      if (!state.by && !kind(state)) {
        const { kinds } = await getJson('/rates/rules', period(state), { signal });
        return getJson('/rates', { ...params(state), kind: kinds[0]?.id }, { signal });
      }
      return getJson('/rates', params(state), { signal });
    }, { keep: true });
  }

  const numberParams = (state) => ({
    ...period(state), area: state.area, category: state.category, by: state.by, of: state.of, counting: state.counting ?? 'valid', limit: SHOWN,
  });

  function readBehind() {
    const state = store.get();
    state.of ? behind.load((signal) => getJson('/rates/requests', numberParams(state), { signal })) : behind.clear();
  }

  async function more() {
    const shown = behind.get().data;
    behind.load(async (signal) => {
      const next = await getJson('/rates/requests', { ...numberParams(store.get()), cursor: shown.next }, { signal });
      return { items: [...shown.items, ...next.items], next: next.next };
    }, { keep: true });
  }

  store.subscribe((_, keys) => {
    ASKED.some((name) => keys.has(name)) && read();
    (keys.has('of') || keys.has('counting') || (store.get().of && ASKED.some((name) => keys.has(name)))) && readBehind();
  });

  return {
    rules, ranking, behind, dispatch, choices, kind, more,
    start(levels) {
      read();
      readBehind();
      Promise.all([getJson('/areas', { level: levels[0].id, limit: 1000 }), getJson('/categories')]).then(([areas, categories]) => {
        Object.assign(choices, { areas: areas.items, categories: categories.items });
        changed();
      }, () => {});
    },
    async download(format) {
      store.set({ busy: true, error: null });
      try {
        saveFile(await getFile('/rates', params(store.get()), TYPES[format]), `rates.${format}`);
        store.set({ busy: false });
      } catch (error) {
        store.set({ busy: false, error });
      }
    },
  };
}
