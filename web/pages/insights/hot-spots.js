import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, distance, langOf, nameOf, number, t } from '../../core/i18n.js';
import { middleOf } from './figures.js';
import { select } from './filters.js';
import { linkBehind } from './model.js';

const FEW = 2;

const VALUES = [['count', 'insights.gi.values.count'], ['excess', 'insights.gi.values.excess'], ['per_10000', 'insights.gi.values.per_10000']];

/** Hexagons by Gi*, of counts or of what is beyond the year before; or the areas of a level. */
export const isGi = ({ clusters }) => clusters === 'gi' || clusters === 'excess' || clusters === 'areas';

/** Rings on the map and the same in a table; Gi* on hexagons as the other way to look. */
export const hotSpots = (page) => html`
  <div class="bar insights__filters">
    ${runChoice(page)}
    <div class="seg insights__clusters" role="radiogroup" aria-label=${t('insights.clusters')}>${[['scan', t('insights.clusters.scan')], ['gi', t('insights.clusters.gi')], ['excess', t('insights.clusters.excess')], ['areas', t('insights.clusters.areas')]].map(([id, text]) => {
      const on = (page.state.clusters ?? 'scan') === id;
      return html`<label class=${on ? 'is-on' : ''}><input type="radio" name="clusters" value=${id} .checked=${on} @change=${() => page.actions.set({ clusters: id === 'scan' ? null : id })}>${text}</label>`;
    })}</div>
    ${page.state.clusters === 'areas' ? ofAreas(page) : nothing}
    ${isGi(page.state) ? giTools(page) : html`<div class="insights__tools">
      <button class="btn" id="spots-csv" @click=${() => page.sources.save('/insights/hot-spots/list', { until: page.state.until }, 'text/csv', 'hot-spots.csv')}>${icon('download', '18')}CSV</button>
      <button class="btn" id="spots-geojson" @click=${() => page.sources.save('/insights/hot-spots.geojson', { until: page.state.until }, 'application/geo+json', 'hot-spots.geojson')}>${icon('download', '18')}GeoJSON</button></div>`}
  </div>
  <div class="insights__grid">
    <section class="insights__card insights__map" aria-labelledby="rings-title">
      <header><h2 id="rings-title">${t('insights.tab.hotSpots')}${ofRun(page)}</h2></header>
      <div class="insights__canvas"><div id="rings" role="application" aria-label=${t('insights.spots.map')}></div>${isGi(page.state) ? giLegend() : nothing}${attribution(page.city, { own: true })}</div>
    </section>
    ${isGi(page.state) ? gi(page) : scan(page)}
  </div>`;

/** Which areas are compared, and by what. */
const ofAreas = ({ state, model, city, actions }) => html`
  ${select('gi-level', t('insights.gi.level'), city.levels.map(({ id, name }) => [id, nameOf(name)]), model.level(state), (value) => actions.set({ level: value }))}
  ${select('gi-values', t('insights.gi.values'), VALUES.map(([id, text]) => [id, t(text)]), state.values ?? 'count', (value) => actions.set({ values: value === 'count' ? null : value }))}`;

const giTools = (page) => html`<div class="insights__tools">
  ${page.state.clusters === 'areas' ? html`<button class="btn" id="gi-csv" @click=${page.sources.saveLocal}>${icon('download', '18')}CSV</button>` : nothing}
  <button class="btn" id="gi-geojson" @click=${page.actions.giGeoJson}>${icon('download', '18')}GeoJSON</button></div>`;

function ofRun({ sources }) {
  const data = sources.spots.get().data;
  return data?.last_day ? html`<small class="t3">${t('insights.spots.run', { day: dayText(data.last_day), days: data.study_days, n: number(data.requests) })}</small>` : nothing;
}

const dayText = (iso) => date(new Date(`${iso}T12:00:00`));

function runChoice({ sources, state, actions }) {
  const runs = sources.runs.get().data?.items ?? [];
  return runs.length === 0 ? nothing : html`<div class="ff"><label class="ff__label" for="until">${t('insights.spots.night')}</label>
    <select class="input" id="until" @change=${(event) => actions.set({ until: event.target.value || null, spot: null })}>
      ${runs.map(({ last_day: day, found }, i) => html`<option value=${i === 0 ? '' : day} .selected=${(state.until ?? '') === (i === 0 ? '' : day)}>${t('insights.spots.found', { day: dayText(day), n: number(found) })}</option>`)}</select></div>`;
}

const scan = (page) => html`
  <section class="insights__card" aria-labelledby="spots-title">
    <h2 id="spots-title">${t('insights.spots.list')}</h2>
    <div aria-live="polite">${resourceView(page.sources.spots.get(), page.sources.spots.retry, (data) => table(page, data), 6)}</div>
  </section>
  <section class="insights__card insights__explains" aria-labelledby="p-title"><h2 id="p-title">${t('insights.p.title')}</h2>
    <p>${t('insights.p.what')}</p><p>${t('insights.p.not')}</p><p>${t('insights.p.how')}</p></section>`;

