import { drawQr, getFile, newKey, postForm, postJson, putJson, deleteJson } from '../../core/api.js';
import { plusDays } from '../../core/hall-time.js';
import { t } from '../../core/i18n.js';
import { saveFile } from '../../core/save-file.js';
import { createCrewActions } from './crew-actions.js';
import { emptyFile } from './parts.js';

const NEW_ITEM = { id: null, kind: 'check', text: {}, lon: null, lat: null };

/** Everything that can be done on the page. What changes something says so, and reads again what may have changed. */
export function createActions({ store, model, today }) {
  let key = null;

  /** One thing at a time; the same try has the same key. */
  async function work(does, said, after = {}) {
    if (store.get().busy) {
      return;
    }
    key ??= newKey();
    store.set({ busy: true, fault: null, said: '' });
    try {
      const answer = await does(key);
      key = null;
      store.set({ busy: false, said, ...(typeof after === 'function' ? after(answer) : after) });
    } catch (fault) {
      fault.kind === 'offline' || (key = null);
      store.set({ busy: false, fault });
    }
  }

  const set = (patch) => store.set(patch);
  const form = (name) => (patch) => set({ [name]: { ...store.get()[name], ...patch } });
  function item(index, patch) {
    const { plan } = store.get();
    set({ item: index, plan: { ...plan, items: plan.items.map((each, i) => (i === index ? { ...each, ...patch } : each)) } });
  }

  const fresh = () => ({ fault: null, said: '' });

  return {
    set,
    ...createCrewActions({ store, model, work }),
    tab: (tab) => set({ tab, ...fresh(), assigning: null, plan: null, task: null, moved: null, enrolled: null, sheet: null }),
    area: (area) => set({ area: area || null, grid: null, assigning: null, ...fresh() }),
    /** An area on the map or in a table: goes into it; a grid is shown. */
    open(name) {
      const [level, code] = name.split(':');
      const area = (model.areas.get().data ?? []).find((each) => each.code === code && each.level === level);
      if (store.get().plan) {
        return; // the click sets a point
      }
      if (area?.grids === 1 && model.areas.get().data.every(({ grids }) => grids === 1)) {
        set({ grid: code, assigning: null, ...fresh() });
      } else {
        set({ area: name, grid: null, ...fresh() });
      }
    },
    grid: (grid) => set({ grid, assigning: null, ...fresh() }),
    pick(point) {
      const { plan, item: index } = store.get();
      if (plan && plan.items[index]) {
        item(index, { lon: Number(point.lon.toFixed(6)), lat: Number(point.lat.toFixed(6)) });
      }
    },
    shownPoint() {
      const { plan, item: index } = store.get();
      const at = plan?.items[index];
      return at && at.lon !== null ? { lon: at.lon, lat: at.lat } : null;
    },

    assign: (patch = {}) => set({ assigning: { account: '', duty: 'warden', grid: store.get().grid, first_day: today(), last_day: '', substitute_for: '', ...patch }, ...fresh() }),
    assigning: form('assigning'),
    saveAssignment() {
      const { assigning } = store.get();
      work((once) => postJson('/wardens/assignments', stripped(assigning), { key: once }), t('wardens.said.assigned'), () => {
        model.reread();
        return { assigning: null };
      });
    },
    end: (ending) => set({ ending, ...fresh() }),
    saveEnd() {
      const { ending } = store.get();
      work(() => postJson(`/wardens/assignments/${ending.id}/end`, { last_day: ending.last_day }), t('wardens.said.ended'), () => {
        model.reread();
        return { ending: null };
      });
    },
    withdraw(id) {
      work(() => deleteJson(`/wardens/assignments/${id}`), t('wardens.said.withdrawn'), () => {
        model.reread();
        return { ending: null };
      });
    },

    chooseFile: (file) => set({ file, report: null, ...fresh() }),
    look() {
      const { file, encoding } = store.get();
      work(() => postForm('/wardens/imports', table(file, encoding, { dry_run: 'true' })), '', (report) => ({ report }));
    },
    take() {
      const { file, encoding, report } = store.get();
      work(() => postForm('/wardens/imports', table(file, encoding, { dry_run: 'false', fingerprint: report.fingerprint })), t('wardens.said.imported'), (taken) => {
        model.reread();
        emptyFile('file');
        return { report: taken, file: null };
      });
    },

    handing: (patch) => set({ handing: { from: '', to: '', on: plusDays(today(), 1), tasks: true, ...store.get().handing, ...patch }, moved: null, ...fresh() }),
    handOver(dry) {
      const { handing } = store.get();
      work((once) => postJson('/wardens/handovers', { ...handing, dry_run: dry }, dry ? {} : { key: once }), dry ? '' : t('wardens.said.handed'), (moved) => {
        dry || model.reread();
        return { moved };
      });
    },

    person: (person) => set({ person, enrolled: null, revoking: null, ...fresh() }),
    enrol() {
      work(async () => {
        const made = await postJson('/field/enrolments', { account: store.get().person });
        const url = new URL(made.url, location.href).href;
        return { url, expires_at: made.expires_at, qr: await drawQr(url) };
      }, '', (enrolled) => ({ enrolled }));
    },
    revoke(id) {
      work(() => postJson(`/field/devices/${id}/revoke`), t('wardens.said.revoked'), () => {
        model.reads.devices();
        return { revoking: null };
      });
    },

    editPlan: (plan) => set({ plan: plan ? { ...plan, grid: plan.grid.code } : { grid: store.get().grid ?? '', name: {}, every: 'day', items: [NEW_ITEM], active: true }, item: 0, copying: null, ...fresh() }),
    plan: form('plan'),
    item,
    addItem: () => set({ plan: { ...store.get().plan, items: [...store.get().plan.items, NEW_ITEM] }, item: store.get().plan.items.length }),
    dropItem: (index) => set({ plan: { ...store.get().plan, items: store.get().plan.items.filter((_, i) => i !== index) }, item: 0 }),
    moveItem(index, by) {
      const items = [...store.get().plan.items];
      items.splice(index + by, 0, ...items.splice(index, 1));
      set({ plan: { ...store.get().plan, items }, item: index + by });
    },
    savePlan() {
      const { plan } = store.get();
      const { id, grid, version, name, every, items, active } = plan;
      work(
        (once) => (id ? putJson(`/wardens/plans/${id}`, { version, name, every, items, active }) : postJson('/wardens/plans', { grid, name, every, items: items.map(({ id: known, ...rest }) => (known ? { id: known, ...rest } : rest)) }, { key: once })),
        t('wardens.said.planSaved'),
        () => {
          model.reads.plans();
          return { plan: null };
        },
      );
    },
    copy: (copying) => set({ copying, ...fresh() }),
    saveCopies() {
      const { copying } = store.get();
      work((once) => postJson(`/wardens/plans/${copying.id}/copies`, { grids: copying.grids }, { key: once }), t('wardens.said.copied'), () => {
        model.reads.plans();
        return { copying: null };
      });
    },

    newTask: (patch = {}) => set({ task: { title: '', words: '', grid: store.get().grid ?? '', request: '', account: '', due_on: plusDays(today(), 2), ...patch }, ...fresh() }),
    task: form('task'),
    /** What may be changed of an open task; where it is stays. */
    changeTask({ id, version, title, words, account, due_on: due }) {
      set({ task: { id, version, title, words: words ?? '', account: account?.id ?? '', due_on: due }, cancelling: null, ...fresh() });
      requestAnimationFrame(() => document.getElementById('task-title')?.focus());
    },
    saveTask() {
      const { task } = store.get();
      if (task.id) {
        const { id, ...changed } = task;
        work(() => putJson(`/wardens/tasks/${id}`, stripped(changed)), t('wardens.said.taskChanged'), () => {
          model.reads.tasks();
          return { task: null };
        });
        return;
      }
      work((once) => postJson('/wardens/tasks', stripped(store.get().task), { key: once }), t('wardens.said.taskGiven'), () => {
        model.reads.tasks();
        return { task: null };
      });
    },
    cancelling: (cancelling) => set({ cancelling, ...fresh() }),
    cancelTask() {
      const { id, version, reason } = store.get().cancelling;
      work(() => postJson(`/wardens/tasks/${id}/cancel`, { version, reason: reason || null }), t('wardens.said.taskCancelled'), () => {
        model.reads.tasks();
        return { cancelling: null };
      });
    },

    async save(route, params, name) {
      try {
        saveFile(await getFile(route, params, 'text/csv'), name);
      } catch (fault) {
        set({ fault });
      }
    },
  };
}

/** Without what was left empty. */
const stripped = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null));

function table(file, encoding, parts) {
  const form = new FormData();
  form.set('file', file);
  form.set('encoding', encoding);
  Object.entries(parts).forEach(([name, value]) => form.set(name, value));
  return form;
}
