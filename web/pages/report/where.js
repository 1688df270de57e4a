import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { textField, choice } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { formatPoint } from '../../core/coordinates.js';
import { distance, nameOf, t } from '../../core/i18n.js';

/** Where it is: a point on the map, an area from lists, or no place. The map itself is drawn once and never again. */
export function where(page) {
  const { state, actions } = page;
  return html`
    <section class="section step step--where" aria-labelledby="where-title">
      <h2 class="step__title" id="where-title"><i class="num" aria-hidden="true">2</i>${t('report.where')}</h2>
      ${choice({
        id: 'where', legend: t('report.how'), value: state.mode, error: state.errors.where, onChange: actions.mode,
        options: [['point', t('report.how.point')], ['area', t('report.how.area')], ['citywide', t('report.how.citywide')], ['none', t('report.how.none')]],
      })}
      ${state.mode === 'point' ? finding(page) : nothing} ${state.mode === 'area' ? html`<div class="arealists">${page.areaChoice.view(state.named)}</div>` : nothing}
      ${mapBox(page)}
      ${state.mode === 'point' ? chosen(page) : nothing}
      ${state.mode === 'point' || state.mode === 'area'
        ? textField({ id: 'address', label: t('report.address'), hint: t('report.address.hint'), value: state.address, maxlength: 400, onInput: (text) => actions.type('address', text) })
        : nothing}
      ${page.further.view(state.further)}
    </section>`;
}

const finding = ({ state, search, actions }) => html`
  ${search.view()}
  <button type="button" class="btn btn--soft" id="locate" @click=${actions.locate} ?disabled=${state.locating}>${icon('locate', '18')}${t(state.locating ? 'locate.running' : 'locate.button')}</button>
  ${state.locateFault ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${t(state.locateFault)}</span></p>` : nothing}`;

/** On a phone part of the step; on a desk it lies beside the form (by style: its place in the page stays). */
const mapBox = ({ state, city, actions }) => html`
  <div class="map wheremap ${state.mode === 'point' ? '' : 'is-off'}" role="group" aria-label=${t('map.label')}>
    <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')} aria-describedby="map-help"></div>
    <span class="cross" aria-hidden="true"></span>
    <p class="sr" id="map-help">${t('report.map.help')}</p>
    <div class="mapctl mapctl--zoom" data-over-map>
      <button type="button" aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
      <button type="button" aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
    </div>
    <div class="mapctl mapctl--tools" data-over-map><button type="button" aria-label=${t('map.wholeCity')} @click=${actions.wholeCity}>${icon('home')}</button></div>
    ${state.tilesFailed ? html`<div class="maperror note note--due" role="alert">${icon('warn', '18')}<span class="grow">${t('map.tilesFailed')}</span><button type="button" class="btn btn--s" @click=${actions.reloadTiles}>${t('state.retry')}</button></div>` : nothing}
    ${state.lon === null && !state.tilesFailed ? html`<p class="hint maphint" data-over-map>${icon('pin', '18')}${t('report.map.hint')}</p>` : nothing}
    ${attribution(city)}
  </div>`;

/** What the place came to: what a person would call it, then the whole chain. */
function chosen({ state, model }) {
  if (state.lon === null) {
    return state.areaKey ? card(nameOf(state.placeName), t('report.wholeArea')) : nothing;
  }
  const resolution = model.answer.get().data?.resolution;
  const names = resolution?.areas.map(({ name }) => nameOf(name)).filter(Boolean) ?? [];
  const title = nameOf(state.placeName) || names.slice(-2).join(' ') || t(resolution ? 'place.outside' : 'place.looking');
  return html`${card(title, [names.join(' › '), precision(state)].filter(Boolean))} ${unsure(resolution)}`;
}

const card = (title, lines) => html`
  <div class="wherecard" id="place">${icon('pin')}<span class="grow"><b>${title}</b>${[lines].flat().map((line) => html`<small class="num">${line}</small>`)}</span></div>`;

const precision = ({ kind, accuracy, lon, lat }) => (kind === 'gps' ? t('map.accuracy', { distance: distance(accuracy) }) : formatPoint({ lon, lat }));

const unsure = (resolution) =>
  resolution?.areas.some(({ ambiguous }) => ambiguous) ? html`<p class="note">${icon('target', '18')}<span>${t('report.unclear')}</span></p>` : nothing;
