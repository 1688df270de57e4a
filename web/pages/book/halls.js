import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { soonStep, soonWords } from '../../core/hall-time.js';
import { distance, nameOf, t } from '../../core/i18n.js';

/** Which hall, soonest or nearest first. What the server would refuse is not offered, and says why. */
export function halls(page) {
  const { state, model, actions } = page;
  const ready = state.matter && (state.where === 'none' || state.lon !== null);
  return html`
    <section class="section step" aria-labelledby="halls-title">
      <h2 class="step__title" id="halls-title"><i class="num" aria-hidden="true">3</i>${t('book.hall')}</h2>
      ${ready
        ? html`${state.where === 'point' ? sorting(state, actions) : nothing} ${resourceView(model.halls.get(), model.halls.retry, ({ items }) => list(page, items))}`
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

function list(page, items) {
  const { state, model, actions } = page;
  if (items.length === 0) {
    return empty({ glyph: 'hall', title: t('book.hall.none'), text: t('book.hall.none.text') });
  }
  const free = items.some(({ earliest, fit }) => earliest && fit !== 'unknown');
  return html`
    <p class="sr" role="status">${t('book.hall.found', { n: items.length })}</p>
    <ul class="halls">${items.map((item) => row(page, item))}</ul>
    ${free ? nothing : html`<button type="button" class="btn" @click=${actions.openWaiting}>${icon('clock', '18')}${t('book.wait.any')}</button>`}
    ${state.where === 'point'
      ? html`<button type="button" class="btn btn--quiet" aria-expanded=${state.others ? 'true' : 'false'} @click=${() => actions.set({ others: !state.others })}>${t(state.others ? 'book.hall.hideOthers' : 'book.hall.others')}</button>`
      : nothing}
    ${state.others ? resourceView(model.others.get(), model.others.retry, (others) => (others.length === 0 ? html`<p class="small t2">${t('book.hall.noOthers')}</p>` : html`<ul class="halls">${others.map((item) => row(page, item))}</ul>`), 2) : nothing}`;
}

const FITS = { in_charge: 'book.fit.inCharge', city_wide: 'book.fit.cityWide', maybe: 'book.fit.maybe', not_in_charge: 'book.fit.not', unknown: 'book.fit.unknown' };

function row({ model, city, actions }, item) {
  const zone = city.time_zone;
  const open = item.fit !== 'not_in_charge' && item.fit !== 'unknown';
  const content = html`
    <span class="av av--${soonStep(item.earliest, zone)}">${item.earliest ? soonWords(item.earliest, zone) : t('soon.none')}</span>
    <b class="hall__name">${nameOf(item.name)}</b>
    <span class="hall__line">${item.distance_metres === null ? nothing : html`<span class="num">${t('place.away', { distance: distance(item.distance_metres) })}</span><i class="md"></i>`}${fitOf(item)}</span>
    <span class="hall__line t3">${nameOf(item.address)}</span>
    ${item.near_border ? html`<span class="hall__line hall__warn">${icon('warn', '16')}${t('book.fit.border')}</span>` : nothing}
    ${item.fit === 'unknown' ? html`<span class="hall__line">${t('book.fit.unknown.text')}</span>` : nothing}`;
  return html`<li>${open
    ? html`<button type="button" class="hall" data-hall=${item.place} @click=${() => actions.chooseHall(item.place)} @pointerenter=${() => actions.set({ near: item.place })} @focus=${() => actions.set({ near: item.place })}>${content}${icon('right', '18')}</button>`
    : html`<div class="hall is-off" data-hall=${item.place}>${content}</div>`}</li>`;
}

const fitOf = ({ fit }) => html`<span class="badge ${fit === 'in_charge' ? 'badge--accent' : ''}">${fit === 'in_charge' ? icon('check', '14') : nothing}${t(FITS[fit])}</span>`;
