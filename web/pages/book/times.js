import { html, nothing } from 'lit-html';
import { freeTimes } from '../../components/free-times.js';
import { icon } from '../../components/icon.js';
import { empty, failure, resourceView, skeleton } from '../../components/states.js';
import { choice } from '../../components/field.js';
import { nameOf, percent, t } from '../../core/i18n.js';
import { holdBar } from './hold-bar.js';
import { matterChoice } from './matters.js';
import { refusal } from './refusal.js';
import { asksWhere } from './state.js';
import { where } from './where.js';

/** The free times of one hall; for who came from a place, first what is to be done there. */
export function times(page) {
  const { state, model } = page;
  const { data, status, error } = model.hall.get();
  return html`
    ${head(page, data)}
    <div class="panel__body">
      ${status === 'error' ? noHall(error, model.hall.retry, page.actions) : data ? content(page, data) : skeleton(5)}
    </div>
    ${state.hold ? holdBar(page) : nothing}`;
}

const head = ({ model, actions }, hall) => html`
  <div class="phead">
    <button type="button" class="iconbtn iconbtn--touch" aria-label=${t('book.back')} @click=${actions.otherHall}>${icon('back')}</button>
    <div class="grow">
      <h1 id="step-title" tabindex="-1">${model.chosen().length > 0 ? t('book.for', { matter: model.chosen().map(({ name }) => nameOf(name)).join(t('list.separator')) }) : t('page.book')}</h1>
      ${hall ? html`<span class="small t2">${nameOf(hall.name)}</span>` : nothing}
    </div>
    <button type="button" class="btn btn--quiet" id="other-hall" @click=${actions.otherHall}>${t('book.otherHall')}</button>
  </div>`;

const noHall = (error, retry, actions) => (error.status === 404
  ? empty({ glyph: 'hall', title: t('book.notHall'), text: t('book.notHall.text'), action: { text: t('book.otherHall'), run: actions.otherHall } })
  : failure(error, retry));

function content(page, hall) {
  const { state, staff } = page;
  if (!hall.bookable) {
    return empty({ glyph: 'hall', title: t('book.notHall'), text: t('book.notHall.text'), action: { text: t('book.otherHall'), run: page.actions.otherHall } });
  }
  return html`
    ${state.direct ? matterChoice(page) : nothing}
    ${state.matter ? html`${staff ? quota(page) : nothing} ${fitNote(page)} ${refusal(page)} ${asksWhere(state) ? where(page, 0) : nothing} ${solving(page)} ${free(page, hall)}` : nothing}`;
}

const quota = ({ state, actions }) => html`<section class="section">${choice({ id: 'quota', legend: t('book.quota'), value: state.quota, onChange: (value) => actions.set({ quota: value }), options: [['public', t('book.quota.public')], ['internal', t('book.quota.internal')]] })}</section>`;

/** Whether this hall may act for the place that was named, as the list of halls said. */
function fitNote({ model }) {
  const fit = model.fit();
  if (!fit || fit.fit === 'unknown') {
    return nothing;
  }
  const words = { in_charge: t('book.may.inCharge'), city_wide: t('book.may.cityWide'), maybe: t('book.may.maybe') }[fit.fit];
  return words
    ? html`<div class="section section--note"><p class="note ${fit.fit === 'maybe' || fit.near_border ? 'note--due' : 'note--info'}">${icon(fit.fit === 'maybe' || fit.near_border ? 'warn' : 'check', '18')}<span>${words}${fit.near_border ? ` ${t('book.fit.border')}` : ''}</span></p></div>`
    : nothing;
}

const solving = ({ state, actions }) => (state.busy && state.proof !== null
  ? html`<div class="section section--note"><div class="note note--info">${icon('clock', '18')}<span class="grow"><b>${t('book.proof')}</b> <progress max="1" value=${state.proof} aria-label=${t('book.proof')}></progress> ${percent(state.proof)}</span><button type="button" class="btn btn--s" @click=${actions.giveUp}>${t('follow.cancel')}</button></div></div>`
  : nothing);

function free(page, hall) {
  const { state, model, actions } = page;
  return html`<section class="section" aria-labelledby="times-title">
    ${resourceView(model.times.get(), model.times.retry, (data) => (data.times.length === 0
      ? empty({ glyph: 'clock', title: t('times.empty'), text: t('times.empty.text') })
      : freeTimes({
        data, place: nameOf(hall.name), view: state.view, day: state.day, shown: state.shown, busy: state.busy,
        chosenWords: t('times.held'), chosen: state.hold?.booking.hall.place === hall.place ? state.hold.booking.starts_at : null,
        onView: actions.view, onDay: actions.day, onMore: actions.more, onChoose: (time) => actions.take(time),
      })), 6)}
    <div class="notimes">
      <h2 class="section__title">${t('times.nothing')}</h2>
      <button type="button" class="btn" id="wait" @click=${actions.openWaiting}>${icon('clock', '18')}${t('book.wait')}</button>
      <button type="button" class="btn btn--quiet" @click=${actions.otherHall}>${t('book.otherHall')}</button>
    </div>
  </section>`;
}
