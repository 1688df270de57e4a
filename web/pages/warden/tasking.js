import { t } from '../../core/i18n.js';
import { changedTask, draftOf, isFilled, taskSlot } from './drafts.js';
import { hereOf } from './place.js';
import { photosAgain } from './reporting.js';
import { change } from './saving.js';

/** What a warden does with tasks and on the round. */
export function tasking({ store, page, keeper, reload }) {
  const { accountId, fail, focus, go, saved, take } = page;
  const slot = (task) => taskSlot(accountId(), task);

  function noted(task, patch, keep = keeper.now) {
    const { taskDrafts } = store.get();
    const draft = changedTask(taskDrafts[task], task, patch);
    store.set({ taskDrafts: { ...taskDrafts, [task]: draft }, failure: '' });
    keep(slot(task), draft);
  }

  const without = (task) => Object.fromEntries(Object.entries(store.get().taskDrafts).filter(([id]) => id !== task));

  function open(task) {
    go(`task/${task}`);
    store.set({ asking: null });
  }

  return {
    taskDraft: (patch) => noted(store.get().shown, patch, 'note' in patch ? keeper.soon : keeper.now),
    async taskPhoto(event) {
      const { shown } = store.get();
      const before = draftOf({ id: shown }, store.get()).photos ?? [];
      const { taken, fault } = await take(event, 'task', before.length);
      const { photos = [] } = draftOf({ id: shown }, store.get());
      taken.length > 0 && noted(shown, { photos: [...photos, ...taken] });
      fault && fail(fault);
    },
    async finish(task) {
      const id = String(task.id);
      const state = store.get();
      const draft = state.taskDrafts[id] ?? {};
      const { outcome = '', note = '', photos = [], mends = null } = draft;
      if (!outcome) {
        fail(t('field.lacks.outcome'));
        return;
      }
      const mended = mends === null ? null : (state.items.find(({ seq }) => seq === mends) ?? null);
      const body = { task: task.id, version: task.version, outcome, note: note.trim(), photos: photos.map(({ key }) => key), where: hereOf(state) };
      const done = await saved(
        { kind: 'task', found_at: new Date().toISOString(), body, title: task.title, task },
        { photos, draft, slot: slot(id), mended, said: t('field.saved'), is: () => store.get().taskDrafts[id] === draft, after: () => ({ taskDrafts: without(id) }) });
      done && go('tasks');
    },

    /** A task that was another meanwhile: opened as it is now, with what was said; its photos are with the task already. */
    async again(item) {
      const { task, outcome, note = '' } = item.body;
      const id = String(task);
      await change(item.seq, { seen: true });
      await reload();
      open(id);
      store.set({ shown: id });
      isFilled(store.get().taskDrafts[id]) || noted(id, { outcome, note, photos: [] });
    },

    /** A photo of it was not taken: what was said comes back with the others. */
    mendTask(item, sure) {
      const { task, outcome, note = '' } = item.body;
      const id = String(task);
      const draft = store.get().taskDrafts[id];
      if (draft?.mends !== item.seq) {
        if (isFilled(draft) && !sure) {
          page.ask(`mend-${item.key}`);
          return;
        }
        noted(id, { key: item.key, outcome, note, photos: photosAgain(item, store.get()), mends: item.seq });
      }
      open(id);
    },

    /** One tap: was there, all is well. */
    async visit(plan, point, finding = 'fine', note = '') {
      const visit = { grid: plan.grid, plan: plan.id, item: point.id, finding };
      const body = { ...visit, visit_kind: point.kind, where: hereOf(store.get()), ...(note.trim() ? { note: note.trim() } : {}) };
      const done = await saved({ kind: 'visit', found_at: new Date().toISOString(), visit, title: point.text, body }, { said: t('field.visited') });
      const { noting } = store.get();
      // words that could not be stored, and those of another point, stay
      done && noting?.plan === plan.id && noting.point === point.id && store.set({ noting: null });
    },

    /** Opens, changes or closes the words of one point. */
    note(noting) {
      const opens = noting && !store.get().noting;
      store.set({ noting });
      opens && focus('visit-note');
    },
  };
}