function table(page, { last_day: day, items }) {
  if (items.length === 0) {
    return empty({ glyph: 'check', title: t(day ? 'insights.spots.none' : 'insights.spots.notYet'), text: t(day ? 'insights.spots.none.text' : 'insights.spots.notYet.text') });
  }
  return html`<div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="spots-title"><table class="table insights__spots"><caption class="sr">${t('insights.spots.list')}</caption>
    <thead><tr><th scope="col">${t('insights.spots.where')}</th><th scope="col">${t('insights.category')}</th><th scope="col">${t('insights.spots.when')}</th><th scope="col" class="n">${t('insights.spots.observed')}</th><th scope="col" class="n">${t('insights.spots.risk')}</th><th scope="col" class="n">p</th></tr></thead>
    <tbody>${items.map((spot, i) => html`<tr class=${page.state.spot === i ? 'is-on' : ''} data-spot=${i}><th scope="row"><button class="insights__open" aria-pressed=${page.state.spot === i ? 'true' : 'false'} @click=${() => page.actions.spot(i)}>${i + 1} ${placeOf(spot)}</button><small class="t2">${t('insights.spots.radius', { r: distance(spot.drawn_metres) })}</small></th>
      <td lang=${langOf(nameOfCategory(page, spot.category))}>${nameOf(nameOfCategory(page, spot.category))}</td><td>${dayText(spot.from)} – ${dayText(spot.to)}</td>
      <td class="n"><a class="insights__open" href=${linkBehind({}, `circle:${spot.lon.toFixed(6)},${spot.lat.toFixed(6)},${Math.ceil(spot.radius_metres) + 1}`, { from: spot.from, to: spot.to, category: spot.category })} aria-label=${`${number(spot.observed)} ${t('insights.behind', { where: placeOf(spot) })}`}>${number(spot.observed)}</a> / ${number(spot.expected, { maximumFractionDigits: 1 })}</td><td class="n">${spot.relative_risk === null ? '–' : number(spot.relative_risk, { maximumFractionDigits: 1 })}</td>
      <td class="n">${pText(chance(spot))}<small class="t2">${spot.p_night == null ? nothing : html`${t('insights.spots.alone', { p: pText(spot.p) })}<br>`}${t(spot.p_night == null ? 'insights.spots.againHere' : 'insights.spots.again', { n: number(Math.round(spot.recurrence_days)) })}</small></td></tr>`)}</tbody></table></div>`;
}

/** Over all of the night's searches; found before that was kept: of its category alone. */
const chance = (spot) => spot.p_night ?? spot.p;

const pText = (p) => number(p, { maximumFractionDigits: 3 });

/** The last areas in which the middle lies, without the coarsest. */
function placeOf({ areas, lon, lat }) {
  return areas.length === 0 ? `${lon.toFixed(4)}, ${lat.toFixed(4)}` : areas.slice(areas.length > FEW ? 1 : 0, 1 + FEW).map(({ name }) => nameOf(name)).join(' ');
}

const nameOfCategory = ({ model }, code) => (code === null ? t('insights.spots.all') : model.choices.categories.find((each) => each.code === code)?.name ?? code);

/** What a ring says when it is pointed at. */
export const ringText = (page, spot) =>
  t('insights.spots.ring', { place: placeOf(spot), what: nameOf(nameOfCategory(page, spot.category)), n: number(spot.observed), of: number(spot.expected, { maximumFractionDigits: 1 }), r: distance(spot.drawn_metres), p: pText(chance(spot)) });

const GI_WHAT = { gi: 'insights.gi.what', excess: 'insights.gi.whatExcess', areas: 'insights.gi.whatAreas' };

const gi = (page) => html`
  <section class="insights__card" aria-labelledby="gi-title">
    <h2 id="gi-title">${t('insights.gi.title')}</h2><p class="t2">${t(GI_WHAT[page.state.clusters])}</p>
    <div aria-live="polite">${resourceView(page.sources.local.get(), page.sources.local.retry, (data) => giTable(page, data), 6)}</div>
  </section>`;

function giTable(page, { items, places, elsewhere, false_discovery_rate: rate }) {
  const areas = elsewhere !== undefined;
  return html`<p>${t(areas ? 'insights.gi.foundAreas' : 'insights.gi.found', { hot: number(items.filter(({ hot }) => hot).length), cold: number(items.filter(({ hot }) => !hot).length), places: number(places), rate: number(rate, { style: 'percent' }) })}</p>
    ${items.length === 0 ? nothing : html`<div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="gi-title"><table class="table"><caption class="sr">${t('insights.gi.title')}</caption>
    <thead><tr><th scope="col">${t(areas ? 'insights.place' : 'insights.gi.cell')}</th><th scope="col">${t('insights.gi.kind')}</th><th scope="col" class="n">${t('insights.received')}</th><th scope="col" class="n">z</th><th scope="col" class="n">${t('insights.gi.q')}</th></tr></thead>
    <tbody>${items.map((row) => html`<tr data-stands=${row.code ?? row.cell}><th scope="row" class=${areas ? '' : 'num'} lang=${areas ? langOf(row.name) : nothing}>${whereOf(row)}</th><td>${t(row.hot ? 'insights.gi.hot' : 'insights.gi.cold')}</td><td class="n">${row.n > 0 ? html`<a class="insights__open" href=${linkBehind(page.state, areas ? `${row.level}:${row.code}` : `cell:${row.cell}`)} aria-label=${`${number(row.n)} ${t('insights.behind', { where: whereOf(row) })}`}>${number(row.n)}</a>` : number(row.n)}</td><td class="n">${number(row.z, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })}</td><td class="n">${number(row.q, { maximumFractionDigits: 4 })}</td></tr>`)}</tbody></table></div>`}`;
}

/** The name of an area, the middle of a hexagon. */
const whereOf = (row) => (row.name ? nameOf(row.name) : middleOf(row));

const giLegend = () => html`<ul class="insights__legend" aria-label=${t('insights.legend')}><li><i class="ins-div-7"></i>${t('insights.gi.hot')}</li><li><i class="ins-div-1"></i>${t('insights.gi.cold')}</li></ul>`;

export const giText = ({ hot, n, z, q }) => t('insights.gi.cellText', { kind: t(hot ? 'insights.gi.hot' : 'insights.gi.cold'), n: number(n), z: number(z, { maximumFractionDigits: 1 }), q: number(q, { maximumFractionDigits: 4 }) });
