import { getFile, newKey, postJson } from '../../core/api.js';
import { plusDays } from '../../core/hall-time.js';
import { t } from '../../core/i18n.js';
import { saveFile } from '../../core/save-file.js';

const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));

/** Everything that can be done on the page. */
export function createActions({ store, model, today }) {
  let key = null;
  const set = (patch) => store.set(patch);

  /** One thing at a time; the same try has the same key. */
  async function work(does, said, after) {
    if (store.get().busy) {
      return;
    }
    key ??= newKey();
    set({ busy: true, fault: null, said: '' });
    try {
      const answer = await does(key);
      key = null;
      set({ busy: false, said, ...after(answer) });
    } catch (fault) {
      fault.kind === 'offline' || (key = null);
      set({ busy: false, fault });
    }
  }

  return {
    set,
    tab: (tab) => set({ tab: tab === 'risks' ? null : tab, task: null, form: null, fault: null, said: '' }),
    open(task) {
      set({ task, note: '', next: '', fault: null });
      focus('task-title');
    },
    /** A form for a task about a finding; `patch` says which. */
    begin(patch) {
      set({
        form: { kind: 'topic', origin: 'staff', origin_ref: null, title: '', words: '', category: null, area_level: null, area: null, area_name: null, lon: null, lat: null, unit: '', begins_on: today(), due_on: plusDays(today(), 30), measure: 'received', goal: '20', budget: '', ...patch },
        fault: null, said: '',
      });
      patch.area && model.reads.units(`${patch.area_level}:${patch.area}`);
      focus('form-title');
    },
    form: (patch) => set({ form: { ...store.get().form, ...patch } }),
    save() {
      const { area_name: _, goal, budget, unit, ...rest } = store.get().form;
      const chosen = unit || model.units.get().data?.[0]?.code || '';
      const body = { ...rest, unit: chosen, ...(goal === '' ? {} : { goal: -Number(goal) / 100 }), ...(budget === '' || rest.kind !== 'project' ? {} : { budget: Number(budget) }) };
      const stripped = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== ''));
      work((once) => postJson('/governance/tasks', stripped, { key: once }), t('gov.said.made'), ({ task }) => {
        model.reads.tasks();
        focus('task-title');
        return { form: null, tab: 'tasks', task: task.id };
      });
    },
    addNote(task) {
      const { note, next } = store.get();
      work((once) => postJson(`/governance/tasks/${task.id}/notes`, { version: task.version, words: note, ...(next ? { state: next } : {}) }, { key: once }), t('gov.said.noted'), () => {
        model.reads.tasks();
        model.reads.task();
        return { note: '', next: '' };
      });
    },
    /** What a proposal after duplicates would have done. */
    tryDuplicates(row) {
      set({ twofold: row.ref });
      model.reads.duplicateTrial(row);
      focus('duplicate-trial-title');
    },
    /** What a proposal would have done. */
    tryOut(row) {
      set({ proposal: row.ref });
      model.reads.trial(row);
      focus('trial-title');
    },
    async download(name, params) {
      try {
        saveFile(await getFile(`/governance/${name}`, params, 'text/csv'), `${name}.csv`);
      } catch (fault) {
        set({ fault });
      }
    },
  };
}
