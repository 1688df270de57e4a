import { html, nothing } from 'lit-html';
import { freeTimes } from '../../components/free-times.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { visitWords } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { refusalWords } from './words.js';

/** What came of the last step, for eyes and ears. */
export const said = ({ state }) => html`<div role="status" id="said">${state.said ? html`<p class="note note--info">${icon('check', '18')}<span>${state.said}</span></p>` : nothing}</div>`;

/** Calendar file, another time, cancelling: the last two ask once more. */
export function doings(page) {
  const { state: { booking, token, doing }, actions } = page;
  const may = booking.state === 'confirmed' && token;
  const begun = Date.parse(booking.starts_at) <= Date.now(); // the server moves and cancels nothing that has begun
  if (!may && !page.state.refusal) {
    return nothing;
  }
  const press = (id, glyph, text) => html`<button class="btn btn--l" data-doing=${id} aria-expanded=${doing === id ? 'true' : 'false'} @click=${() => actions.begin(doing === id ? null : id)}>${icon(glyph, '18')}${text}</button>`;
  return html`
    <section class="doings noprint" aria-label=${t('follow.actions')}>
      ${may ? html`<div class="doings__row">
        <button class="btn btn--l" id="calendar-file" @click=${actions.calendar}>${icon('download', '18')}${t('ticket.calendar')}</button>
        ${begun ? nothing : html`${press('move', 'calendar', t('ticket.move'))} ${press('cancel', 'x', t('ticket.cancel'))}`}
      </div>
      ${begun ? html`<p class="small t2" id="begun">${t('ticket.begun')}</p>` : nothing}` : nothing}
      ${refusal(page)} ${doing === 'cancel' ? cancelling(page) : doing === 'move' ? moving(page) : nothing}
    </section>`;
}

const refusal = ({ state, actions }) => (state.refusal
  ? html`<div id="refusal" role="alert" tabindex="-1"><p class="note note--due">${icon('warn', '18')}<span>${refusalWords(state.refusal)}</span></p>
      ${instead(t('refused.instead'), state.alternatives.filter(({ hall }) => hall === state.booking.hall.place), (each) => html`<button type="button" class="btn" data-alternative=${each.starts_at} @click=${() => actions.choose(each)}>${visit(each)}</button>`)}
      ${instead(t('ticket.elsewhere'), state.alternatives.filter(({ hall }) => hall !== state.booking.hall.place), (each) => html`<a class="btn" data-elsewhere=${each.starts_at} href="/book?place=${encodeURIComponent(each.hall)}&matter=${encodeURIComponent(state.booking.matters.join(','))}">${visit(each)}</a>`)}</div>`
  : nothing);

const visit = (each) => html`<b>${visitWords(each, each.at.time_zone)}</b><span class="small">${nameOf(each.at.name)}</span>`;

/** A booking moves within its hall only; at another one it is booked anew. */
const instead = (title, alternatives, draw) => (alternatives.length > 0 ? html`<h3 class="section__title">${title}</h3><ul class="alternatives">${alternatives.map((each) => html`<li>${draw(each)}</li>`)}</ul>` : nothing);

const sending = ({ submission }) => (submission.get().status === 'sending' ? 'true' : 'false');

const unsure = ({ submission }) => (submission.get().status === 'unsure' ? html`<p class="note note--due" role="alert">${icon('offline', '18')}<span><b>${t('report.unsure')}</b> ${t('report.unsure.text')}</span></p>` : nothing);

const cancelling = (page) => html`
  <div class="doing">
    <h2 class="step__title" id="doing-cancel" tabindex="-1">${t('ticket.cancel.sure')}</h2>
    <p>${t('ticket.cancel.text')}</p> ${unsure(page)}
    <div class="formfoot__row">
      <button type="button" class="btn btn--l" @click=${() => page.actions.begin(null)}>${t('ticket.cancel.no')}</button>
      <button type="button" class="btn btn--l btn--danger grow" id="cancel-yes" aria-disabled=${sending(page)} @click=${page.actions.cancel}>${t('ticket.cancel.yes')}</button>
    </div>
  </div>`;

function moving(page) {
  const { state, model, actions } = page;
  const { booking, chosen } = state;
  return html`
    <div class="doing">
      <h2 class="step__title" id="doing-move" tabindex="-1">${t('ticket.move.title')}</h2>
      <p class="ff__hint">${t('ticket.move.text')}</p>
      ${resourceView(model.times.get(), model.askTimes, (data) => (data.times.length === 0
        ? empty({ glyph: 'clock', title: t('times.empty'), text: t('ticket.move.none') })
        : freeTimes({
          data, place: nameOf(booking.hall.name), view: state.view, day: state.day, shown: state.shown, busy: null, chosen: chosen?.starts_at ?? null, chosenWords: t('times.chosen'),
          onView: (view) => actions.set({ view: view === 'calendar' ? 'calendar' : null }), onDay: (day) => actions.set({ day }), onMore: (shown) => actions.set({ shown }), onChoose: actions.choose,
        })), 5)}
      ${chosen ? confirming(page) : nothing}
    </div>`;
}

const confirming = (page) => html`
  <div class="moveto" role="group" aria-labelledby="move-title">
    <p id="move-title" tabindex="-1"><b>${t('ticket.move.sure', { time: visitWords(page.state.chosen, page.state.booking.hall.time_zone) })}</b></p> ${unsure(page)}
    <div class="formfoot__row">
      <button type="button" class="btn btn--l" @click=${() => page.actions.begin(null)}>${t('ticket.move.no')}</button>
      <button type="button" class="btn btn--l btn--primary grow" id="move-yes" aria-disabled=${sending(page)} @click=${page.actions.move}>${icon('check', '18')}${t('ticket.move.yes')}</button>
    </div>
  </div>`;
