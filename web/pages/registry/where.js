import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { field, fieldError } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { getBytes } from '../../core/api.js';
import { nameOf, t } from '../../core/i18n.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createCityMap } from '../../map/city-map.js';
import { nameInTile } from '../../map/tile-names.js';

const CLOSE = 16;
const SYSTEMS = ['wgs84', 'gcj02', 'bd09', 'EPSG:4490'];

/** Where the place is: a pin on the map, or coordinates by keyboard in the system they were written in; and which areas that is. */
export const where = ({ state, city, model, actions }, error) => html`
  <section class="reg__part" aria-labelledby="where-title">
    <h2 id="where-title">${t('registry.where')}</h2>
    <div class="reg__map map" role="group" aria-label=${t('map.label')}>
      <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')} aria-describedby="map-help"></div>
      <span class="cross" aria-hidden="true"></span>
      <p class="sr" id="map-help">${t('report.map.help')}</p>
      <div class="mapctl mapctl--zoom" data-over-map>
        <button type="button" aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
        <button type="button" aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
      </div>
      ${attribution(city)}
    </div>
    <p class="small t2">${t('registry.where.hint')}</p>
    <div class="reg__point" id="lon" tabindex="-1">
      ${number('typed-lon', t('registry.lon'), state.typed.lon, (lon) => actions.typePoint({ lon }), error)}
      ${number('typed-lat', t('registry.lat'), state.typed.lat, (lat) => actions.typePoint({ lat }), error)}
      ${field({ id: 'typed-crs', label: t('registry.crs'), control: (described) => html`<select id="typed-crs" class="input" aria-describedby=${described} @change=${(event) => actions.typePoint({ crs: event.target.value })}>
        ${SYSTEMS.map((each) => html`<option value=${each} .selected=${state.typed.crs === each}>${nameOfSystem(each)}</option>`)}</select>` })}
      <button type="button" class="btn" id="typed-use" @click=${actions.usePoint}>${icon('target', '18')}${t('registry.point.use')}</button>
    </div>
    ${error ? fieldError('lon', error) : nothing}
    ${resolved(state, model)}
  </section>`;

const number = (id, label, value, onInput, error) => field({
  id, label,
  control: (described, invalid) => html`<input id=${id} class="input num" inputmode="decimal" maxlength="20" aria-describedby=${error ? 'lon-error' : described} aria-invalid=${error ? 'true' : invalid} .value=${value} @input=${(event) => onInput(event.target.value)}>`,
});

export function nameOfSystem(system) {
  const names = { wgs84: t('registry.crs.wgs84'), gcj02: t('registry.crs.gcj02'), bd09: t('registry.crs.bd09'), 'EPSG:4490': t('registry.crs.cgcs2000') };
  return names[system] ?? system;
}

/** The areas that the point lies in, the coarsest first; outside the city it cannot be kept. */
function resolved({ form }, model) {
  const { status, data } = model.areas.get();
  if (form.lon === null || status === 'idle') {
    return html`<p class="small t2" id="place-areas" role="status">${t('registry.point.none')}</p>`;
  }
  if (data === null) {
    return html`<p class="small t2" id="place-areas" role="status">${status === 'error' ? t('registry.point.failed') : t('state.loading')}</p>`;
  }
  const chain = data.areas.map(({ name }) => nameOf(name)).join(' › ');
  return html`<p class="wherecard" id="place-areas" role="status">${icon(data.status === 'outside' ? 'warn' : 'pin')}<span class="grow">
    <b>${data.status === 'outside' ? t('place.outside') : t('registry.point.areas', { chain })}</b>
    <small class="num">${t('registry.point.wgs84', { lon: form.lon, lat: form.lat })}</small></span></p>`;
}

/** Ties the map's element, drawn once for each place that is opened, to the form. */
export function bindMap(container, city, store, pick) {
  const { form } = store.get();
  const map = createCityMap(container, city, {
    center: form.lon === null ? city.center : [form.lon, form.lat],
    zoom: form.lon === null ? city.zoom : CLOSE,
    whole: form.lon === null,
    fetchTile: (zoom, x, y, signal) => getBytes(`/tiles/${encodeURIComponent(city.version.id)}/${zoom}/${x}/${y}.mvt`, { signal }),
    textOf: nameInTile,
    obstacles: () => [...container.parentElement.querySelectorAll('[data-over-map]')],
    onPick: pick,
    onRest: () => {},
  });
  onThemeChange(() => map.themeChanged());
  return {
    ...map,
    show(point) {
      map.showPoint(point);
      point && map.reveal(point, CLOSE - 1);
    },
  };
}
