import { html, nothing } from 'lit-html';
import { choice } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { formatPoint } from '../../core/coordinates.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { isCoarse } from './state.js';

/** Where the matter arises: it decides which hall may act. It may be left unsaid; then only halls for everybody remain. */
export function where(page, step = 2) {
  const { state, actions } = page;
  return html`
    <section class="section step" aria-labelledby="where-title">
      <h2 class="step__title" id="where-title">${step ? html`<i class="num" aria-hidden="true">${step}</i>` : nothing}${t('book.where')}</h2>
      <p class="ff__hint">${t('book.where.hint')}</p>
      ${choice({ id: 'where', legend: t('book.where.how'), value: state.where, onChange: actions.where, options: [['point', t('book.where.point')], ['none', t('book.where.none')]] })}
      ${state.where === 'point' ? finding(page) : nothing}
    </section>`;
}

const finding = ({ state, search, actions }) => html`
  ${search.view()}
  <div class="wherebuttons">
    <button type="button" class="btn btn--soft" id="locate" @click=${actions.locate} ?disabled=${state.locating}>${icon('locate', '18')}${t(state.locating ? 'locate.running' : 'locate.button')}</button>
    <button type="button" class="btn btn--quiet phoneonly-inline" aria-expanded=${state.mapOpen ? 'true' : 'false'} @click=${actions.toggleMap}>${icon('map', '18')}${t(state.mapOpen ? 'book.map.hide' : 'book.map.show')}</button>
  </div>
  ${state.locateFault ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${t(state.locateFault)}</span></p>` : nothing}
  ${state.lon === null ? html`<p class="small t2 wideonly">${t('book.map.hint')}</p>` : chosen(state)}`;

const chosen = (state) => html`
  <div class="wherecard" id="place">${icon('pin')}<span class="grow"><b>${nameOf(state.placeName) || t(state.kind === 'gps' ? 'book.where.own' : 'book.where.pin')}</b>
    <small class="num">${state.accuracy ? t('map.accuracy', { distance: distance(state.accuracy) }) : formatPoint(state)}</small></span></div>
  ${isCoarse(state) ? html`<p class="note note--due" id="coarse" role="status">${icon('warn', '18')}<span>${t('book.where.coarse')}</span></p>` : nothing}`;
