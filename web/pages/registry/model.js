import { deleteJson, getJson, postJson, putJson, uploadFile } from '../../core/api.js';
import { nameOf, t } from '../../core/i18n.js';
import { createResource } from '../../core/resource.js';
import { currentAccount } from '../../core/session.js';
import { buildTree, pathTo } from '../../components/category-tree.js';
import { missing } from './faults.js';
import { EMPTY_PLACE, toBody, toForm } from './form.js';

const TYPING_MS = 250;
const AT_ONCE = 50;
export const CLOSED = Object.freeze({ form: null, saved: '', entry: null, versions: [], conflict: null, error: null, faults: Object.freeze({}), sure: false, changed: false, chargeChain: [], choosing: false, photoFault: '', sending: 0, typed: Object.freeze({ lon: '', lat: '', crs: 'wgs84' }) });

/** What the registry knows of places and does with them. */
export function createModel(store, changed) {
  const list = createResource(changed);
  const more = createResource(changed);
  const categories = createResource(changed);
  const matters = createResource(changed);
  const units = createResource(changed);
  const areas = createResource(changed);
  const opening = createResource(changed);
  const names = new Map();
  const pictures = new Map();
  let typing = 0;

  const place = (code) => `/places/${encodeURIComponent(code)}`;
  const filters = () => ({ q: store.get().q.trim(), category: store.get().kind, state: store.get().status, limit: AT_ONCE });
  const search = () => (more.clear(), list.load((signal) => getJson('/places/registry', filters(), { signal }), { keep: true }));

  function loadMore() {
    const { items, next } = list.get().data;
    const asked = JSON.stringify(filters());
    more.load(async (signal) => {
      const page = await getJson('/places/registry', { ...filters(), cursor: next }, { signal });
      asked === JSON.stringify(filters()) && list.load(() => Promise.resolve({ items: [...items, ...page.items], next: page.next }), { keep: true });
    });
  }

  /** A place with its draft, or as it is published, and its versions; nobody asks for what there is not. */
  async function read(code, signal) {
    const { items } = await getJson('/places/registry', { q: code, limit: 1000 }, { signal });
    const entry = items.find((each) => each.code === code) ?? null;
    if (entry === null) {
      return { entry, versions: [], draft: null };
    }
    const [versions, draft] = await Promise.all([
      entry.version > 0 ? getJson(`${place(code)}/versions`, {}, { signal }).then((page) => page.items) : [],
      entry.drafted_at === null ? null : getJson(`${place(code)}/draft`, {}, { signal }),
    ]);
    return { entry, versions, draft };
  }

  const latest = (versions) => versions.find((version) => version.place !== null)?.place ?? null;

  /** What came of it goes into the form, unless the reader went on to another place. */
  function show(code, { entry, versions, draft }) {
    if (store.get().code !== code || entry === null) {
      return;
    }
    const facts = draft?.place ?? { ...latest(versions), version: entry.version };
    const form = toForm(code, facts);
    store.set({ ...CLOSED, form, saved: JSON.stringify(toBody(form)), entry, versions, typed: typedOf(form) });
    locate();
    nameCharges(form.in_charge);
  }

  const typedOf = ({ lon, lat }) => ({ lon: lon === null ? '' : String(lon), lat: lat === null ? '' : String(lat), crs: 'wgs84' });

  function open() {
    const { code } = store.get();
    store.set(CLOSED);
    areas.clear();
    if (code === null || code === '') {
      opening.clear();
      code === '' && begin();
      return;
    }
    opening.load(async (signal) => {
      const found = await read(code, signal);
      show(code, found);
      return found;
    });
  }

  /** A new place belongs to the unit of whoever begins it. */
  function begin() {
    const form = toForm('', { ...EMPTY_PLACE, unit: currentAccount()?.unit ?? null }, true);
    store.set({ form, saved: JSON.stringify(toBody(form)) });
  }

  function locate() {
    const { lon, lat } = store.get().form;
    lon === null ? areas.clear() : areas.load((signal) => getJson('/resolve', { lon, lat }, { signal }));
  }

  /** A code says little to people. */
  function nameCharges(all) {
    for (const charge of all.filter((each) => !each.startsWith('overlay:') && !names.has(each))) {
      const [level, code] = charge.split(':');
      names.set(charge, '');
      getJson(`/areas/${encodeURIComponent(level)}/${encodeURIComponent(code)}`).then((area) => (names.set(charge, area.name), changed()), () => {});
    }
  }

  const point = ({ lon, lat }) => ({ lon: Number(lon.toFixed(7)), lat: Number(lat.toFixed(7)) });

  function pick(at) {
    const chosen = point(at);
    store.set({ form: { ...store.get().form, ...chosen }, typed: { lon: String(chosen.lon), lat: String(chosen.lat), crs: 'wgs84' }, error: null, faults: {} });
    locate();
  }

  /** Coordinates in the system that they were written in; the server says what they are in WGS 84. */
  async function usePoint() {
    const { typed } = store.get();
    try {
      const { point: at } = await getJson('/resolve', { lon: typed.lon.trim(), lat: typed.lat.trim(), crs: typed.crs });
      pick(at);
    } catch (error) {
      store.set(error.kind === 'request' ? { faults: { lon: t('registry.fault.coordinates') } } : { error });
    }
  }

  /** One thing at a time; a refusal is shown, and what was typed stays. */
  async function attempt(work) {
    if (store.get().busy) {
      return false;
    }
    store.set({ busy: true, error: null });
    try {
      await work();
      store.set({ busy: false });
      return true;
    } catch (error) {
      store.set({ busy: false, error });
      error.code === 'place_changed' && (await lookAtConflict());
      document.getElementById(store.get().conflict ? 'conflict' : error.field ?? 'editor-title')?.focus();
      return false;
    }
  }

  async function lookAtConflict() {
    const { entry, versions } = await read(store.get().form.code).catch(() => ({ entry: null, versions: [] }));
    entry && store.set({ conflict: { version: entry.version, place: versions[0]?.place ?? null }, entry, versions });
  }

  async function put() {
    const { form } = store.get();
    const draft = await putJson(`${place(form.code.trim() || '-')}/draft`, toBody(form));
    form.photos.forEach((key, i) => pictures.has(key) && pictures.set(draft.place.photos[i], pictures.get(key)));
    return draft;
  }

  /** After the server has it: the place as it stands now. */
  async function reread(code, said) {
    const found = await read(code);
    store.set({ code, said });
    show(code, found);
    search();
  }

  /** Says at each field what it lacks, and goes to the first. */
  function isComplete() {
    const faults = missing(store.get().form);
    store.set({ faults, error: null });
    const first = Object.keys(faults)[0];
    first && document.getElementById(first)?.focus();
    return first === undefined;
  }

  const save = () => isComplete() && attempt(async () => reread((await put()).code, 'saved'));

  const publish = () => isComplete() && attempt(async () => {
    const { changed: unsaved, entry, form } = store.get();
    const code = unsaved || entry === null ? (await put()).code : form.code;
    await postJson(`${place(code)}/publication?version=${form.version}`);
    await reread(code, 'published');
  });

  const about = (work, said) => attempt(async () => {
    const { code } = store.get();
    await work(code);
    await reread(code, said);
  });

  store.subscribe((state, keys) => {
    if (keys.has('q')) {
      clearTimeout(typing);
      typing = setTimeout(search, TYPING_MS);
    }
    (keys.has('kind') || keys.has('status')) && search();
    keys.has('form') && state.form !== null && store.set({ changed: JSON.stringify(toBody(state.form)) !== state.saved });
    keys.has('form') && state.form !== null && nameCharges(state.form.in_charge);
  });

  return {
    list, more, categories, matters, areas, opening, loadMore, search, open, pick, usePoint, save, publish,
    start() {
      categories.load((signal) => getJson('/places/categories', {}, { signal }).then(({ items }) => buildTree(items)));
      matters.load((signal) => getJson('/matters', {}, { signal }).then(({ items }) => items));
      units.load((signal) => getJson('/units', {}, { signal }).then(({ items }) => new Map(items.map((unit) => [unit.code, unit.name]))));
      search();
    },
    discard: () => attempt(async () => {
      const { code, entry } = store.get();
      await deleteJson(`${place(code)}/draft`);
      entry.version > 0 ? await reread(code, 'discarded') : (store.set({ code: null, said: 'discarded' }), search());
    }),
    withdraw: () => about((code) => deleteJson(`${place(code)}?version=${store.get().entry.version}`), 'withdrawn'),
    restore: (to) => about((code) => postJson(`${place(code)}/rollback`, { version: store.get().entry.version, to }), 'restored'),
    keepMine: () => store.set({ form: { ...store.get().form, version: store.get().conflict.version }, conflict: null, error: null }),
    async addPhotos(files) {
      for (const file of files) {
        store.set({ sending: store.get().sending + 1, photoFault: '' });
        try {
          const { key } = await uploadFile(file);
          pictures.set(key, URL.createObjectURL(file));
          store.set({ form: { ...store.get().form, photos: [...store.get().form.photos, key] } });
        } catch (error) {
          store.set({ photoFault: error.detail || error.kind });
        } finally {
          store.set({ sending: store.get().sending - 1 });
        }
      }
    },
    photoUrl: (photo) => pictures.get(photo) ?? `/api/v1${place(store.get().form.code)}/draft/photos/${encodeURIComponent(photo)}/thumbnail`,
    nameOfUnit: (code) => nameOf(units.get().data?.get(code)),
    nameOfCharge: (charge) => nameOf(names.get(charge)) || charge,
    nameOfCategory: (code) => nameOf(categories.get().data?.nodes.get(code)?.name) || code,
    iconOf: (code) => categories.get().data?.nodes.get(code)?.icon ?? 'place',
    pathOf: (code) => (categories.get().data ? pathTo(categories.get().data, code).map((node) => node.code) : []),
  };
}
