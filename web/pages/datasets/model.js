import { deleteJson, getFile, getJson, postForm } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

const NEEDED = { name: 'datasets.lacks', source: 'datasets.lacks', licence: 'datasets.lacks', unit: 'datasets.lacks', as_of: 'datasets.lacks' };

/** A form that nobody has typed into. */
export const FRESH = Object.freeze({ dataset: null, name: '', source: '', licence: '', unit: '', as_of: '', kind: 'denominator', keyed: 'area', level: '', crs: 'wgs84', residents: false, synthetic: false, columns: { key: '', lon: '', lat: '', value: '' } });

/** The datasets there are, the versions of the one that is open, and a file on its way to become one. */
export function createModel(store, redraw) {
  const list = createResource(redraw);
  const versions = createResource(redraw);

  const load = () => list.load((signal) => getJson('/insights/datasets', {}, { signal }), { keep: true });

  function about() {
    const { opened } = store.get();
    opened ? versions.load((signal) => getJson(`/insights/datasets/${opened}/versions`, {}, { signal })) : versions.clear();
  }

  /** What the file's columns are, as far as their names tell. */
  async function choose(file) {
    store.set({ file, header: null, check: null, fault: null, errors: {} });
    if (!file) {
      return;
    }
    const form = new FormData();
    form.set('file', file);
    try {
      const header = await postForm('/insights/datasets/columns', form);
      if (!isChosen(file)) {
        return;
      }
      const columns = Object.fromEntries(['key', 'lon', 'lat', 'value'].map((name) => [name, header.guess[name] ?? '']));
      const now = store.get().form;
      const keyed = now.dataset ? now.keyed : keyedOf(columns, header);
      store.set({ header, form: { ...now, columns, keyed, ...(now.dataset ? {} : { kind: keyed === 'day' && now.kind === 'denominator' ? 'covariate' : now.kind }) } });
    } catch (error) {
      isChosen(file) && store.set({ errors: { file: error.detail || t('error.server.text') } });
    }
  }

  /** Whether the form still waits for this file's columns. */
  const isChosen = (file) => store.get().file === file && store.get().form !== null;

  /** By day when the key's first value is one; by point when there is no key but coordinates. */
  function keyedOf({ key, lon, lat }, header) {
    const first = header.columns.find(({ name }) => name === key)?.samples[0] ?? '';
    return /^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/.test(first) ? 'day' : !key && lon && lat ? 'point' : 'area';
  }

  function lacks({ form, file }) {
    const errors = Object.fromEntries(Object.keys(NEEDED).filter((name) => !form[name].trim()).map((name) => [name, t(NEEDED[name])]));
    return file ? errors : { ...errors, file: t('datasets.lacks.file') };
  }

  function body({ form, file }) {
    const data = new FormData();
    data.set('file', file);
    const { columns, keyed, level, crs, residents, ...rest } = form;
    const said = Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name] || null]));
    data.set('about', JSON.stringify({
      dataset: rest.dataset, name: rest.name, source: rest.source, licence: rest.licence, unit: rest.unit, as_of: rest.as_of, kind: rest.kind, synthetic: rest.synthetic, keyed,
      level: keyed === 'day' ? null : level, crs: keyed === 'point' ? crs : null, residents: residents && rest.kind === 'denominator' && keyed !== 'day',
      columns: keyed === 'point' ? { ...said, key: null } : { ...said, lon: null, lat: null },
    }));
    return data;
  }

  /** @param then what to do with the answer */
  async function sendTo(path, then) {
    const state = store.get();
    const errors = lacks(state);
    if (state.busy || Object.keys(errors).length > 0) {
      store.set({ errors });
      document.getElementById(Object.keys(errors)[0])?.focus();
      return;
    }
    store.set({ busy: true, fault: null, errors: {} });
    try {
      then(await postForm(path, body(state)));
    } catch (error) {
      const field = document.getElementById(error.field) ? error.field : null;
      store.set({ busy: false, ...(field ? { errors: { [field]: error.detail } } : { fault: error }) });
      document.getElementById(field ?? 'form-fault')?.focus();
    }
  }

  return {
    list, versions, load, about, choose,
    check: () => sendTo('/insights/datasets/check', (check) => {
      store.set({ busy: false, check });
      document.getElementById('check')?.focus();
    }),
    publish: () => sendTo('/insights/datasets', (dataset) => {
      store.set({ busy: false, form: null, file: null, header: null, check: null, said: dataset.name, opened: null });
      load();
      document.getElementById('said')?.focus();
    }),
    async remove(id) {
      store.set({ removing: null, busy: true, fault: null });
      try {
        await deleteJson(`/insights/datasets/${id}`);
        store.set({ busy: false, opened: null });
      } catch (error) {
        store.set({ busy: false, fault: error });
      }
      load();
      about();
    },
    async save({ id, name }) {
      saveFile(await getFile(`/insights/datasets/${id}/values`, {}, 'text/csv'), `${name}.csv`);
    },
    start() {
      load();
      about();
    },
  };
}
