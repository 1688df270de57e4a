import { html, nothing } from 'lit-html';
import { localeTag, nameOf, t } from '../../core/i18n.js';

const KINDS = { holiday: 'hours.holiday', make_up_day: 'hours.makeUp' };

/** The week from today on, as it really is: with holidays and days that are worked instead. */
export const hoursTable = ({ week, place, time_zone: zone }) => html`
  <section class="section" aria-labelledby="hours-title">
    <h2 class="section__title" id="hours-title">${t('hours.title')}</h2>
    ${week.length === 0
      ? html`<p class="small t2">${t('open.unknown')}</p>`
      : html`<table class="hours"><caption class="sr">${t('hours.title')}</caption><tbody>${week.map((day, index) => row(day, index))}</tbody></table>
          <p class="tiny t3">${t('hours.written', { hours: place.hours, zone })}</p>`}
  </section>`;

const row = (day, index) => html`
  <tr class=${index === 0 ? 'is-today' : ''}>
    <th scope="row">${index === 0 ? t('hours.today') : weekday(day.date)} <span class="t3 num">${dayOf(day.date)}</span></th>
    <td class="num">${day.open.length === 0 ? html`<span class="t2">${t('hours.closed')}</span>` : day.open.map((span) => html`<span class="hours__span">${span.replace('-', '–')}</span> `)}
      ${KINDS[day.kind] ? html`<span class="badge">${nameOf(day.holiday) || t(KINDS[day.kind])}</span>` : nothing}</td>
  </tr>`;

const format = (date, options) => new Intl.DateTimeFormat(localeTag(), { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
const weekday = (date) => format(date, { weekday: 'long' });
const dayOf = (date) => format(date, { month: 'numeric', day: 'numeric' });
