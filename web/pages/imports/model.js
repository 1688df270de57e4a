import { getFile, getJson, postForm } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

const PAGE = 20;
const FAULTS = 50;
const PAUSE = 1500;
/** The choice that is no mapping of the city's. */
export const OWN = '=';

/** What an own mapping begins with: as much as it needs, to be put right. */
export const SKELETON = `format: 1
source: old-hotline
id: id
time: received_at
text: words
category: {column: type, map: {rubbish: CITY-WASTE}}
place: {x: lon, y: lat}
`;

/** Runs, the newest first, looked at again while one of them goes on; the bad rows and the comparison of the one that is open. */
export function createModel(store, redraw) {
  const list = createResource(watchOn);
  const mappings = createResource(chooseFirst);
  const faults = createResource(redraw);
  const agreement = createResource(redraw);
  let timer = null;

  const load = () => list.load((signal) => getJson('/imports', { limit: PAGE }, { signal }), { keep: true });
  const path = () => `/imports/${store.get().open}`;

  function watchOn() {
    redraw();
    const goesOn = list.get().data?.items.some(({ state }) => state === 'running');
    if (list.get().status === 'ready' && timer === null && goesOn) {
      timer = setTimeout(() => {
        timer = null;
        load();
        about();
      }, PAUSE);
    }
  }

  function chooseFirst() {
    const { status, data } = mappings.get();
    if (status === 'ready' && store.get().mapping === '') {
      store.set({ mapping: data.items[0]?.id ?? OWN });
    }
    redraw();
  }

  /** What the run that is open found. */
  function about() {
    if (store.get().open === null) {
      faults.clear();
      agreement.clear();
      return;
    }
    faults.load((signal) => getJson(`${path()}/faults`, { limit: FAULTS }, { signal }), { keep: true });
    agreement.load((signal) => getJson(`${path()}/agreement`, {}, { signal }), { keep: true });
  }

  function append(resource, from, limit) {
    const { items, next } = resource.get().data;
    resource.load(async (signal) => {
      const page = await getJson(from, { limit, cursor: next }, { signal });
      return { items: [...items, ...page.items], next: page.next };
    }, { keep: true });
  }

  /** Begins a run: what lacks is said at its field, and nothing chosen is lost. */
  async function begin(event) {
    event.preventDefault();
    const { file, mapping, yaml, dryRun, sending } = store.get();
    const errors = {
      ...(file ? {} : { file: t('imports.lacks.file') }),
      ...(mapping === OWN && yaml.trim() === '' ? { yaml: t('imports.lacks.mapping') } : {}),
    };
    if (sending || Object.keys(errors).length > 0) {
      store.set({ errors });
      document.getElementById(Object.keys(errors)[0])?.focus();
      return;
    }
    const form = new FormData();
    form.set('file', file);
    form.set(...(mapping === OWN ? ['mapping', yaml] : ['mapping_id', mapping]));
    form.set('dry_run', String(dryRun));
    store.set({ sending: true, errors: {}, fault: null });
    try {
      const run = await postForm('/imports', form);
      store.set({ sending: false, open: run.id });
      history.replaceState(null, '', `?run=${encodeURIComponent(run.id)}`);
      load();
      about();
    } catch (error) {
      const ofMapping = error.code === 'bad_mapping' && mapping === OWN;
      store.set({ sending: false, ...(ofMapping ? { errors: { yaml: error.detail } } : { fault: error }) });
      document.getElementById(ofMapping ? 'yaml' : 'import-fault')?.focus();
    }
  }

  return {
    list, mappings, faults, agreement, load, about, begin,
    more: () => append(list, '/imports', PAGE),
    moreFaults: () => append(faults, `${path()}/faults`, FAULTS),
    /** Of one page of at most a thousand. */
    async saveFaults() {
      saveFile(await getFile(`${path()}/faults`, { limit: 1000 }, 'text/csv'), `import-${store.get().open}.csv`);
    },
    start() {
      load();
      mappings.load((signal) => getJson('/imports/mappings', {}, { signal }));
      about();
    },
  };
}
