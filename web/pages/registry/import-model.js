import { deleteJson, getJson, postForm, postJson, putJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { buildTree } from '../../components/category-tree.js';

const AT_ONCE = 100;
export const FIELDS = ['code', 'name_zh', 'name_en', 'aliases_zh', 'aliases_en', 'category', 'lon', 'lat', 'address_zh', 'address_en', 'phone', 'hours', 'zone', 'accessibility', 'in_charge', 'unit', 'matters', 'remarks_zh', 'remarks_en', 'appointments', 'website', 'photos', 'photo_texts_zh', 'photo_texts_en', 'source', 'updated_on', 'located_in'];

const NO_MAPPING = Object.freeze({ columns: Object.freeze({}), crs: 'wgs84', encoding: 'UTF-8', category: '', complete: '' });
export const NO_IMPORT = Object.freeze({ importId: null, file: null, columns: [], mapping: NO_MAPPING, remembered: false, report: null, fault: null, step: '', finding: '', kind: '', findingsShown: AT_ONCE });

/** Tables of places: a file and how its columns are read, what is wrong with its rows, and what publishing it would change. */
export function createImport(store, changed) {
  const changes = createResource(changed);
  const following = createResource(changed);
  const past = createResource(changed);
  let categories = null;

  const path = (id) => `/places/imports/${encodeURIComponent(id)}`;
  const set = (patch) => store.set(patch);

  function open() {
    const { tab, importId, report } = store.get();
    if (tab !== 'import') {
      return;
    }
    past.load((signal) => getJson('/places/imports', {}, { signal }).then(({ items }) => items));
    importId && report?.id !== importId && look(importId);
  }

  async function look(importId) {
    try {
      take(await getJson(path(importId)));
    } catch (fault) {
      set({ fault });
    }
  }

  function take(report) {
    set({ report, importId: report.id, finding: '', kind: '', findingsShown: AT_ONCE, fault: null });
    askChanges();
  }

  function askChanges() {
    const { report, kind } = store.get();
    following.clear();
    changes.load((signal) => getJson(`${path(report.id)}/changes`, { kind, limit: AT_ONCE }, { signal }), { keep: true });
  }

  function moreChanges() {
    const { items, next } = changes.get().data;
    const { report, kind } = store.get();
    following.load(async (signal) => {
      const page = await getJson(`${path(report.id)}/changes`, { kind, limit: AT_ONCE, cursor: next }, { signal });
      kind === store.get().kind && changes.load(() => Promise.resolve({ items: [...items, ...page.items], next: page.next }), { keep: true });
    });
  }

  /** What goes wrong leaves file and mapping as they are, to try again. */
  async function attempt(step, work) {
    if (store.get().step) {
      return;
    }
    set({ step, fault: null });
    try {
      await work();
    } catch (fault) {
      set({ fault });
    } finally {
      set({ step: '' });
    }
  }

  /** `FormData` keeps the order: the file comes first, as the server reads it while it arrives. */
  function parts(file, more) {
    const form = new FormData();
    form.set('file', file, file.name);
    Object.entries(more).forEach(([name, text]) => form.set(name, text));
    return form;
  }

  const choose = (file) => (set({ ...NO_IMPORT, file }), readColumns());

  const readColumns = () => attempt('reading', async () => {
    const { file, mapping } = store.get();
    const { columns, kept } = await postForm('/places/imports/columns', parts(file, { encoding: mapping.encoding }));
    const proposed = Object.fromEntries(columns.filter(({ field }) => field).map(({ name, field }) => [field, name]));
    set({ columns, mapping: kept ?? { ...mapping, columns: proposed }, remembered: Boolean(kept) });
  });

  /** Tables of one office look alike each month: how theirs was read is kept at the server, by the names of the columns. */
  async function remember() {
    const { columns, mapping } = store.get();
    await putJson('/places/imports/mappings', { header: columns.map(({ name }) => name), mapping }).catch(() => {}); // asked again next time
  }

  /** Tables name categories in words. */
  async function categoryWords() {
    categories ??= buildTree((await getJson('/places/categories')).items);
    return Object.fromEntries([...categories.nodes.values()].flatMap(({ code, name }) => Object.values(name).map((word) => [word, code])));
  }

  const check = () => attempt('checking', async () => {
    const { file, mapping, report } = store.get();
    const { columns, crs, encoding, category, complete } = mapping;
    const body = { columns, crs, encoding, values: { category: await categoryWords() }, ...(category && !columns.category ? { constants: { category } } : {}), ...(complete ? { complete_category: complete } : {}) };
    const found = await postForm('/places/imports', parts(file, { mapping: JSON.stringify(body) }));
    await remember();
    report?.state === 'open' && deleteJson(path(report.id)).catch(() => {}); // it is only in the way
    take(found);
    open();
  });

  return {
    changes, following, past, open, moreChanges, choose, readColumns, check,
    mapColumn(name, field) {
      const { mapping } = store.get();
      const others = Object.fromEntries(Object.entries(mapping.columns).filter(([each, column]) => column !== name && each !== field));
      set({ mapping: { ...mapping, columns: field ? { ...others, [field]: name } : others } });
    },
    mapWith: (patch) => set({ mapping: { ...store.get().mapping, ...patch } }),
    checkAs(crs) {
      set({ mapping: { ...store.get().mapping, crs } });
      return check();
    },
    ofKind(kind) {
      set({ kind });
      askChanges();
    },
    look,
    startAnew: () => set({ ...NO_IMPORT }),
    publishImport: () => attempt('publishing', async () => {
      take(await postJson(`${path(store.get().report.id)}/publication`));
      set({ said: 'imported' });
      open();
    }),
    discardImport: () => attempt('discarding', async () => {
      await deleteJson(path(store.get().report.id));
      set({ ...NO_IMPORT });
      open();
    }),
  };
}
