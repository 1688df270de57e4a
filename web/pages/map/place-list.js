import { html, nothing } from 'lit-html';
import { dependsBadge } from '../../components/ambiguity.js';
import { icon } from '../../components/icon.js';
import { openLine } from '../../components/open-state.js';
import { placeIcon } from '../../components/place-icon.js';
import { empty, failure, skeleton } from '../../components/states.js';
import { soonStep, soonWords } from '../../core/hall-time.js';
import { distance, nameOf, number, t } from '../../core/i18n.js';
import { downloadUrl, filterCount, originOf, sortOf } from './place-query.js';
import { title } from './title.js';

/** The places that the state asks for: the same that the map shows, who is in charge of the reader's place first. */
export function placeList(page) {
  const { places, state, actions } = page;
  const { status, data, error, slow } = places.list.get();
  return html`
    <h1 class="sr">${t('places.title')}</h1>
    ${origin(page)}
    <div class="listhead">
      <p class="grow" id="list-count" role="status">${countWords(page)}</p>
      <label class="listhead__sort"><span class="sr">${t('places.sort')}</span>
        <select id="sort" @change=${(event) => actions.sort(event.target.value === 'distance' ? null : event.target.value)}>
          <option value="distance" ?selected=${sortOf(state) === 'distance'}>${t('places.sort.distance')}</option>
          ${state.matter === null ? nothing : html`<option value="earliest" ?selected=${sortOf(state) === 'earliest'}>${t('places.sort.earliest')}</option>`}
          <option value="name" ?selected=${sortOf(state) === 'name'}>${t('places.sort.name')}</option>
        </select>${icon('down', '16')}</label>
    </div>
    ${status === 'error'
      ? failure(error, places.list.retry)
      : data
        ? rows(page, data)
        : skeleton(6, slow)}`;
}

/** From where distances are, and the way to another place. */
function origin({ state, model, actions }) {
  const from = originOf(state);
  const chain = state.lon === null ? null : model.shown();
  return html`<div class="origin">
    ${icon(from ? 'locate' : 'map', '18')}
    <span class="grow cut">${from ? (state.lon === null ? t('places.origin.own') : html`<b>${title(chain)}</b>`) : t('places.origin.map')}</span>
    ${state.lon === null
      ? html`<button class="btn btn--quiet" @click=${actions.locate} ?disabled=${state.locating}>${t(state.locating ? 'locate.running' : 'places.origin.locate')}</button>`
      : html`<button class="btn btn--quiet" @click=${actions.showPoint}>${t('places.origin.about')}</button>`}
  </div>`;
}

function countWords({ places }) {
  const total = places.total();
  const charge = places.inCharge().length > 0 ? t('places.chargeFirst') : '';
  return total === null ? '' : html`<b class="num">${number(total)}</b> ${t('places.count', { n: total })}${charge}`;
}

function rows(page, { items, next }) {
  if (items.length === 0) {
    return none(page);
  }
  const following = page.places.following.get();
  return html`
    <ul class="places" id="places">${ordered(page, items).map((item) => placeRow(page, item))}</ul>
    ${following.status === 'error'
      ? failure(following.error, page.places.more)
      : next
        ? html`<div class="more"><button class="btn" id="more" ?disabled=${following.status === 'loading'} @click=${page.places.more}>${t(following.status === 'loading' ? 'state.loading' : 'places.more')}</button></div>`
        : nothing}
    ${downloads(page)}`;
}

/** All places of the list, not only those that are shown, for programs and spreadsheets. */
const downloads = ({ state }) => html`
  <p class="listfoot noprint"><span class="t3 small grow">${t('places.download')}</span>
    ${[['csv', 'CSV'], ['geojson', 'GeoJSON']].map(([ending, name]) => html`<a class="btn btn--quiet" data-download=${ending} href=${downloadUrl(state, ending)} download aria-label=${t('places.download.as', { format: name })}>${icon('download', '16')}${name}</a>`)}
    <button class="btn btn--quiet" id="list-print" @click=${() => print()}>${icon('print', '16')}${t('place.print')}</button></p>`;

const none = ({ state, actions }) => empty({
  glyph: 'search', title: t('places.none'), text: t('places.none.text'),
  action: filterCount(state) > 0 ? { text: t('filter.clear'), run: actions.clearFilters } : undefined,
});

/** Who is in charge comes first, also when it is not among the nearest. */
function ordered({ places, state }, items) {
  const charged = places.inCharge();
  if (sortOf(state) !== 'distance' || charged.length === 0) {
    return items;
  }
  const byCode = new Map([...places.ahead(), ...items].map((item) => [item.code, item]));
  const first = charged.map((code) => byCode.get(code)).filter(Boolean);
  return [...new Set([...first, ...items])];
}

/** @param item a place of a list, `distance_metres` perhaps null */
export function placeRow(page, item) {
  const { places, state, actions, city } = page;
  const charged = places.inCharge().includes(item.code);
  return html`<li>
    <button class="placerow ${state.place === item.code ? 'is-on' : ''}" data-place=${item.code} @click=${() => actions.openPlace(item.code, item)}
      @pointerenter=${() => actions.point(item)} @pointerleave=${() => actions.point(null)} @focus=${() => actions.point(item)} @blur=${() => actions.point(null)}>
      <span class="mk ${charged ? 'mk--own' : ''}">${placeIcon(places.iconOf(item.category))}</span>
      <span class="placerow__text">
        <b class="cut2">${nameOf(item.name)}</b>
        <span class="placerow__line">${openLine(item.open, city.time_zone)}${item.distance_metres === null || !originOf(state) ? nothing : html`<i class="md"></i><span class="num">${distance(item.distance_metres)}</span>`}</span>
        <span class="placerow__line">${charged ? inCharge(places.isSurelyInCharge(item.code)) : nothing}<span class="cut t3">${nameOf(item.address)}</span></span>
        ${firstFree(page, item.code)}
      </span>
    </button>
  </li>`;
}

const inCharge = (sure) => (sure ? html`<span class="badge badge--accent">${icon('check', '14')}${t('places.inCharge')}</span>` : dependsBadge(true));

/** The first free time for the chosen matter where the place takes bookings. */
function firstFree({ places, city }, code) {
  const hall = places.hallAt(code);
  return hall ? html`<span class="placerow__line"><span class="av av--${soonStep(hall.earliest, city.time_zone)}">${hall.earliest ? t('places.firstFree', { time: soonWords(hall.earliest, city.time_zone) }) : t('soon.none')}</span></span>` : nothing;
}
