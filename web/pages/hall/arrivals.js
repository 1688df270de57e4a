import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { spokenNumber } from '../../core/booking-link.js';
import { clockAt } from '../../core/hall-time.js';
import { t } from '../../core/i18n.js';
import { contact } from './contact.js';
import { fault } from './counter.js';
import { affectedText } from './words.js';

/** Who arrives: checked in by number, let in without a booking; the slip to print; who is still expected today. */
export const arrivals = (page, hall) => html`
  <section class="hall__card hall__arrivals" aria-labelledby="arrivals-title">
    <h2 id="arrivals-title">${t('hall.arrivals')}</h2>
    ${byNumber(page)} ${walkIn(page, hall)} ${slip(page)}
    <h3>${t('hall.expected')}</h3>
    ${fault(page.state, 'day')}
    ${resourceView(page.model.bookings.get(), page.model.bookings.retry, ({ items }) => expected(page, items), 4)}
  </section>`;

const byNumber = ({ state, actions }) => html`
  <form class="ff ${state.fault?.at === 'number' ? 'has-error' : ''}" novalidate @submit=${(event) => { event.preventDefault(); actions.checkIn(event.target.elements.number.value); }}>
    <label class="ff__label" for="number">${t('hall.number')}</label>
    <span class="hall__line"><input class="input num" id="number" name="number" inputmode="numeric" autocomplete="off" maxlength="20" aria-describedby="number-fault" aria-invalid=${state.fault?.at === 'number' ? 'true' : 'false'}
      .value=${state.number} @input=${(event) => actions.set({ number: event.target.value })} />
      <button class="btn btn--primary" id="check-in">${t('hall.checkIn')}</button></span>
    <span id="number-fault">${fault(state, 'number')}</span>
  </form>`;

function walkIn({ state, model, actions }, hall) {
  const served = new Set(hall.queues.flatMap((queue) => Object.keys(queue.matters)));
  const wanted = state.wanted.trim().toLowerCase();
  const shown = model.matters().filter(([code, name]) => served.has(code) && (wanted === '' || name.toLowerCase().includes(wanted) || state.chosen.includes(code)));
  return html`
    <form class="ff" novalidate @submit=${(event) => { event.preventDefault(); actions.walkIn(); }}>
      <label class="ff__label" for="wanted">${t('hall.walkIn')}</label>
      <input class="input" id="wanted" type="search" autocomplete="off" placeholder=${t('hall.walkIn.filter')} .value=${state.wanted} @input=${(event) => actions.set({ wanted: event.target.value })} />
      <fieldset class="hall__matters" tabindex="0"><legend class="sr">${t('hall.matters')}</legend>
        ${shown.length === 0 ? html`<p class="small t2">${t('hall.matters.none')}</p>` : nothing}
        ${shown.map(([code, name]) => html`<label class="hall__matter"><input type="checkbox" value=${code} .checked=${state.chosen.includes(code)} @change=${(event) => actions.choose(code, event.target.checked)} />${name}</label>`)}
      </fieldset>
      ${fault(state, 'matters')}
      <button class="btn btn--soft" id="walk-in">${icon('plus', '18')}${t('hall.walkIn.do')}</button>
    </form>`;
}

/** The ticket that was given last: large, and printed alone. */
export const slip = ({ state, model, actions, timeZone, hallName }) => {
  const { ticket } = state;
  return ticket
    ? html`<div class="hall__slip" role="status" data-slip>
        <p class="hall__slip-hall">${hallName()}</p>
        <p>${t('hall.slip')} <b class="hall__label">${ticket.label}</b></p>
        <p class="small">${model.queueName(ticket.queue)}<i class="md"></i>${clockAt(ticket.arrived_at, timeZone())}</p>
        <button class="btn btn--s noprint" id="print-ticket" @click=${() => actions.print('slip')}>${icon('print', '16')}${t('hall.slip.print')}</button>
      </div>`
    : nothing;
};

function expected(page, items) {
  const waiting = items.filter(({ state }) => state === 'confirmed');
  return waiting.length === 0
    ? empty({ glyph: 'check', title: t('hall.expected.none'), text: t('hall.expected.none.text') })
    : html`<ul class="hall__rows" id="expected">${waiting.map((booking) => row(page, booking))}</ul>`;
}

function row(page, booking) {
  const { state, model, actions, timeZone } = page;
  const over = Date.parse(booking.starts_at) < state.now;
  const sure = state.sure === booking.id;
  return html`
    <li class="hall__row" data-booking=${booking.id}>
      <b class="num ${over ? 'is-late' : ''}">${clockAt(booking.starts_at, timeZone())}</b>
      <span class="grow"><span class="cut">${booking.name ?? ''} ${booking.phone ?? ''}</span>
        <small class="num">${spokenNumber(booking.number)}<i class="md"></i>${booking.matters.map(model.matterName).join(' · ')}</small>
        ${booking.affected ? html`<small class="hall__affected">${icon('warn', '14')}${affectedText(booking.affected)}</small>` : nothing}</span>
      ${contact(page, booking)}
      <button class="btn btn--s" aria-label=${t('hall.checkIn.of', { number: spokenNumber(booking.number) })} @click=${() => actions.checkIn(booking.number)}>${t('hall.checkIn')}</button>
      ${over ? html`<button class="btn btn--s ${sure ? 'btn--danger' : 'btn--quiet'}" aria-label=${t('hall.noShow.of', { label: spokenNumber(booking.number) })} @click=${() => actions.missed(booking.id)}>${t(sure ? 'hall.noShow.sure' : 'hall.noShow')}</button>` : nothing}
    </li>`;
}
