import { drawQr, fileBy, postJson } from '../../core/api.js';
import { refusalText } from '../../core/appointment-refusals.js';
import { bookingLink } from '../../core/booking-link.js';
import { t } from '../../core/i18n.js';
import { saveFile } from '../../core/save-file.js';
import { currentAccount } from '../../core/session.js';
import { BLANK } from './model.js';

/** Everything a person can do on the page, by name. Tokens go in bodies and behind the `#`, never in an address that a server sees. */
export function createActions({ store, model, submission }) {
  const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
  const path = (end) => `/bookings/${store.get().booking.id}/${end}`;

  /** @param link as of `readLink`, or null: then number and phone are asked for */
  async function open(link) {
    store.set({ ...BLANK, link, number: store.get().number, phone: store.get().phone });
    if (!link) {
      currentAccount()?.kind === 'citizen' && model.askMine();
      return;
    }
    store.set({ opening: 'loading' });
    try {
      link.kind === 'waiting' ? showEntry(await postJson(`/waitlist/${link.id}/status`, { token: link.token })) : show(await postJson(`/bookings/${link.id}/status`, { token: link.token }), link.token);
      store.set({ opening: '' });
      focus('title');
    } catch (error) {
      store.set(error.code === 'unknown_booking' || error.status === 404 ? { opening: 'unknown' } : { opening: 'failed', fault: error });
      focus('title');
    }
  }

  function show(booking, token = store.get().token) {
    const known = store.get().booking;
    store.set({ booking, token, doing: null, refusal: null, alternatives: [], chosen: null });
    model.about(booking);
    (known?.id !== booking.id || !store.get().qr) && booking.state === 'confirmed' && token && showQr(booking.id, token);
  }

  function showEntry(entry) {
    store.set({ entry });
    model.aboutWaiting(entry);
  }

  const showQr = async (id, token) => store.set({ qr: await drawQr(location.origin + bookingLink(id, token)).catch(() => '') });

  async function look(event) {
    event?.preventDefault();
    const { number, phone, looking } = store.get();
    const errors = {
      ...(number.replace(/\D/g, '').length === 9 ? {} : { number: t('appointment.lacks.number') }),
      ...(phone.trim() === '' ? { phone: t('appointment.lacks.phone') } : {}),
    };
    store.set({ errors, fault: null });
    if (Object.keys(errors).length > 0 || looking) {
      focus(Object.keys(errors)[0]);
      return;
    }
    store.set({ looking: true });
    try {
      const { booking, token } = await postJson('/bookings/find', { number: number.replace(/\D/g, ''), phone: phone.trim() });
      history.replaceState(null, '', bookingLink(booking.id, token));
      store.set({ looking: false, opening: '', link: { kind: 'booking', id: booking.id, token } });
      show(booking, token);
      focus('title');
    } catch (error) {
      store.set({ looking: false, ...lookRefused(error) });
      focus('number');
    }
  }

  /** One's own by account: nothing is typed. */
  async function openMine(id) {
    if (store.get().busy) {
      return;
    }
    store.set({ busy: true, mineFault: null });
    try {
      const { booking, token } = await postJson(`/bookings/mine/${id}/open`, {});
      history.replaceState(null, '', bookingLink(booking.id, token));
      store.set({ busy: false, opening: '', link: { kind: 'booking', id: booking.id, token } });
      show(booking, token);
      focus('title');
    } catch (error) {
      store.set({ busy: false, mineFault: error });
    }
  }

  function lookRefused(error) {
    const own = { unknown_booking: 'appointment.wrong', too_many_tries: 'appointment.locked', bad_phone: 'details.lacks.phone' };
    return error.kind === 'request' ? { errors: { [error.code === 'bad_phone' ? 'phone' : 'number']: refusalText(error, own) } } : { fault: error };
  }

  /** One step with the booking; what is refused is said where the step was begun. */
  async function step(end, body, said) {
    const booking = await submission.send(path(end), { token: store.get().token, ...body });
    if (booking) {
      // an offer that was taken leaves its token to the booking
      history.replaceState(null, '', bookingLink(booking.id, store.get().token));
      show(booking);
      store.set({ said });
      focus('title');
      return;
    }
    const { status, error } = submission.get();
    status === 'refused' && (await refused(error));
  }

  async function refused(error) {
    submission.forget();
    const alternatives = await Promise.all((error.alternatives ?? []).map(async (each) => ({ ...each, at: await model.hallOf(each.hall).catch(() => null) })));
    store.set({ refusal: error, alternatives: alternatives.filter(({ at }) => at), chosen: null });
    store.get().doing === 'move' && model.askTimes();
    focus('refusal');
  }

  async function calendar() {
    try {
      saveFile(await fileBy(path('calendar'), { token: store.get().token }, 'text/calendar'), 'appointment.ics');
    } catch (error) {
      store.set({ refusal: error });
    }
  }

  async function leave() {
    const { link } = store.get();
    try {
      showEntry(await postJson(`/waitlist/${link.id}/cancel`, { token: link.token }));
      store.set({ said: t('waited.left'), doing: null });
      focus('title');
    } catch (error) {
      store.set({ refusal: error });
      focus('refusal');
    }
  }

  const copy = () => navigator.clipboard.writeText(location.origin + bookingLink(store.get().booking.id, store.get().token)).then(() => store.set({ said: t('receipt.copied') }), () => {});

  return {
    open, openMine, look, calendar, leave, copy,
    print: () => window.print(),
    type: (name, value) => store.set({ [name]: value, errors: { ...store.get().errors, [name]: '' } }),
    set: (patch) => store.set(patch),
    begin(doing) {
      submission.forget();
      store.set({ doing, refusal: null, alternatives: [], chosen: null, said: '' });
      doing === 'move' && model.askTimes();
      focus(doing ? `doing-${doing}` : 'title');
    },
    choose(time) {
      store.set({ chosen: time, refusal: null });
      focus('move-title');
    },
    move: () => step('reschedule', { starts_at: store.get().chosen.starts_at }, t('appointment.moved')),
    cancel: () => step('cancel', {}, t('appointment.cancelled')),
    accept: () => step('accept', {}, t('appointment.accepted')),
    other() {
      history.replaceState(null, '', '/appointment');
      open(null);
      focus('title');
    },
  };
}
