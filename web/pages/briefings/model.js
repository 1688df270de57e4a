import { ApiError, deleteJson, getFile, getJson, newKey, postJson, putJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

const SHOWN = 50;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The archive, the open report and its check, the schedules, and what a form can name. */
export function createModel(store, changed, mayMake) {
  const archive = createResource(changed);
  const report = createResource(changed);
  const check = createResource(changed);
  const schedules = createResource(changed);
  const choices = { units: null, areas: {} };

  function read() {
    const { id, view, kind } = store.get();
    check.clear();
    if (id) {
      report.load((signal) => getJson(`/insights/briefs/${encodeURIComponent(id)}`, {}, { signal }));
    } else if (view === 'schedules' && mayMake) {
      schedules.load((signal) => getJson('/insights/brief-schedules', {}, { signal }), { keep: true });
    } else {
      archive.load((signal) => getJson('/insights/briefs', { kind, limit: SHOWN }, { signal }), { keep: true });
    }
  }

  async function more() {
    const shown = archive.get().data;
    archive.load(async (signal) => {
      const next = await getJson('/insights/briefs', { kind: store.get().kind, limit: SHOWN, cursor: shown.next }, { signal });
      return { items: [...shown.items, ...next.items], next: next.next };
    }, { keep: true });
  }

  /** What a form's lists offer, read when it first shows them. */
  async function offer(subject, level) {
    if (subject === 'unit' && choices.units === null) {
      choices.units = [];
      choices.units = await getJson('/units', { limit: 5000 }).then(({ items }) => items, () => null);
    }
    if (subject === 'area' && level && !choices.areas[level]) {
      choices.areas[level] = [];
      choices.areas[level] = await getJson('/areas', { level, limit: 1000 }).then(({ items }) => items, () => undefined);
    }
    changed();
  }

  async function saving(work) {
    store.set({ busy: true, fault: null });
    try {
      const done = await work();
      store.set({ busy: false });
      return done;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      store.set({ busy: false, fault: error });
      return null;
    }
  }

  let key = newKey();
  store.subscribe((_, keys) => ['id', 'view', 'kind'].some((name) => keys.has(name)) && read());

  return {
    archive, report, check, schedules, choices, more, offer,
    start: read,
    make: (body) => saving(async () => {
      const made = await postJson('/insights/briefs', body, { key });
      key = newKey();
      return made;
    }),
    renew: () => { key = newKey(); },
    save: (id, body) => saving(async () => {
      const saved = id ? await putJson(`/insights/brief-schedules/${id}`, body) : await postJson('/insights/brief-schedules', body, { key });
      key = newKey();
      read();
      return saved;
    }),
    remove: (id) => saving(async () => {
      await deleteJson(`/insights/brief-schedules/${id}`);
      read();
      return true;
    }),
    compare: (id) => check.load((signal) => getJson(`/insights/briefs/${id}/check`, {}, { signal })),
    download: (id, format, language) => saving(async () => {
      const at = `/insights/briefs/${id}`;
      if (format === 'xlsx') {
        saveFile(await getFile(`${at}/workbook`, { language }, XLSX), `report-${id}.xlsx`);
      } else if (format === 'csv') {
        saveFile(await getFile(`${at}/table`, {}, 'text/csv'), `report-${id}.csv`);
      } else {
        saveFile(await getFile(`${at}/figures`, {}, 'application/json'), `report-${id}.json`);
      }
    }),
  };
}
