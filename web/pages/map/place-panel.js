import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { openLine } from '../../components/open-state.js';
import { placeIcon } from '../../components/place-icon.js';
import { failure, skeleton } from '../../components/states.js';
import { soonWords } from '../../core/hall-time.js';
import { formatPoint } from '../../core/coordinates.js';
import { date, distance, nameOf, t } from '../../core/i18n.js';
import { ACCESS } from './finder-chips.js';
import { correction } from './correction.js';
import { hoursTable } from './place-hours.js';
import { matterList } from './place-matters.js';

/** Everything about one place. */
export function placePanel(page) {
  const { places, actions } = page;
  const { status, data, error, slow } = places.place.get();
  return html`
    <div class="phead">
      <button class="iconbtn" id="place-back" aria-label=${t('place.toList')} @click=${actions.closePlace}>${icon('back')}</button>
      <div class="grow">
        <h1 class="cut2">${data ? nameOf(data.place.name) : t(status === 'error' ? 'place.notFound' : 'place.looking')}</h1>
        ${data ? html`<span class="small t2">${data.categories.map(({ name }) => nameOf(name)).join(' › ')}</span>` : nothing}
      </div>
      <button class="iconbtn noprint" aria-label=${t('share.button')} @click=${actions.share}>${icon('share')}</button>
      <button class="iconbtn noprint" aria-label=${t('place.close')} @click=${actions.close}>${icon('x')}</button>
    </div>
    ${status === 'error' ? failure(error, places.place.retry) : data ? facts(page, data) : skeleton(6, slow)}`;
}

function facts(page, data) {
  return html`
    ${main(page, data)} ${charge(page, data)} ${photos(data)} ${buttons(page, data)}
    ${matterList(data, page.state.matter)} ${hoursTable(data)} ${access(data)} ${where(page, data)} ${source(data)} ${correction(page, data)}`;
}

