import { allBetween, put, read, remove, write } from './db.js';

/**
 * What is being written: one report, and what is noted for each task. Each begins with the key under which it will be sent, so that two pages
 * that both have it save it once. Of each account its own, since a phone may be handed on.
 */

export const reportSlot = (account) => `draft-report-${account}`;
const tasksSlot = (account) => `draft-task-${account}`;
export const taskSlot = (account, task) => `${tasksSlot(account)}/${task}`;

export const keepDraft = (slot, value) => put('settings', value, slot);
export const dropDraft = (slot) => remove('settings', slot);

/** All that an account was writing; within a transaction on `settings`. */
export function forgetDrafts(settings, account) {
  const slot = taskSlot(account, '');
  [reportSlot(account), tasksSlot(account), IDBKeyRange.bound(slot, `${slot}\uffff`)].forEach((each) => settings.delete(each));
}

/** `{ draft, taskDrafts }`, those by the task's id. All is asked for at once: after a wipe nothing may be opened again. */
export async function drafts(device) {
  if (!device) {
    return { draft: null, taskDrafts: {} };
  }
  const { id } = device.account;
  const slot = taskSlot(id, '');
  const [draft, before, tasks] = await Promise.all([read('settings', reportSlot(id)), read('settings', tasksSlot(id)), allBetween('settings', slot, `${slot}\uffff`)]);
  before?.task && (await moved(id, before));
  const noted = [before, ...tasks].filter((each) => each?.task);
  return { draft: draft ?? null, taskDrafts: Object.fromEntries(noted.map((each) => [each.task, each])) };
}

/** There was one slot for all tasks. */
const moved = (account, draft) =>
  write(['settings'], ({ settings }) => {
    settings.put(draft, taskSlot(account, draft.task));
    settings.delete(tasksSlot(account));
  });

export const freshReport = (category, tile) => ({
  key: crypto.randomUUID(), category, tile, text: '', photos: [], settled: false, pin: null, place: null, found_at: null, address: '', mends: null,
});
const freshTask = (task) => ({ key: crypto.randomUUID(), task, outcome: '', note: '', photos: [], mends: null });

/** As it is after a change, which other pages of this phone tell apart by `rev`. */
export const changed = (draft, patch) => ({ ...draft, key: draft.key ?? crypto.randomUUID(), ...patch, rev: crypto.randomUUID() });
export const changedTask = (draft, task, patch) => changed(draft ?? freshTask(task), patch);

/** The same content as a thing of its own: what it was to replace keeps its key and its photos. */
export const ofItsOwn = ({ photos }) => ({ key: crypto.randomUUID(), mends: null, photos: photos.map((photo) => ({ ...photo, key: crypto.randomUUID(), sent: false })) });

/** Whether something would be lost with it. */
export const isFilled = (draft) => Boolean(draft && (draft.photos.length > 0 || draft.text || draft.pin || draft.address || draft.note));

/** What was noted for this task, not for another. */
export const draftOf = (task, { taskDrafts }) => taskDrafts[String(task.id)] ?? {};

/** Whether two are the same state of the same draft. */
export const isSame = (one, other) => Boolean(one) === Boolean(other) && one?.rev === other?.rev;
