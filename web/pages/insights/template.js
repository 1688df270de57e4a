import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, dateTime, distance, langOf, nameOf, number, t } from '../../core/i18n.js';
import { behind } from './behind.js';
import { changes, line } from './charts.js';
import { changeOf, isShare, middleOf, nameOfMeasure, shownOf, SHOWN, textOf } from './figures.js';
import { filters, select } from './filters.js';
import { forecast } from './forecast.js';
import { hotSpots } from './hot-spots.js';
import { legend } from './legend.js';
import { opinion } from './opinion.js';
import { outside } from './outside.js';
import { nameOfDataset, provenance, used } from './outside-data.js';
import { portrait } from './portrait.js';
import { slider } from './play.js';
import { tabOf, tabs } from './tabs.js';

const BANDWIDTHS = [250, 500, 1000, 2000, 5000];
const MOST_HEXAGONS = 200;
const CARDS = ['received', 'response', 'resolution', 'satisfaction', 'overdue'];

const VIEWS = { overview, 'hot-spots': hotSpots, forecast, opinion, outside, portrait };

/** The head, the tabs, and the one that is chosen. */
export const content = (page) => html`
  <div class="wide insights">
    <header class="insights__head"><h1>${t('page.insights')}</h1>${tabOf(page.state) === 'overview' ? asOf(page) : nothing}</header>
    ${tabs(page)}
    ${page.state.error ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${page.state.error.detail || t('error.server.text')}</span></p>` : nothing}
    ${VIEWS[tabOf(page.state)](page)}
  </div>`;

/** Filters; the measures at a glance; map and table of places; categories and days. */
function overview(page) {
  return html`
    ${filters(page)}
    ${resourceView(page.model.summary.get(), page.model.summary.retry, ({ cards }) => tiles(page, cards), 2)}
    <div class="insights__tools">${button(page, 'behind-all', 'list', t('insights.behind.show'), () => page.actions.behind('all'))}
      ${button(page, 'download', 'download', t('insights.download'), () => page.actions.download('csv'))}${button(page, 'download-xlsx', 'download', 'XLSX', () => page.actions.download('xlsx'))}
      ${button(page, 'download-geojson', 'download', 'GeoJSON', page.actions.geoJson)}${button(page, 'picture', 'camera', 'PNG', page.actions.picture)}
      ${button(page, 'print', 'print', t('insights.print'), () => window.print())}${button(page, 'wall', 'grid', t(page.state.view === 'wall' ? 'insights.wall.leave' : 'insights.wall'), () => page.actions.set({ view: page.state.view === 'wall' ? null : 'wall', step: null }))}</div>
    <div class="insights__grid">
      <section class="insights__card insights__map" aria-labelledby="map-title">
        <header><h2 id="map-title">${nameOfMeasure(page.state.measure)}<small class="t3">${t(SHOWN[page.state.show ?? 'value'])}</small></h2>${views(page)}</header>
        <div class="insights__canvas"><div id="map" role="application" aria-label=${t('insights.map')}></div>${legend(page.drawing.drawn())}${attribution(page.city, { own: true })}</div>
        ${page.state.view === 'hex' || page.state.view === 'density' || page.state.version ? nothing : slider(page)}
        ${page.state.view === 'density' ? surface(page) : nothing}
        ${used(page).map((each) => provenance(each, page))}
      </section>
      <section class="insights__card" aria-labelledby="places-title">
        <h2 id="places-title">${t('insights.places')}</h2>
        <div aria-live="polite">${resourceView(page.model.places.get(), page.model.places.retry, (data) => places(page, data), 8)}</div>
      </section>
      <section class="insights__card" aria-labelledby="categories-title">
        <h2 id="categories-title">${t('insights.categories')}</h2>
        ${resourceView(page.model.categories.get(), page.model.categories.retry, ({ items }) => (items.length ? changes(items, page.state.measure ?? 'received', (category) => page.actions.set({ category })) : none()), 6)}
      </section>
      <section class="insights__card insights__wide" aria-labelledby="days-title">
        <h2 id="days-title">${t('insights.daily', { what: nameOfMeasure(page.state.measure) })}</h2>
        ${resourceView(page.model.days.get(), page.model.days.retry, ({ items }) => line(items, page.state.measure ?? 'received', (day) => page.actions.set({ from: day, to: day })), 4)}
      </section>
      ${page.state.behind ? behind(page) : nothing}
    </div>`;
}

const button = (page, id, glyph, text, onClick) => html`<button class="btn" id=${id} aria-disabled=${page.state.busy ? 'true' : 'false'} @click=${onClick}>${icon(glyph, '18')}${text}</button>`;

/** How far the density is smoothed, and what that means. */
function surface({ state, actions, model }) {
  const data = model.places.get().data;
  return html`<div class="insights__time">${select('bandwidth', t('insights.bandwidth'), BANDWIDTHS.map((metres) => [String(metres), distance(metres)]), state.bandwidth ?? '500', (value) => actions.set({ bandwidth: value === '500' ? null : value }))}
    ${data?.view === 'density' ? html`<p class="t2 small">${t('insights.density.what', { n: number(data.n), used: distance(data.bandwidth_metres), cell: distance(data.cell_metres) })}</p>` : nothing}</div>`;
}

/** What became of requests that came under another area version. */
const recast = (data) => html`<p class="insights__recast small t2">${t('insights.recast.say', { stored: number(data.as_stored), point: number(data.by_point), crosswalk: number(data.by_crosswalk), not: number(data.not_recast) })}</p>`;

/** Requests under areas that are not in force any more, and those in none of this level: a choropleth does not show them. */
function notPlaced({ items }, { summary, places: shown }, measure) {
  if (summary.get().status !== 'ready' || shown.get().status !== 'ready') {
    return nothing;
  }
  const whole = summary.get().data.cards.find((card) => card.measure === measure)?.n ?? 0;
  const gone = sum(items.filter((row) => row.former));
  const nowhere = Math.max(0, whole - sum(items));
  return gone + nowhere > 0 ? html`<p class="insights__recast small t2" id="not-placed">${t('insights.notPlaced', { gone: number(gone), nowhere: number(nowhere) })}</p>` : nothing;
}

const sum = (rows) => rows.reduce((all, { n }) => all + n, 0);

const none = () => empty({ glyph: 'history', title: t('insights.none'), text: t('insights.none.text') });

function asOf(page) {
  const data = page.model.summary.get().data;
  const day = (iso) => date(new Date(`${iso}T12:00:00`));
  return data ? html`<p class="small t2">${t('insights.days', { from: day(data.from), to: day(data.to) })}<i class="md"></i>${t('insights.before', { from: day(data.from_before) })}<i class="md"></i><span title=${data.as_of}>${t('insights.asOf', { time: dateTime(data.readAt, page.city?.time_zone) })}</span></p>` : nothing;
}

const tiles = (page, cards) => html`<ul class="insights__tiles">
  ${CARDS.map((name) => cards.find(({ measure }) => measure === name)).map((card) => html`<li class="insights__tile">
    <button class="insights__pick" aria-pressed=${(page.state.measure ?? 'received') === card.measure ? 'true' : 'false'} @click=${() => page.actions.set({ measure: card.measure === 'received' ? null : card.measure, show: null })}>
      <span>${nameOfMeasure(card.measure)}</span><b>${textOf(card.value, 'value', card.measure)}</b>
      <small class="t2">${card.value_before === null ? t('insights.noBefore') : t('insights.was', { change: textOf(changeOf(card, card.measure), card.share ? 'points' : 'change', card.measure), before: textOf(card.value_before, 'value', card.measure) })}</small></button>
    <details class="insights__means"><summary>${icon('info', '16')}<span>${t(card.basis === 'cohort' ? 'insights.cohort' : 'insights.flow')}</span></summary><p lang=${langOf(card.definition)}>${nameOf(card.definition)}</p></details>
  </li>`)}</ul>`;

const views = ({ state, model, actions, city }) => html`<div class="seg" role="radiogroup" aria-label=${t('insights.drawn')}>
  ${[...city.levels.map(({ id, name }) => [id, nameOf(name)]), ['hex', t('insights.hexagons')], ['density', t('insights.density')]].map(([id, text]) => {
    const drawn = state.view === 'hex' || state.view === 'density' ? state.view : model.level(state);
    const on = id === drawn;
    return html`<label class=${on ? 'is-on' : ''}><input type="radio" name="view" value=${id} .checked=${on} @change=${() => actions.set(id === 'hex' || id === 'density' ? { view: id, version: null, step: null } : { view: null, level: id })}>${text}</label>`;
  })}</div>`;

/** Those with most, so that the map's figures are there to be read and its requests to be had without a pointer. */
function hexagons({ state, actions }, data, measure) {
  const rows = data.items.filter(({ n }) => n > 0).sort((a, b) => (shownOf(b, state) ?? -Infinity) - (shownOf(a, state) ?? -Infinity));
  return html`<p class="t2">${t('insights.hexagonsSay', { n: number(rows.length), km2: number(data.cell_km2, { maximumSignificantDigits: 2 }) })} ${rows.length > MOST_HEXAGONS ? t('insights.hexagonsMost', { n: number(MOST_HEXAGONS) }) : nothing}</p>
    <div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="places-title"><table class="table" id="hexagons"><caption class="sr">${t('insights.hexagons')}</caption>
    <thead><tr><th scope="col">${t('insights.hexagonAt')}</th><th scope="col" class="n">${nameOfMeasure(measure)}</th>${isShare(measure) ? html`<th scope="col" class="n">${t('insights.of')}</th>` : nothing}<th scope="col" class="n">${t('insights.show.change')}</th></tr></thead>
    <tbody>${rows.slice(0, MOST_HEXAGONS).map((row) => html`<tr data-cell=${row.cell}><th scope="row" class="num">${middleOf(row)}</th>
      <td class="n"><button class="insights__open" aria-label=${t('insights.behind', { where: middleOf(row) })} @click=${() => actions.behind(`cell:${row.cell}`)}>${textOf(row.value, 'value', measure)}</button></td>${isShare(measure) ? html`<td class="n">${number(row.n)}</td>` : nothing}
      <td class="n">${textOf(changeOf(row, measure), isShare(measure) ? 'points' : 'change', measure)}</td></tr>`)}</tbody></table></div>`;
}

function places(page, data) {
  const { state, actions, model, city, drawing } = page;
  const measure = state.measure ?? 'received';
  if (data.view === 'density') {
    return html`<p class="t2">${t('insights.density.table')}</p>`;
  }
  const laid = state.overlay && model.overlay.get().data;
  if (!laid && !data.items.some(({ n, n_before: before }) => n > 0 || before > 0)) {
    return none();
  }
  if (data.view === 'hex') {
    return hexagons(page, data, measure);
  }
  const rows = [...drawing.rows()].sort((a, b) => (shownOf(b, state) ?? -Infinity) - (shownOf(a, state) ?? -Infinity));
  const finer = city.levels[model.rank(state) + 1];
  return html`${data.version ? recast(data) : notPlaced(data, model, measure)}<div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="places-title"><table class="table"><caption class="sr">${t('insights.places')}</caption>
    <thead><tr><th scope="col">${t('insights.place')}</th><th scope="col" class="n">${nameOfMeasure(measure)}</th>${isShare(measure) ? html`<th scope="col" class="n">${t('insights.of')}</th>` : html`<th scope="col" class="n">${t('insights.show.per_km2')}</th>`}<th scope="col" class="n">${t('insights.show.change')}</th>${laid ? html`<th scope="col" class="n">${nameOfDataset(model, state.overlay)}</th>` : nothing}</tr></thead>
    <tbody>${rows.map((row) => html`<tr data-code=${row.code}><th scope="row" lang=${langOf(row.name)}>${finer && !data.version && !row.former ? html`<button class="insights__open" @click=${() => actions.into(row)}>${nameOf(row.name)}</button>` : nameOf(row.name)}${row.former ? html` <small class="t3">${t('insights.formerArea')}</small>` : nothing}</th>
      <td class="n">${row.n > 0 && !data.version && !state.step ? html`<button class="insights__open" aria-label=${t('insights.behind', { where: nameOf(row.name) })} @click=${() => actions.behind(`${row.level}:${row.code}`)}>${textOf(row.value, 'value', measure)}</button>` : textOf(row.value, 'value', measure)}</td><td class="n">${isShare(measure) ? number(row.n) : textOf(row.per_km2, 'per_km2', measure)}</td>
      <td class="n">${textOf(changeOf(row, measure), isShare(measure) ? 'points' : 'change', measure)}</td>${laid ? html`<td class="n">${textOf(row.overlay ?? null, 'overlay', measure)}</td>` : nothing}</tr>`)}</tbody></table></div>`;
}
