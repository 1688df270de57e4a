import { refusalText } from '../../core/appointment-refusals.js';
import { t } from '../../core/i18n.js';
import { affectedText } from './words.js';

/** What is said otherwise to who works at a counter. */
const OWN = { unknown_booking: 'hall.fault.unknown', not_today: 'hall.fault.notToday', slot_full: 'hall.fault.full', wrong_state: 'hall.fault.state', matter_not_served: 'hall.fault.notServed' };

const wordsOf = (error) => refusalText(error, OWN);
const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));

/** Everything that can be done at a counter, by name. One thing at a time: a key that is pressed twice does it once. */
export function createActions({ store, model }) {
  async function attempt(work, at) {
    if (store.get().busy) {
      return null;
    }
    store.set({ busy: true, fault: null, said: '' });
    try {
      const done = await work();
      store.set({ busy: false });
      model.readTickets();
      return done;
    } catch (error) {
      store.set({ busy: false, fault: { at, text: wordsOf(error) } });
      model.readTickets();
      return null;
    }
  }

  const tickets = () => model.tickets.get().data?.items ?? [];

  /** Who stands or was called at this counter: the last one first. */
  const atCounter = () => {
    const mine = tickets().filter(({ state, counter }) => ['called', 'serving'].includes(state) && String(counter) === store.get().counter);
    return mine.sort((one, other) => (one.state === other.state ? 0 : one.state === 'called' ? -1 : 1));
  };
  const current = () => atCounter()[0] ?? null;

  async function step(name, { queue, ticket = current() } = {}) {
    if (!ticket) {
      return null;
    }
    store.set({ transferring: false, sure: null });
    const after = await attempt(() => model.step(ticket.booking, { step: name, ...(queue ? { queue } : {}) }), 'counter');
    after && store.set({ said: said(name, after) });
    return after;
  }

  function said(name, { label, queue }) {
    switch (name) {
      case 'call_again': return t('hall.said.again', { label });
      case 'serve': return t('hall.said.serving', { label });
      case 'finish': return t('hall.said.finished', { label });
      case 'skip': return t('hall.said.skipped', { label });
      case 'transfer': return t('hall.said.transferred', { label, queue: model.queueName(queue) });
      default: return t('hall.said.noShow', { label });
    }
  }

  /** Ends the visit at hand and calls who is next. Who was called and has not come is never passed over silently. */
  async function next() {
    const { counter } = store.get();
    const ticket = current();
    if (!counter) {
      return;
    }
    if (ticket?.state === 'called') {
      store.set({ fault: { at: 'counter', text: t('hall.fault.waitsFor', { label: ticket.label }) } });
      return;
    }
    if (ticket && !(await step('finish'))) {
      return;
    }
    const called = await attempt(async () => ({ ticket: await model.call(Number(counter)) }), 'counter');
    called && store.set({ said: called.ticket ? t('hall.said.called', { label: called.ticket.label }) : t('hall.said.nobody') });
  }

  async function checkIn(number) {
    if (number.trim() === '') {
      store.set({ fault: { at: 'number', text: t('hall.fault.number') } });
      focus('number');
      return;
    }
    const ticket = await attempt(() => model.admit({ number: number.trim() }), 'number');
    ticket && store.set({ ticket, number: '' });
    model.readBookings();
    focus('number');
  }

  async function walkIn() {
    const { chosen } = store.get();
    if (chosen.length === 0) {
      store.set({ fault: { at: 'matters', text: t('hall.fault.matters') } });
      return;
    }
    const ticket = await attempt(() => model.admit({ matters: chosen }), 'matters');
    if (ticket) {
      store.set({ ticket, chosen: [], wanted: '' });
      focus('print-ticket');
    }
  }

  /** What goes to paper is drawn first. */
  function print(what) {
    document.documentElement.dataset.print = what;
    window.print();
    delete document.documentElement.dataset.print;
  }

  return {
    set: (patch) => store.set(patch),
    hall: (hall) => store.set({ hall: hall || null, counter: null, ticket: null, fault: null, said: '', chosen: [], wanted: '', contacts: {}, tab: store.get().tab }),
    another: (hall) => hall && store.set({ hall, counter: null, tab: 'schedule' }),
    current, atCounter, next, step, checkIn, walkIn, print, focus,
    /** A visit that is marked as missed stays missed: the key asks once more. */
    noShow(ticket = current()) {
      if (!ticket) {
        return;
      }
      store.get().sure === ticket.booking ? step('no_show', { ticket }) : store.set({ sure: ticket.booking });
    },
    transfer() {
      store.set({ transferring: !store.get().transferring });
      focus('transfer-to');
    },
    choose: (code, wanted) => store.set({ chosen: wanted ? [...store.get().chosen, code] : store.get().chosen.filter((each) => each !== code) }),
    async missed(booking) {
      if (store.get().sure !== booking) {
        store.set({ sure: booking });
        return;
      }
      store.set({ sure: null });
      await attempt(() => model.noShow(booking), 'day');
      model.readBookings();
    },
    async openContact({ id, affected }) {
      const opened = await attempt(() => model.contact(id, t('hall.contact.reason', { why: affectedText(affected) })), `contact-${id}`);
      opened && store.set({ contacts: { ...store.get().contacts, [id]: opened } });
    },
    async kiosk() {
      const pass = await attempt(() => model.kiosk(), 'links');
      pass && store.set({ pass });
    },
    /** Asks first: every kiosk of the hall has to be set up again. */
    async endKiosks() {
      if (store.get().sure !== 'kiosks') {
        store.set({ sure: 'kiosks' });
        return;
      }
      store.set({ sure: null });
      const pass = await attempt(() => model.endKiosks(), 'links');
      pass && store.set({ pass });
    },
  };
}
