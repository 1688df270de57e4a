import { nameOf, t } from '../../core/i18n.js';
import { readCode } from './code.js';
import { checkIn, faultOf, find, statusOf, waitOf, walkIn } from './model.js';
import { openCamera } from './scanner.js';

const MOST_MATTERS = 5;
const NUMBER_LENGTH = 9;
const FRESH_MS = 60_000;
const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));

/** Everything that can be done while checking in. */
export function createActions({ store }) {
  let stopCamera = null;

  async function attempt(work, step) {
    if (store.get().busy) {
      return null;
    }
    store.set({ busy: true, fault: null });
    try {
      const done = await work();
      store.set({ busy: false });
      return done;
    } catch (error) {
      store.set({ busy: false, step, fault: { text: error.kind ? faultOf(error) : error.message, field: error.field ?? '' } });
      focus('fault');
      return null;
    }
  }

  function go(step, at = 'title') {
    closeCamera();
    store.set({ step, fault: null });
    focus(at);
  }

  function reset() {
    closeCamera();
    store.set({ step: 'home', number: '', phone: '', active: 'number', chosen: [], wanted: '', fault: null, booking: null, code: null, ticket: null, wait: null, left: null, busy: false });
    focus('title');
  }

  function closeCamera() {
    stopCamera?.();
    stopCamera = null;
  }

  /** A kiosk serves its own hall: whoever stands in the wrong one is told where to go. */
  function requireHere(booking) {
    const { kiosk, place } = store.get();
    if (kiosk && booking.hall.place !== place) {
      throw new Error(t('checkin.fault.elsewhere', { hall: nameOf(booking.hall.name) }));
    }
  }

  async function arrive(code, booking, from) {
    const done = await attempt(async () => {
      const known = booking ?? (await statusOf(code));
      requireHere(known);
      const ticket = await checkIn(code);
      return { ticket, booking: known };
    }, from);
    done && (await show(done.ticket, done.booking.hall.place, done.booking, code));
  }

  async function show(ticket, place, booking = null, code = null) {
    closeCamera();
    store.set({ place, booking, code, ticket, step: 'ticket', fault: null });
    focus('title');
    const fresh = Date.now() - Date.parse(ticket.arrived_at) < FRESH_MS;
    store.set({ wait: fresh ? await waitOf(place, ticket.queue) : null });
  }

  return {
    set: (patch) => store.set(patch),
    go, reset,
    scanned: (code) => arrive(code, null, 'home'),

    /** From the link on one's own phone: first what it is, then the press that says one is there. */
    async open(code) {
      const booking = await attempt(() => statusOf(code), 'mine');
      if (booking) {
        store.set({ booking, place: booking.hall.place });
        booking.state === 'arrived' && arrive(code, booking, 'mine');
      }
    },
    /** Who has arrived gets the same ticket again as it stands now; without an answer it stays as it was. */
    async renew() {
      const { code, ticket: before, place } = store.get();
      const ticket = code && (await checkIn(code).catch(() => null));
      if (!ticket || store.get().code !== code) {
        return;
      }
      store.set({ ticket, ...(ticket.label === before.label ? {} : { moved: true, wait: null }) });
      ticket.label === before.label || store.set({ wait: await waitOf(place, ticket.queue) });
    },
    here: () => arrive(store.get().opened, store.get().booking, 'mine'),

    /** Number and phone, or a code that a scanner typed into the field. */
    async byNumber() {
      const { number, phone, place, pass } = store.get();
      const code = readCode(number);
      if (code) {
        arrive(code, null, 'number');
        return;
      }
      if (number.replace(/\D/g, '').length !== NUMBER_LENGTH) {
        missing('number', t('checkin.fault.number'));
        return;
      }
      if (phone.trim() === '') {
        missing('phone', t('checkin.fault.phone'));
        return;
      }
      const found = await attempt(() => find(number, phone.trim(), place && pass ? { place, pass } : null), 'number');
      found && arrive(found, found.booking, 'number');
    },

    async walkIn() {
      const { place, pass, chosen } = store.get();
      const ticket = await attempt(() => walkIn(place, pass, chosen), 'matters');
      ticket && show(ticket, place);
    },

    choose(code) {
      const { chosen } = store.get();
      const next = chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code].slice(0, MOST_MATTERS);
      store.set({ chosen: next, fault: null });
    },

    /** The large keys write where one was writing last. */
    key(which) {
      const { active } = store.get();
      const before = store.get()[active];
      store.set({ [active]: which === 'back' ? before.slice(0, -1) : before + which });
    },

    async camera() {
      go('camera');
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      try {
        const filming = () => store.get().step === 'camera';
        const stop = await openCamera(document.getElementById('camera'), (code) => filming() && arrive(code, null, 'number'));
        if (filming()) {
          stopCamera = stop;
        } else {
          stop(); // somebody went back while the browser asked for the camera
        }
      } catch {
        store.set({ step: 'number', fault: { text: t('checkin.fault.camera'), field: '' } });
      }
    },

    print: () => window.print(),
  };

  function missing(field, text) {
    store.set({ fault: { text, field }, active: field });
    focus(field);
  }
}
