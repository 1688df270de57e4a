import { getJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';

const NEW = Object.freeze({ id: null, version: null, title: {}, message: {}, categories: [], end: '', mode: 'drawn', points: [], area: [], layer: '', feature: '', outline: null, startsAt: null });
const FIELDS = { outline: 'where', area: 'where', overlay: 'where', categories: 'category-button', expected_end: 'end' };

/** Everything that can be done on the page, by name. */
export function createActions({ store, city, model, getMap }) {
  const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
  const form = (patch) => store.set({ form: { ...store.get().form, ...patch }, error: null });

  /** Where, as the API takes it: what was drawn, an area or feature by name, or the outline as it is. */
  function place({ mode, points, area, layer, feature, outline }) {
    const named = area.at(-1);
    return {
      drawn: { outline: points.length > 0 ? [[points]] : undefined },
      area: { area: named ? { layer: named.level, code: named.code } : undefined },
      overlay: { overlay: layer && feature ? { layer, code: feature } : undefined },
      same: { outline },
    }[mode];
  }

  const body = (now) => ({
    ...(now.id ? { version: now.version } : {}),
    title: now.title, message: now.message, categories: now.categories, ...place(now),
    ...(now.startsAt ? { starts_at: now.startsAt } : {}),
    ...(now.end ? { expected_end: toInstant(now.end, city.time_zone) } : {}),
  });

  async function attempt(work, done) {
    if (store.get().busy) {
      return;
    }
    store.set({ busy: true, error: null });
    try {
      const after = await work();
      store.set({ busy: false, form: null, doing: null, answer: {}, reason: '', selected: after.state === 'open' ? after.id : null, said: t(done) });
      await model.load();
      focus('incidents');
    } catch (error) {
      store.set({ busy: false, error });
      focus(FIELDS[error.field] ?? 'form-title');
    }
  }

  return {
    form,
    set: (patch) => store.set(patch),
    zoom: (steps) => getMap()?.zoomBy(steps),
    make() {
      store.set({ form: NEW, selected: null, error: null, taken: null, fileFault: '' });
      focus('form-title');
    },
    edit(incident) {
      store.set({
        error: null,
        form: {
          ...NEW, id: incident.id, version: incident.version, title: incident.title, message: incident.message, categories: incident.categories.map(({ code }) => code),
          outline: incident.outline, startsAt: incident.starts_at, end: incident.expected_end ? incident.expected_end.slice(0, 16) : '', mode: 'same',
        },
      });
      focus('form-title');
    },
    close() {
      store.set({ form: null, error: null });
      focus('incidents');
    },
    /** A click on the map, or Enter in its middle, is a corner while one draws. */
    corner(lon, lat) {
      const now = store.get().form;
      if (now?.mode === 'drawn') {
        form({ points: [...now.points, [Number(lon.toFixed(7)), Number(lat.toFixed(7))]] });
      }
    },
    addCategory(code) {
      const { categories } = store.get().form;
      code && !categories.includes(code) && form({ categories: [...categories, code] });
    },
    async layer(layer) {
      form({ layer, feature: '' });
      const { features } = layer ? await getJson(`/overlays/${layer}.geojson`).catch(() => ({ features: [] })) : { features: [] };
      store.set({ features });
    },
    save: () => attempt(() => model.save(store.get().form.id, body(store.get().form)), 'incidents.saved'),
    select: ({ id }) => store.set({ selected: store.get().selected === id ? null : id, doing: null, error: null }),
    doing: (doing) => store.set({ doing: store.get().doing === doing ? null : doing, error: null }),
    filter(filter) {
      store.set({ filter, selected: null });
      model.load();
    },
    end: ({ id, version }) => attempt(() => model.end(id, { version, answer: store.get().answer, outcome: store.get().outcome }), 'incidents.ended'),
    cancel: ({ id, version }) => attempt(() => model.cancel(id, { version, reason: store.get().reason }), 'incidents.cancelled'),
    async take(event) {
      const [file] = event.target.files;
      event.target.value = '';
      store.set({ taken: null, fileFault: '' });
      try {
        store.set({ taken: await model.take(file) });
        model.load();
      } catch (error) {
        store.set({ fileFault: error.detail || t('error.server.text') });
      }
    },
  };
}

/** A time typed by the city's clock, as an instant: the zone's offset at that time is what Intl says of it. */
function toInstant(local, timeZone) {
  const guess = new Date(`${local}:00Z`);
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(guess);
  const offset = parts.find(({ type }) => type === 'timeZoneName').value.replace('GMT', '') || '+00:00';
  return `${local}:00${offset}`;
}
