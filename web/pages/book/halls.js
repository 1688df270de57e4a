import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { soonStep, soonWords } from '../../core/hall-time.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { isCoarse } from './state.js';

/** Which hall, soonest or nearest first. What the server would refuse is not offered, and says why. */
export function halls(page) {
  const { state, model, actions } = page;
  const ready = state.matter && (state.where === 'none' || state.lon !== null);
  return html`
    <section class="section step" aria-labelledby="halls-title">
      <h2 class="step__title" id="halls-title"><i class="num" aria-hidden="true">3</i>${t('book.hall')}</h2>
      ${ready
        ? html`${state.where === 'point' ? sorting(state, actions) : nothing} ${filter(page)} ${resourceView(model.halls.get(), model.halls.retry, (data) => list(page, data))}`
        : html`<p class="small t2">${t(state.matter ? 'book.hall.where' : 'book.hall.matter')}</p>`}
    </section>`;
}

const sorting = ({ sort }, actions) => html`
  <div class="seg hallsort" role="radiogroup" aria-label=${t('book.hall.sort')}>
    ${[['earliest', t('book.hall.soonest')], ['distance', t('book.hall.nearest')]].map(([id, text]) => {
      const on = (sort === 'distance' ? 'distance' : 'earliest') === id;
      return html`<label class=${on ? 'is-on' : ''}><input type="radio" name="hall-sort" value=${id} .checked=${on} @change=${() => actions.sort(id)} />${text}</label>`;
    })}
  </div>`;

/** From so many halls on they are looked for by name. */
const MANY = 8;

/** What is typed narrows the whole list, also what is not shown yet. */
function filter({ state, model, actions }) {
  const { data } = model.halls.get();
  return state.hallName || (data && (data.next || data.items.length > MANY))
    ? html`<div class="searchbox searchbox--s">${icon('search')}<input class="input" id="hall-filter" type="text" autocomplete="off" maxlength="80" aria-label=${t('book.hall.filter')} placeholder=${t('book.hall.filter')} .value=${state.hallName} @input=${(event) => actions.set({ hallName: event.target.value })} /></div>`
    : nothing;
}

function list(page, { items, next }) {
  const { state, model, actions } = page;
  if (items.length === 0 && state.hallName.trim()) {
    return html`<p class="small t2" role="status">${t('book.hall.noName')}</p>`;
  }
  const [only, more] = model.chosen();
  if (items.length === 0 && !more && only?.bookable === false) {
    return empty({ glyph: 'hall', title: t('book.hall.none.one'), text: t('book.hall.none.one.text'), action: { text: t('book.matter.off.map'), run: () => window.location.assign(`/?matter=${only.code}&panel=places`) } });
  }
  if (items.length === 0) {
    return empty({ glyph: 'hall', title: t('book.hall.none'), text: t('book.hall.none.text') });
  }
  const free = items.some(({ earliest, fit }) => earliest && fit !== 'unknown');
  return html`
    <p class="sr" role="status">${t(next ? 'book.hall.foundMore' : 'book.hall.found', { n: items.length })}</p>
    <ul class="halls" id="halls">${items.map((item) => row(page, item))}</ul>
    ${next ? html`<div class="more"><button type="button" class="btn" id="more-halls" aria-busy=${state.following ? 'true' : 'false'} @click=${actions.moreHalls}>${t('book.hall.more')}</button></div>` : nothing}
    ${state.moreFailed ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${t('error.server.text')}</span></p>` : nothing}
    <button type="button" class=${free ? 'btn btn--quiet' : 'btn'} id="wait-any" @click=${actions.openWaiting}>${icon('clock', '18')}${t(free ? 'book.wait.later' : 'book.wait.any')}</button>
    ${state.where === 'point'
      ? html`<button type="button" class="btn btn--quiet" aria-expanded=${state.others ? 'true' : 'false'} @click=${() => actions.set({ others: !state.others })}>${t(state.others ? 'book.hall.hideOthers' : 'book.hall.others')}</button>`
      : nothing}
    ${state.others ? resourceView(model.others.get(), model.others.retry, (others) => (others.length === 0 ? html`<p class="small t2">${t('book.hall.noOthers')}</p>` : html`<ul class="halls">${others.map((item) => row(page, item))}</ul>`), 2) : nothing}`;
}

const FITS = { in_charge: 'book.fit.inCharge', city_wide: 'book.fit.cityWide', maybe: 'book.fit.maybe', not_in_charge: 'book.fit.not', unknown: 'book.fit.unknown' };

function row({ state, city, actions }, item) {
  const zone = city.time_zone;
  const open = item.fit !== 'not_in_charge' && item.fit !== 'unknown';
  const content = html`
    <span class="av av--${soonStep(item.earliest, zone)}">${item.earliest ? soonWords(item.earliest, zone) : t('soon.none')}</span>
    <b class="hall__name">${nameOf(item.name)}</b>
    <span class="hall__line">${item.distance_metres === null ? nothing : html`<span class="num">${t('place.away', { distance: distance(item.distance_metres) })}</span><i class="md"></i>`}${fitOf(item, state)}</span>
    <span class="hall__line t3">${nameOf(item.address)}</span>
    ${item.near_border ? html`<span class="hall__line hall__warn">${icon('warn', '16')}${t('book.fit.border')}</span>` : nothing}
    ${item.fit === 'unknown' ? html`<span class="hall__line">${t(isCoarse(state) ? 'book.fit.coarse.text' : 'book.fit.unknown.text')}</span>` : nothing}`;
  return html`<li>${open
    ? html`<button type="button" class="hall" data-hall=${item.place} @click=${() => actions.chooseHall(item.place)} @pointerenter=${() => actions.set({ near: item.place })} @focus=${() => actions.set({ near: item.place })}>${content}${icon('right', '18')}</button>`
    : html`<div class="hall is-off" tabindex="-1" data-hall=${item.place}>${content}</div>`}</li>`;
}

const fitOf = ({ fit }, state) => html`<span class="badge ${fit === 'in_charge' ? 'badge--accent' : ''}">${fit === 'in_charge' ? icon('check', '14') : nothing}${t(fit === 'unknown' && isCoarse(state) ? 'book.fit.coarse' : FITS[fit])}</span>`;
