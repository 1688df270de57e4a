import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { spokenNumber } from '../../core/booking-link.js';
import { clockAt, spokenDay } from '../../core/hall-time.js';
import { number, t } from '../../core/i18n.js';
import { contact } from './contact.js';
import { affectedText, stateName } from './words.js';

/** All bookings of a day, to look through and to print. */
export function day(page) {
  const { state, model, actions, timeZone, today } = page;
  const shown = state.day ?? today();
  return html`
    <div class="hall__card hall__day">
      <div class="bar noprint">
        <div class="ff"><label class="ff__label" for="day">${t('hall.day')}</label>
          <input class="input" type="date" id="day" .value=${shown} @change=${(event) => actions.set({ day: event.target.value === today() ? null : event.target.value || null })} /></div>
        <button class="btn" id="print-day" @click=${() => actions.print('day')}>${icon('print', '18')}${t('hall.day.print')}</button>
      </div>
      <div data-day>
        <h2>${page.hallName()}<i class="md"></i>${spokenDay(shown)}</h2>
        ${resourceView(model.bookings.get(), model.bookings.retry, ({ items }) => table(page, items, timeZone()), 6)}
      </div>
    </div>`;
}

const table = (page, items, zone) =>
  items.length === 0
    ? empty({ glyph: 'list', title: t('hall.day.none'), text: t('hall.day.none.text') })
    : html`
      <p class="small t2">${t('hall.day.count', { n: number(items.length) })}</p>
      <div class="sheetbox" tabindex="0" role="region" aria-label=${t('hall.tab.day')}><table class="table">
        <thead><tr><th>${t('hall.col.time')}</th><th>${t('hall.col.number')}</th><th>${t('hall.col.who')}</th><th>${t('hall.col.matters')}</th><th>${t('hall.col.state')}</th></tr></thead>
        <tbody>${items.map((booking) => html`<tr data-booking=${booking.id}>
          <td class="num">${clockAt(booking.starts_at, zone)}–${clockAt(booking.ends_at, zone)}</td>
          <td class="num">${spokenNumber(booking.number ?? '')}</td>
          <td>${booking.source === 'walk_in' ? t('hall.walkedIn') : html`${booking.name ?? ''} ${booking.phone ?? ''}${booking.booked_by ? html` <span class="t2">${t('ticket.bookedBy')} ${booking.booked_by}</span>` : ''}`}</td>
          <td>${booking.matters.map(page.model.matterName).join(' · ')}</td>
          <td>${stateName(booking.state)} ${booking.affected ? html`<span class="hall__affected">${icon('warn', '14')}${affectedText(booking.affected)}</span>` : nothing} ${contact(page, booking)}</td>
        </tr>`)}</tbody>
      </table></div>`;
