import { html, nothing } from 'lit-html';
import { ambiguity } from '../../components/ambiguity.js';
import { createCategoryPicker } from '../../components/category-picker.js';
import { chain, levelName } from '../../components/chain.js';
import { courtyardLink } from '../../components/courtyard-link.js';
import { decision } from '../../components/decision.js';
import { icon } from '../../components/icon.js';
import { shortName } from '../../components/level-switch.js';
import { swappedNote, touchedAreas } from '../../components/outside.js';
import { overview, overviewEmpty } from '../../components/overview.js';
import { empty, failure, resourceView, skeleton } from '../../components/states.js';
import { directionsOf } from '../../map/disc.js';
import { duties, reported } from './duties.js';
import { locateFault } from './locate-fault.js';
import { title } from './title.js';
import { formatPoint } from '../../core/coordinates.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { writeState } from '../../core/router.js';

let picker = null;

/** Where the coordinates in the address were exchanged. */
export const swapped = ({ state, actions }) => swappedNote(state.mislaid, () => actions.swap(state.mislaid));

/** All about the point that was asked about. */
export function pointPanel(page) {
  const { state, model, actions } = page;
  const resolution = model.resolution.get();
  const point = { lon: state.lon, lat: state.lat };
  return html`
    <div class="phead">
      <button class="iconbtn" aria-label=${t('place.back')} @click=${actions.close}>${icon('back')}</button>
      <div class="grow">
        <h1 class="cut2">${title(model.shown())}</h1>
        <span class="small t3 num">${formatPoint(point)}</span>
      </div>
      <button class="iconbtn noprint" id="point-print" aria-label=${t('place.print')} @click=${() => print()}>${icon('print')}</button>
      <button class="iconbtn noprint" aria-label=${t('share.button')} @click=${actions.share}>${icon('share')}</button>
    </div>
    ${locateFault(state)}
    ${resolution.status === 'error'
      ? failure(resolution.error, model.retryPoint)
      : resolution.data
        ? answer(page, resolution.data)
        : skeleton(5, resolution.slow)}`;
}

function answer(page, resolution) {
  const { city, actions } = page;
  if (resolution.status === 'outside') {
    return outside(page, resolution);
  }
  return html`
    ${resolution.status === 'snapped'
      ? html`<div class="section section--note"><div class="note">${icon('info', '18')}<span>${t('place.snapped', { distance: distance(resolution.snapped_metres ?? 0) })}</span></div></div>`
      : nothing}
    ${unsure(page, resolution)} ${chainSection(page)} ${placesHere(page)} ${duties(page)} ${responsible(page)} ${reportHere(page)} ${reported(page)} ${overlays(page)} ${everything(page)}`;
}

function outside({ city, actions }, resolution) {
  const { point, swapped, touched, accuracy_metres: accuracyMetres } = resolution;
  const exchanged = { lon: point.lat, lat: point.lon };
  return html`
    ${swapped ? swappedNote(exchanged, () => actions.swap(exchanged)) : nothing}
    ${empty({ glyph: 'map', title: t('outside.title'), text: t('outside.text', { city: nameOf(city.name) }), action: { text: t('outside.back'), run: actions.wholeCity } })}
    ${touchedAreas({ touched, accuracyMetres, levels: city.levels })}`;
}

function unsure({ model, city, actions }, resolution) {
  const area = model.unsureArea();
  return area
    ? ambiguity({
        area,
        level: shortName(levelName(city.levels, area.level)),
        accuracyMetres: resolution.accuracy_metres,
        chosen: model.chosenSide(),
        directions: directionsOf(model.disc.get().data ?? []),
        onChoose: actions.chooseSide,
      })
    : nothing;
}

const chainSection = ({ model, city, selectedLevel, actions }) =>
  chain({
    areas: model.shown().areas,
    levels: city.levels,
    selected: selectedLevel,
    version: model.shown().version,
    synthetic: city.synthetic,
    onSelect: actions.selectLevel,
  });

/** From the point to the places round it, and to all of the area that is selected. */
function placesHere({ city, model, selectedLevel, actions }) {
  const area = model.shown().areas.find(({ level }) => level === selectedLevel);
  return html`<div class="section section--links">
    <button class="pagelink pagelink--wide" id="places-near" @click=${actions.showList}>${icon('pin', '18')}<span class="grow">${t('places.near')}</span>${icon('right', '16')}</button>
    ${area ? html`<button class="pagelink pagelink--wide" id="places-here" @click=${() => actions.placesIn(area)}>${icon('list', '18')}<span class="grow">${t('places.in', { area: nameOf(area.name) })}</span>${icon('right', '16')}</button>` : nothing}
    ${courtyardLink(city, model.shown().areas)}
  </div>`;
}

function responsible({ state, model, actions, redraw, city }) {
  picker ??= createCategoryPicker({ onChoose: actions.pickCategory, changed: redraw });
  const categories = model.categories.get();
  return html`
    <section class="section" aria-labelledby="resp-title">
      <h2 class="section__title" id="resp-title">${t('resp.title')}</h2>
      ${resourceView(categories, model.categories.retry, (tree) => html`
        ${picker.view({ tree, selected: state.category })}
        ${state.category
          ? resourceView(model.route.get(), model.route.retry, (data) => decision({ decision: data.decision, timeZone: city.time_zone, sides: model.otherSides() }), 3)
          : html`<p class="small t3 resp__hint">${t('resp.hint')}</p>`}`, 1)}
    </section>`;
}

/** Leads to the report with place and category filled in, and to the halls that may act for this place. */
function reportHere({ state: { lon, lat, accuracy, category } }) {
  return html`<section class="section pointbuttons noprint">
    <a class="btn btn--soft" id="report-here" href="/report${writeState({ lon, lat, accuracy, category })}">${icon('flag', '18')}${t('place.report')}</a>
    <a class="btn btn--soft" id="book-here" href="/book${writeState({ lon, lat, accuracy })}">${icon('calendar', '18')}${t('place.bookHere')}</a>
  </section>`;
}

function overlays({ model, city }) {
  const hits = model.shown().overlays ?? [];
  if (hits.length === 0) {
    return nothing;
  }
  const layerName = (id) => nameOf(city.overlays?.find((layer) => layer.id === id)?.name) || id;
  return html`
    <section class="section" aria-labelledby="over-title">
      <h2 class="section__title" id="over-title">${t('overlays.title')}</h2>
      <ul class="overlays">
        ${hits.map(
          (hit) => html`<li>
            <span class="t3">${layerName(hit.layer)}</span>
            <b>${nameOf(hit.name) || hit.code}</b>
            ${hit.distance_metres > 0 ? html`<em>${t('overlays.away', { distance: distance(hit.distance_metres) })}</em>` : nothing}
          </li>`,
        )}
      </ul>
    </section>`;
}

function everything({ model, actions }) {
  const tree = model.categories.get().data;
  return html`
    <section class="section" aria-labelledby="all-title">
      <h2 class="section__title" id="all-title">${t('overview.title')}</h2>
      ${resourceView(
        model.overview.get(),
        model.overview.retry,
        ({ items }) => (items.length === 0 ? overviewEmpty() : overview({ items, categories: tree?.nodes ?? new Map(), onChoose: actions.chooseCategory })),
        4,
      )}
    </section>`;
}
