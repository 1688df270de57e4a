import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { postJson } from '../../core/api.js';
import { bookingLink, spokenNumber } from '../../core/booking-link.js';
import { visitWords } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { createResource } from '../../core/resource.js';
import { STATES } from '../appointment/words.js';

/** A caller's appointments: looked up by the number that calls when the operator asks, and opened to be moved or cancelled. */
export function createBookings(store, changed) {
  const found = createResource(changed);
  let of = null;
  const asked = (call) => ({ call: call.id, reason: `call ${call.id}` });

  store.subscribe((state, keys) => {
    if (keys.has('call')) {
      of = null;
      found.clear();
    }
  });

  return {
    found,
    isAsked: () => of !== null,
    ask(call) {
      of = call;
      found.load((signal) => postJson('/bookings/callers', asked(call), { signal }).then(({ items }) => items));
    },
    async open(id) {
      const { booking, token } = await postJson(`/bookings/callers/${id}/open`, asked(of));
      const link = bookingLink(booking.id, token);
      window.open(link, '_blank') ?? window.location.assign(link);
    },
  };
}

export function callerBookings(call, { bookings, actions }) {
  if (!call.caller) {
    return nothing;
  }
  return bookings.isAsked()
    ? html`<h3 class="op__sub" id="bookings-title">${t('operator.bookings')}</h3>
        ${resourceView(bookings.found.get(), bookings.found.retry, (items) => (items.length === 0
          ? html`<p class="small t2" role="status">${t('operator.bookings.none')}</p>`
          : html`<ul class="op__list" aria-labelledby="bookings-title">${items.map((each) => row(each, actions))}</ul>`), 2)}`
    : html`<p><button type="button" class="btn btn--s" id="caller-bookings" @click=${() => bookings.ask(call)}>${icon('calendar', '16')}${t('operator.bookings.ask')}</button></p>`;
}

const row = ({ id, number, state, hall, ...visit }, actions) => html`<li class="op__past">
  <p><b>${visitWords(visit, hall.time_zone)}</b> <span class="pill">${t(STATES[state]?.key ?? 'ticket.ended')}</span></p>
  <p class="small">${nameOf(hall.name)}</p>
  <button type="button" class="btn btn--s" data-booking=${id} @click=${() => actions.openBooking(id)}>${icon('external', '16')}${t('mine.open', { number: spokenNumber(number) })}</button>
</li>`;
