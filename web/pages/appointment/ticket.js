import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { openLine } from '../../components/open-state.js';
import { qrPicture } from '../../components/qr-picture.js';
import { bookingLink, spokenNumber } from '../../core/booking-link.js';
import { dayAt, soonWords, visitWords } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { doings, said } from './doings.js';
import { STATES } from './words.js';

/** A booking: when and where, its number and code to show at the door, what to bring, and what can still be done. */
export const ticket = (page) => html`${head(page)} ${said(page)} ${offer(page)} ${affected(page)} ${arriving(page)} ${code(page)} ${doings(page)} ${bring(page)} ${way(page)} ${keep(page)}`;

const isConfirmed = ({ state }) => state === 'confirmed';

const head = ({ state: { booking } }) => html`
  <header class="receipt__head">
    <span class="receipt__mark">${icon(isConfirmed(booking) ? 'check' : 'calendar')}</span>
    <div class="grow">
      <h1 id="title" tabindex="-1">${visitWords(booking, booking.hall.time_zone)}</h1>
      <p class="t2">${nameOf(booking.hall.name)}${nameOf(booking.queue_name) ? html`<i class="md"></i>${nameOf(booking.queue_name)}` : nothing}</p>
      <span class="stage stage--${STATES[booking.state]?.tone ?? 'idle'}" id="stage">${t(STATES[booking.state]?.key ?? 'ticket.ended')}</span>
    </div>
  </header>`;

/** A slot that was held for somebody: to be taken with one press. Another's own hold goes on at the page where it began. */
function offer({ state: { booking, token }, actions, submission }) {
  if (booking.state !== 'held') {
    return nothing;
  }
  if (booking.source !== 'offer' && booking.source !== 'waitlist' && !booking.offered_for) {
    return html`<a class="btn btn--primary btn--l" href="/book#hold=${booking.id}.${token}">${icon('check', '18')}${t('ticket.goOn')}</a>`;
  }
  return html`
    <div class="note note--info">${icon('calendar', '18')}<span>${t('ticket.offer', { time: soonWords(booking.hold_expires_at, booking.hall.time_zone) })}</span></div>
    <button class="btn btn--primary btn--l" id="accept" aria-disabled=${submission.get().status === 'sending' ? 'true' : 'false'} @click=${actions.accept}>${icon('check', '18')}${t('ticket.accept')}</button>`;
}

const affected = ({ state: { booking } }) => (booking.affected && isConfirmed(booking) ? html`<p class="note note--due" id="affected">${icon('warn', '18')}<span>${t('ticket.affected')}</span></p>` : nothing);

const CHECK_IN_MS = 90 * 60_000;
const LATE_MS = 15 * 60_000;

/** The server's rule: on the day, shortly before; a visit about midnight also across it. */
function isDue({ starts_at: starts, ends_at: ends, hall }, now = Date.now()) {
  const sameDay = dayAt(starts, hall.time_zone) === dayAt(now, hall.time_zone);
  return Date.parse(starts) - now <= CHECK_IN_MS && (sameDay || Date.parse(ends) + LATE_MS > now);
}

/** Shortly before, the code that was scanned leads on to checking in; after that to one's number in the queue. */
function arriving({ state: { booking, token } }) {
  const arrived = booking.state === 'arrived';
  return token && (arrived || (isConfirmed(booking) && isDue(booking)))
    ? html`<a class="btn btn--primary btn--l" id="to-check-in" href="/checkin#booking=${booking.id}.${token}">${icon(arrived ? 'list' : 'check', '18')}${t(arrived ? 'ticket.toNumber' : 'checkin.here')}</a>`
    : nothing;
}

const code = ({ state: { booking, qr } }) => (booking.number
  ? html`<div class="receipt__secret">
      <dl><dt>${t('appointment.number')}</dt><dd class="num" id="booking-number">${spokenNumber(booking.number)}</dd>
        ${booking.name ? html`<dt>${t('details.name')}</dt><dd class="ticket__who">${booking.name} ${booking.phone}</dd>` : nothing}
        ${booking.booked_by ? html`<dt>${t('ticket.bookedBy')}</dt><dd class="ticket__who">${booking.booked_by}</dd>` : nothing}</dl>
      ${isConfirmed(booking) ? qrPicture(qr, t('ticket.qr')) : nothing}
    </div>`
  : nothing);

const bring = ({ state: { booking }, model }) => {
  const matters = model.matters.get().data ?? [];
  return matters.length === 0 || !['held', 'confirmed', 'arrived'].includes(booking.state)
    ? nothing
    : html`<section aria-labelledby="bring-title"><h2 class="step__title" id="bring-title">${t('details.bring')}</h2>
        ${matters.map(({ name, documents }) => html`<h3 class="ticket__matter">${nameOf(name)}</h3><ul class="docs">${documents.map((each) => html`<li>${icon('doc', '18')}${nameOf(each)}</li>`)}</ul>`)}</section>`;
};

const way = ({ state: { booking }, model, city }) => {
  const { data } = model.place.get();
  return html`<section aria-labelledby="way-title"><h2 class="step__title" id="way-title">${t('details.where')}</h2>
    <ul class="factlist">
      <li>${icon('pin', '18')}<a href="/places/${encodeURIComponent(booking.hall.place)}">${nameOf(booking.hall.address) || nameOf(booking.hall.name)}</a></li>
      ${data ? html`<li>${icon('clock', '18')}<span>${openLine(data.place.open, city?.time_zone ?? booking.hall.time_zone)}</span></li>${data.place.phones.map((phone) => html`<li>${icon('phone', '18')}<a class="num" href="tel:${phone.replace(/[^\d+*#]/g, '')}">${phone}</a></li>`)}` : nothing}
    </ul></section>`;
};

/** What opens the booking again: the link, kept or printed. */
const keep = ({ state: { booking, token }, actions }) => html`
  <div class="receipt__next noprint">
    ${token && booking.number ? html`<p class="small t2 ticket__keep">${t('ticket.keep')} <a id="keep" href=${bookingLink(booking.id, token)}>${t('ticket.link')}</a></p>
      <button class="btn btn--l" id="copy" @click=${actions.copy}>${icon('copy', '18')}${t('ticket.copy')}</button>` : nothing}
    <button class="btn btn--l" @click=${actions.print}>${icon('print', '18')}${t('place.print')}</button>
    <a class="btn btn--quiet btn--l" href="/book?place=${encodeURIComponent(booking.hall.place)}&matter=${booking.matters.join(',')}">${t(booking.state === 'confirmed' ? 'ticket.another' : 'ticket.again')}</a>
    <button class="btn btn--quiet btn--l" @click=${actions.other}>${t('ticket.other')}</button>
  </div>`;
