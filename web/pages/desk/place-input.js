import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';

/** A place that an action names: typed as longitude and latitude, or the point of the map that was clicked last. */

const NAMES = ['where', 'evidence'];
const POINT = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,2}(?:\.\d+)?)\s*$/;

export const isPlaceInput = (name) => NAMES.includes(name);

/** Longitude and latitude as they were written, or null for other words. */
export function pointIn(text) {
  const found = POINT.exec(text ?? '');
  const point = found && { lon: Number(found[1]), lat: Number(found[2]) };
  return point && Math.abs(point.lon) <= 180 && Math.abs(point.lat) <= 90 ? point : null;
}

export const placeInput = ({ name, required, invalid, described, toMap }) => html`
  <input class="input" id="in-${name}" name=${name} autocomplete="off" aria-required=${required} aria-invalid=${invalid} aria-describedby=${described}>
  ${toMap ? html`<p class="aform__row small t2"><span class="grow">${t('desk.place.click')}</span><span class="phoneonly"><button class="btn btn--s" type="button" @click=${toMap}>${icon('pin', '16')}${t('desk.place.map')}</button></span></p>` : nothing}`;

/** Fills the open form's place; answers whether there is one. */
export function fillPlace({ lon, lat }) {
  const input = NAMES.map((name) => document.querySelector(`.desk__detail #in-${name}`)).find(Boolean);
  if (input) {
    input.value = `${lon.toFixed(7)}, ${lat.toFixed(7)}`;
  }
  return Boolean(input);
}
