import { t } from '../../core/i18n.js';
import { remove } from './db.js';
import { enrol, signOut } from './enrolling.js';
import { hereOf, placeOf, standingOf, whereOf } from './place.js';
import { askToPersist, change, drop, drafts, dropDraft, enqueue, keepDraft, photoOf, storage } from './saving.js';
import { takeOver } from './updates.js';
import { enrolmentWord } from './words.js';

const MOST_PHOTOS = 9;
const TOAST_MS = 4000;

/** Everything a warden can do, by name. */
export function createActions({ store, reload, sendNow }) {
  const go = (hash) => {
    location.hash = hash;
  };
  const accountId = () => store.get().device.account.id;
  const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
  let toastTimer = null;

  function toast(text) {
    clearTimeout(toastTimer);
    store.set({ toast: text });
    toastTimer = setTimeout(() => store.set({ toast: '' }), TOAST_MS);
  }

  function fail(failure, at = 'failure') {
    store.set({ failure, busy: false });
    focus(at);
  }

  /** Kept at each change: the system may end the page while the camera is open. */
  function draftChange(patch) {
    const draft = { ...store.get().draft, ...patch };
    store.set({ draft, failure: '' });
    keepDraft('report', accountId(), draft).catch(() => fail(t('field.fault.store')));
  }

  function taskChange(patch) {
    const before = store.get().taskDraft;
    const task = store.get().shown;
    const taskDraft = { ...(before?.task === task ? before : { task, outcome: '', note: '', photos: [] }), ...patch };
    store.set({ taskDraft, failure: '' });
    keepDraft('task', accountId(), taskDraft).catch(() => fail(t('field.fault.store')));
  }

  async function saved(found, photos, mended, said) {
    const { device } = store.get();
    store.set({ busy: true, failure: '' });
    try {
      await enqueue(device, found, photos, mended);
    } catch (error) {
      fail(t(error?.name === 'QuotaExceededError' ? 'field.fault.full' : 'field.fault.store'));
      return false;
    }
    await reload();
    store.set({ busy: false, ...({ report: { draft: null }, task: { taskDraft: null } })[found.kind] });
    toast(said);
    sendNow();
    askToPersist().then(async () => store.set({ storage: await storage() }));
    return true;
  }

  const actions = {
    go,
    /** By hand also what was set aside goes at once. */
    async sendNow() {
      const aside = store.get().items.filter(({ aside_until: until }) => until);
      await Promise.all(aside.map(({ seq }) => change(seq, { aside_until: null })));
      sendNow();
    },
    takeOver,
    reloadPage: () => location.reload(),
    set: (patch) => store.set(patch),
    /** A question before something that cannot be taken back. */
    ask(asking) {
      store.set({ asking });
      focus('sure');
    },

    async enrol() {
      store.set({ busy: true, failure: '' });
      try {
        await enrol();
        await askToPersist();
        store.set({ busy: false, storage: await storage() });
        await reload();
        store.set(await drafts(store.get().device));
        go('map');
        sendNow();
      } catch (error) {
        await reload(); // the phone may be enrolled although its grids did not come
        store.get().pending ? fail(enrolmentWord(error)) : store.set({ busy: false });
      }
    },

    /** A link that is no good must not stand in the way of what the phone holds. */
    async forgetLink() {
      await remove('settings', 'enrolment');
      store.set({ failure: '' });
      await reload();
    },

    async signOut() {
      store.set({ asking: null });
      await signOut();
      await reload();
      go('map');
    },

    /** A tile: the form opens with its first kind. */
    tile(tile) {
      const kept = store.get().draft;
      const category = tile.kinds[0].code;
      draftChange(kept ? { category, tile: tile.code } : fresh(category, tile.code));
      go('form');
    },
    kind: (category) => draftChange({ category }),
    type: (name, value) => draftChange({ [name]: value }),
    settled: (on) => draftChange({ settled: on }),

    async photograph(event, role) {
      const files = [...event.target.files];
      event.target.value = '';
      const { draft, position } = store.get();
      const room = MOST_PHOTOS - draft.photos.length;
      const taken = await Promise.all(files.slice(0, room).map((file) => photoOf(file, role)));
      const photos = [...store.get().draft.photos, ...taken];
      draftChange({ photos, found_at: draft.found_at ?? taken[0]?.at ?? null, place: draft.place ?? position });
    },
    dropPhoto: (key) => draftChange({ photos: store.get().draft.photos.filter((photo) => photo.key !== key) }),

    move() {
      store.set({ moving: !store.get().moving });
      store.get().moving && focus('form-map');
    },
    pin(point) {
      if (store.get().moving) {
        draftChange({ pin: { lon: Number(point.lon.toFixed(6)), lat: Number(point.lat.toFixed(6)) } });
      }
    },
    unpin() {
      store.set({ moving: false });
      draftChange({ pin: null, place: store.get().position });
    },

    async save(mendedItem) {
      const state = store.get();
      const { draft } = state;
      const where = whereOf(state);
      const after = draft.photos.filter(({ role }) => role === 'after');
      if (!where) {
        fail(t('field.lacks.where'));
        return;
      }
      if (draft.settled && after.length === 0) {
        fail(t('field.lacks.after'));
        return;
      }
      const found = draft.photos.filter(({ role }) => role !== 'after');
      const settled = draft.settled ? { words: draft.text.trim() || t('field.settled.words'), photos: after.map(({ key }) => key) } : undefined;
      const standing = standingOf(state);
      const done = await saved(
        {
          kind: 'report', found_at: draft.found_at ?? new Date().toISOString(),
          body: { category: draft.category, text: draft.text.trim(), where, photos: found.map(({ key }) => key), settled },
          standing: standing && { where: standing.where, grid: standing.grid?.code }, accuracy: placeOf(state).pinned ? null : (placeOf(state).point?.accuracy ?? null), address: draft.address,
        },
        draft.settled ? draft.photos : found, mendedItem, t('field.saved'));
      done && go('queue');
    },

    async discard() {
      await dropDraft('report', accountId());
      store.set({ draft: null, asking: null, failure: '' });
      go('map');
    },

    /** What the server refused, in the form again: nothing of it was stored, so that it keeps its key and its place in the row. */
    mend(item) {
      const photos = store.get().photos.filter((photo) => photo.item === item.key);
      const { body } = item;
      const place = body.where.moved ? (body.where.device ?? null) : body.where.address ? null : body.where;
      draftChange({
        category: body.category, tile: null, text: body.text, settled: Boolean(body.settled), found_at: item.found_at, mends: item.seq, address: body.where.address ?? '',
        pin: body.where.moved ? { lon: body.where.lon, lat: body.where.lat } : null, place, photos: photos.map((photo) => ({ ...photo, key: photo.key === item.result.photo ? crypto.randomUUID() : photo.key, sent: false })),
      });
      go('form');
    },
    /** A task that was another meanwhile: opened as it is now, with what was said; its photos are with the task already. */
    async again(item) {
      const { task, outcome, note = '' } = item.body;
      await change(item.seq, { seen: true });
      await reload();
      go(`task/${task}`);
      store.set({ shown: String(task) });
      taskChange({ task: String(task), outcome, note, photos: [] });
    },
    acknowledge: (item) => change(item.seq, { seen: true }).then(reload),
    async discardItem(item) {
      await drop(item);
      store.set({ asking: null });
      await reload();
    },

    /** One tap: was there, all is well. */
    async visit(plan, point, finding = 'fine', note = '') {
      const visit = { grid: plan.grid, plan: plan.id, item: point.id, finding };
      const body = { ...visit, visit_kind: point.kind, where: hereOf(store.get()), ...(note.trim() ? { note: note.trim() } : {}) };
      const done = await saved({ kind: 'visit', found_at: new Date().toISOString(), visit, title: point.text, body }, [], null, t('field.visited'));
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

    taskDraft: taskChange,
    async taskPhoto(event) {
      const files = [...event.target.files];
      event.target.value = '';
      const taken = await Promise.all(files.slice(0, MOST_PHOTOS).map((file) => photoOf(file, 'task')));
      const { photos = [] } = draftOf({ id: store.get().shown }, store.get());
      taskChange({ photos: [...photos, ...taken].slice(0, MOST_PHOTOS) });
    },
    async finish(task) {
      const { outcome = '', note = '', photos = [] } = draftOf(task, store.get());
      if (!outcome) {
        fail(t('field.lacks.outcome'));
        return;
      }
      const body = { task: task.id, version: task.version, outcome, note: note.trim(), photos: photos.map(({ key }) => key), where: hereOf(store.get()) };
      const done = await saved({ kind: 'task', found_at: new Date().toISOString(), body, title: task.title, task }, photos, null, t('field.saved'));
      done && go('tasks');
    },

    persist: () => askToPersist().then(async () => store.set({ storage: await storage() })),
  };
  return actions;
}

/** What was noted for this task, not for another. */
export const draftOf = (task, { taskDraft }) => (taskDraft?.task === String(task.id) ? taskDraft : {});

const fresh = (category, tile) => ({ category, tile, text: '', photos: [], settled: false, pin: null, place: null, found_at: null, address: '', mends: null });