function main({ city, places }, { place, website, categories }) {
  const from = places.distanceTo(place);
  const kind = categories[categories.length - 1];
  return html`<section class="section placefacts">
    <span class="mk mk--unit" aria-hidden="true">${placeIcon(kind?.icon)}</span>
    <ul class="factlist">
      <li>${icon('clock', '18')}<span>${openLine(place.open, city.time_zone)}</span></li>
      <li>${icon('pin', '18')}<span>${nameOf(place.address) || t('place.noAddress')}${from === null ? nothing : html`<i class="md"></i><span class="num">${t('place.away', { distance: distance(from) })}</span>`}</span></li>
      <li>${icon('target', '18')}<span class="num t2" id="place-point">${formatPoint(place)}</span></li>
      ${place.phones.map((phone) => html`<li>${icon('phone', '18')}<a class="num" href="tel:${phone.replace(/[^\d+*#]/g, '')}">${phone}</a></li>`)}
      ${website ? html`<li>${icon('link', '18')}<a href=${website} target="_blank" rel="noopener">${website.replace(/^https?:\/\//, '')}</a></li>` : nothing}
    </ul>
  </section>`;
}

/** Whether it is in charge of where the reader is or asked about, and why. */
function charge({ places }, { place }) {
  const found = (places.charge.get().data?.duties ?? []).flatMap((duty) => duty.places).find((each) => each.place.code === place.code && each.why === 'in_charge');
  return found
    ? html`<div class="section section--note"><div class="note note--info" id="in-charge">${icon('check', '18')}<p><b>${t('places.inCharge')}</b> ${nameOf(found.reason)}${found.sure ? '' : ` ${t('duties.unsure')}`}</p></div></div>`
    : nothing;
}

const photos = ({ place: { code, name }, photos: ids, photo_texts: texts = [] }) =>
  ids.length === 0
    ? nothing
    : html`<section class="section noprint" aria-label=${t('place.photos')}><ul class="photostrip">${ids.map((id, index) => html`<li>
        <a href=${photoUrl(code, id)} target="_blank" rel="noopener"><img src="${photoUrl(code, id)}/thumbnail" loading="lazy" alt=${nameOf(texts[index]) || t('place.photo', { n: index + 1, name: nameOf(name) })} /></a></li>`)}</ul></section>`;

const photoUrl = (code, id) => `/api/v1/places/${encodeURIComponent(code)}/photos/${encodeURIComponent(id)}`;

const routeUrl = ({ lon, lat }) => `https://www.openstreetmap.org/directions?to=${lat}%2C${lon}`;

const buttons = (page, { place }) => html`
  <section class="section placebuttons noprint">
    ${book(page, place)}
    <a class="btn ${page.places.booking() ? '' : 'btn--primary'}" id="place-page" href="/places/${encodeURIComponent(place.code)}">${icon('doc', '18')}${t('place.page')}</a>
    <a class="btn" href=${routeUrl(place)} target="_blank" rel="noopener">${icon('route', '18')}${t('place.route')}</a>
    <button class="btn" @click=${() => print()}>${icon('print', '18')}${t('place.print')}</button>
  </section>`;

/** Only where the place really takes bookings, with its first free time. */
function book({ places, city, state }, { code }) {
  const hall = places.booking();
  return hall
    ? html`<a class="btn btn--primary placebuttons__book" id="place-book" href="/book?place=${encodeURIComponent(code)}${hall.matter ? `&matter=${encodeURIComponent(hall.matter)}` : ''}${asked(state)}">${icon('calendar', '18')}${t('place.book')} ${free(hall, city)}</a>`
    : nothing;
}

/** Where the reader has asked about: who books there need not say it again. */
const asked = ({ lon, lat, accuracy }) => (lon === null || lat === null ? '' : `&lon=${lon}&lat=${lat}${accuracy === null ? '' : `&accuracy=${accuracy}`}`);

/** Nothing while it is not known for the matter. */
const free = ({ earliest }, city) => (earliest ? t('places.firstFree', { time: soonWords(earliest, city.time_zone) }) : earliest === null ? t('soon.none') : '');

const access = ({ place }) => html`
  <section class="section" aria-labelledby="access-title">
    <h2 class="section__title" id="access-title">${t('place.access')}</h2>
    ${place.accessibility.length === 0
      ? html`<p class="small t2">${t('place.access.none')}</p>`
      : html`<ul class="chips">${place.accessibility.map((word) => html`<li class="fact">${icon('check', '16')}${ACCESS[word] ? t(ACCESS[word]) : word}</li>`)}</ul>`}
  </section>`;

function where({ places, actions }, { areas, in_charge: all, keepers }) {
  const named = places.areas.get().data ?? [];
  return html`
    <section class="section" aria-labelledby="where-title">
      <h2 class="section__title" id="where-title">${t('place.where')}</h2>
      <p class="small">${areas.map(({ name }) => nameOf(name)).join(' › ')}</p>
      ${named.length > 0
        ? html`<p class="small chargeareas"><span class="t3">${t('place.chargeOf')}</span>
            ${named.map((area) => html`<button class="chip" @click=${() => actions.showArea(area)}>${icon('map', '16')}${nameOf(area.name)}</button>`)}
            ${all.length > named.length ? html`<span class="t3">${t('place.chargeMore', { n: all.length - named.length })}</span>` : nothing}</p>`
        : nothing}
      ${keepers.length > 0 ? html`<dl class="kv keepers">${keepers.map((keeper) => keptBy(keeper, actions))}</dl>` : nothing}
    </section>`;
}

/** Who is in charge of where it stands: its police station and the like. */
const keptBy = ({ duty, duty_name: name, code, name: keeper, in_charge: charged }, actions) => html`
  <dt>${nameOf(name)}</dt>
  <dd data-keeper=${duty}><button class="linkbtn" @click=${() => actions.openPlace(code)}>${nameOf(keeper)}</button>${charged ? nothing : html` <span class="badge">${t('duties.nearest')}</span>`}</dd>`;

const source = ({ source: from, updated_on: updated, synthetic }) => html`
  <section class="section">
    <p class="small t2">${from ? t('place.source', { source: from }) : nothing}${from && updated ? html`<i class="md"></i>` : nothing}${updated ? t('place.updated', { date: date(new Date(`${updated}T00:00:00Z`), 'UTC') }) : nothing}</p>
    ${synthetic ? html`<p class="small t2">${t('place.synthetic')}</p>` : nothing}
  </section>`;
