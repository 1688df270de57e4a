import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { postJson } from '../../core/api.js';
import { bookingLink, spokenNumber } from '../../core/booking-link.js';
import { visitWords } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { createResource } from '../../core/resource.js';
import { STATES } from '../appointment/words.js';

const focus = (id) => requestAnimationFrame(() => document.getElementById(id)?.focus());

/** A caller's appointments: looked up by the number that calls when the operator asks, and opened to be moved or cancelled. */
export function createBookings(store, changed) {
  const found = createResource(changed);
  let of = null;
  let blocked = null;
  const asked = (call) => ({ call: call.id, reason: `call ${call.id}` });

  function offer(id, link) {
    blocked = { id, link };
    changed();
    focus('booking-link');
  }

  store.subscribe((state, keys) => {
    if (keys.has('call')) {
      of = null;
      blocked = null;
      found.clear();
    }
  });

  return {
    found,
    isAsked: () => of !== null,
    /** The link of a booking that was opened and for which the browser gave no tab. */
    blockedLink: (id) => (blocked?.id === id ? blocked.link : null),
    ask(call) {
      of = call;
      found.load((signal) => postJson('/bookings/callers', asked(call), { signal }).then(({ items }) => items));
      focus('bookings-title');
    },
    /** The tab comes with the click, as after the answer a browser may give none; the desk stays where it is. */
    async open(id) {
      const tab = window.open('', '_blank');
      try {
        const { booking, token } = await postJson(`/bookings/callers/${id}/open`, asked(of));
        const link = bookingLink(booking.id, token);
        tab ? tab.location.replace(link) : offer(id, link);
      } catch (fault) {
        tab?.close();
        throw fault;
      }
    },
  };
}

export function callerBookings(call, { bookings, actions }) {
  if (!call.caller) {
    return nothing;
  }
  return bookings.isAsked()
    ? html`<h3 class="op__sub" id="bookings-title" tabindex="-1">${t('operator.bookings')}</h3>
        ${resourceView(bookings.found.get(), bookings.found.retry, (items) => (items.length === 0
          ? html`<p class="small t2" role="status">${t('operator.bookings.none')}</p>`
          : html`<ul class="op__list" aria-labelledby="bookings-title">${items.map((each) => row(each, bookings.blockedLink(each.id), actions))}</ul>`), 2)}`
    : html`<p><button type="button" class="btn btn--s" id="caller-bookings" @click=${() => bookings.ask(call)}>${icon('calendar', '16')}${t('operator.bookings.ask')}</button></p>`;
}

const row = ({ id, number, state, hall, ...visit }, link, actions) => html`<li class="op__past">
  <p><b>${visitWords(visit, hall.time_zone)}</b> <span class="pill">${t(STATES[state]?.key ?? 'ticket.ended')}</span></p>
  <p class="small">${nameOf(hall.name)}</p>
  ${link
    ? html`<p class="small" role="status">${t('operator.bookings.blocked')}</p><a class="btn btn--s" id="booking-link" href=${link} target="_blank">${icon('external', '16')}${t('mine.open', { number: spokenNumber(number) })}</a>`
    : html`<button type="button" class="btn btn--s" data-booking=${id} @click=${() => actions.openBooking(id)}>${icon('external', '16')}${t('mine.open', { number: spokenNumber(number) })}</button>`}
</li>`;
