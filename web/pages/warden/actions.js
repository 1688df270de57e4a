import { t } from '../../core/i18n.js';
import { remove } from './db.js';
import { drafts, dropDraft, isSame, keepDraft } from './drafts.js';
import { enrol, enrolToSend, keepLink, linkIn, signOut } from './enrolling.js';
import { createKeeper } from './keeping.js';
import { tellOthers } from './news.js';
import { reporting } from './reporting.js';
import { askToPersist, change, drop, enqueue, photoOf, storage } from './saving.js';
import { tasking } from './tasking.js';
import { takeOver } from './updates.js';
import { enrolmentWord, size } from './words.js';

const MOST_PHOTOS = 9;
const TOAST_MS = 4000;

/** Everything a warden can do, by name. */
export function createActions({ store, reload, sendNow }) {
  const go = (hash) => {
    location.hash = hash;
  };
  const accountId = () => store.get().device.account.id;
  const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
  const keeper = createKeeper({ keep: keepDraft, onKept: () => tellOthers('draft'), onFault: () => fail(t('field.fault.store')) });
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

  /** A question before something that cannot be taken back. */
  function ask(asking) {
    store.set({ asking });
    focus('sure');
  }

  /** Photos as they come from the camera. Nothing is saved while they are read. @returns `{ taken, fault }` */
  async function take(event, role, have) {
    const { limits } = store.get().base ?? {};
    const files = [...event.target.files].slice(0, (limits?.max_photos ?? MOST_PHOTOS) - have);
    event.target.value = '';
    const most = limits?.max_photo_bytes ?? Infinity;
    const fitting = files.filter((file) => file.size > 0 && file.size <= most);
    store.set({ busy: true, failure: '' });
    const read = await Promise.allSettled(fitting.map((file) => photoOf(file, role)));
    store.set({ busy: false });
    const taken = read.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
    const large = files.some((file) => file.size > most);
    return { taken, fault: large ? t('field.fault.big', { size: size(most) }) : taken.length < files.length ? t('field.fault.unread') : '' };
  }

  /** Into the queue. `is` tells whether the draft is still the one that is saved, `after` what the state is without it. @returns whether it is kept */
  async function saved(found, { photos = [], draft = null, slot = null, mended = null, said, is = () => true, after = () => ({}) }) {
    const { device } = store.get();
    store.set({ busy: true, failure: '' });
    slot && keeper.forget(slot);
    try {
      await enqueue(device, found, photos, { key: draft?.key, slot, mended });
    } catch (error) {
      slot && keeper.now(slot, draft);
      fail(t(error?.name === 'QuotaExceededError' ? 'field.fault.full' : 'field.fault.store'));
      return false;
    }
    if (slot && !is()) {
      await dropped(slot); // a word was typed while it was saved
    }
    store.set(after());
    await reload();
    store.set({ busy: false });
    toast(said);
    sendNow();
    askToPersist().then(async () => store.set({ storage: await storage() }));
    return true;
  }

  async function dropped(slot) {
    keeper.forget(slot);
    await dropDraft(slot);
    tellOthers('draft');
  }

  const page = { accountId, ask, drop: dropped, fail, focus, go, saved, take };
  const ofReports = reporting({ store, page, keeper });
  const ofTasks = tasking({ store, page, keeper, reload });

  const actions = {
    ...ofReports,
    ...ofTasks,
    go,
    ask,
    mend: (item, sure = false) => (item.kind === 'task' ? ofTasks.mendTask(item, sure) : ofReports.mendReport(item, sure)),
    /** By hand also what was set aside goes at once. */
    async sendNow() {
      const aside = store.get().items.filter(({ aside_until: until }) => until);
      await Promise.all(aside.map(({ seq }) => change(seq, { aside_until: null })));
      sendNow();
    },
    takeOver,
    reloadPage: () => location.reload(),
    set: (patch) => store.set(patch),

    async enrol() {
      store.set({ busy: true, failure: '' });
      try {
        await enrol();
        await askToPersist();
        store.set({ busy: false, storage: await storage() });
        await reload();
        go('map');
        sendNow();
      } catch (error) {
        await reload(); // the phone may be enrolled although its grids did not come
        store.get().pending ? fail(enrolmentWord(error)) : store.set({ busy: false });
      }
    },

    /** The phone stays whose it is; what another kept here is sent under that one's name. */
    async enrolToSend() {
      store.set({ busy: true, failure: '' });
      try {
        const { name, waits } = await enrolToSend();
        await reload();
        store.set({ busy: false });
        go('queue');
        toast(t(waits ? 'field.handed.sending' : 'field.handed.nothing', { name }));
        sendNow();
      } catch (error) {
        await reload();
        fail(enrolmentWord(error));
      }
    },

    /** A link that is no good must not stand in the way of what the phone holds. */
    async forgetLink() {
      await remove('settings', 'enrolment');
      store.set({ failure: '' });
      await reload();
    },

    /** A page on the home screen of some phones has a store of its own, into which no camera brings a link. */
    async pasteLink(text) {
      if (await keepLink(linkIn(text))) {
        store.set({ failure: '' });
        await reload();
        focus('enrol');
      } else {
        fail(t('field.enrol.nolink'));
      }
    },
    async copyLink() {
      const address = `${location.origin}/warden#enrol=${store.get().pending.token}`;
      const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
      store.set({ copied: copied ? 'field.enrol.copied' : 'field.enrol.notcopied' });
    },

    async signOut() {
      store.set({ asking: null });
      await signOut();
      await reload();
      go('map');
      sendNow(); // without a network it is said later
    },

    acknowledge: (item) => change(item.seq, { seen: true }).then(reload),
    async discardItem(item) {
      await drop(item);
      store.set({ asking: null });
      await reload();
    },

    persist: () => askToPersist().then(async () => store.set({ storage: await storage() })),

    /** What another page of this phone wrote or saved, unless something here is not written yet. */
    async rereadDrafts() {
      const before = store.get();
      if (before.wiped || !keeper.idle()) {
        return;
      }
      const kept = await drafts(before.device);
      const now = store.get();
      if (!keeper.idle() || now.wiped || now.busy || ['device', 'draft', 'taskDrafts'].some((name) => now[name] !== before[name])) {
        return;
      }
      const tasks = new Set([...Object.keys(kept.taskDrafts), ...Object.keys(now.taskDrafts)]);
      store.set({
        draft: isSame(kept.draft, now.draft) ? now.draft : kept.draft,
        taskDrafts: [...tasks].every((id) => isSame(kept.taskDrafts[id], now.taskDrafts[id])) ? now.taskDrafts : kept.taskDrafts,
      });
    },
    forgetDrafts: () => keeper.forgetAll(),
  };
  return actions;
}
