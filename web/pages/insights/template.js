import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, dateTime, langOf, nameOf, number, t } from '../../core/i18n.js';
import { changes, line } from './charts.js';
import { changeOf, isShare, kindOf, nameOfMeasure, shownOf, SHOWN, textOf } from './figures.js';
import { filters } from './filters.js';
import { forecast } from './forecast.js';
import { hotSpots } from './hot-spots.js';
import { tabOf, tabs } from './tabs.js';

const CARDS = ['received', 'response', 'resolution', 'satisfaction', 'overdue'];

const VIEWS = { overview, 'hot-spots': hotSpots, forecast };

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
    <div class="insights__tools"><button class="btn" id="download" aria-disabled=${page.state.busy ? 'true' : 'false'} @click=${page.actions.download}>${icon('download', '18')}${t('insights.download')}</button>
      <button class="btn" id="print" @click=${() => window.print()}>${icon('print', '18')}${t('insights.print')}</button></div>
    <div class="insights__grid">
      <section class="insights__card insights__map" aria-labelledby="map-title">
        <header><h2 id="map-title">${nameOfMeasure(page.state.measure)}<small class="t3">${t(SHOWN[page.state.show ?? 'value'])}</small></h2>${views(page)}</header>
        <div class="insights__canvas"><div id="map" role="application" aria-label=${t('insights.map')}></div>${legend(page)}</div>
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
    </div>`;
}

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
  ${[...city.levels.map(({ id, name }) => [id, nameOf(name)]), ['hex', t('insights.hexagons')]].map(([id, text]) => {
    const on = state.view === 'hex' ? id === 'hex' : id === model.level(state);
    return html`<label class=${on ? 'is-on' : ''}><input type="radio" name="view" value=${id} .checked=${on} @change=${() => actions.set(id === 'hex' ? { view: 'hex' } : { view: null, level: id })}>${text}</label>`;
  })}</div>`;

function legend({ drawn, state }) {
  const { edges } = drawn();
  const kind = kindOf(state);
  const text = (value) => textOf(value, kind, state.measure ?? 'received');
  if (edges.length === 0) {
    return nothing;
  }
  const rows = [...edges.keys(), edges.length].reverse();
  return html`<ul class="insights__legend" aria-label=${t('insights.legend')}>
    ${rows.map((i) => html`<li><i class="${drawn().styleOf(i + 1)}"></i>${i === 0 ? t('insights.below', { n: text(edges[0]) }) : i === edges.length ? t('insights.above', { n: text(edges[i - 1]) }) : `${text(edges[i - 1])} – ${text(edges[i])}`}</li>`)}
    <li><i class="ins-none"></i>${t('insights.nothing')}</li></ul>`;
}

function places(page, data) {
  const { state, actions, model, city } = page;
  const measure = state.measure ?? 'received';
  if (!data.items.some(({ n, n_before: before }) => n > 0 || before > 0)) {
    return none();
  }
  if (data.view === 'hex') {
    return html`<p class="t2">${t('insights.hexagonsSay', { n: number(data.items.length), km2: number(data.cell_km2, { maximumSignificantDigits: 2 }) })}</p>`;
  }
  const rows = [...data.items].sort((a, b) => (shownOf(b, state) ?? -Infinity) - (shownOf(a, state) ?? -Infinity));
  const finer = city.levels[model.rank(state) + 1];
  return html`<div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="places-title"><table class="table"><caption class="sr">${t('insights.places')}</caption>
    <thead><tr><th scope="col">${t('insights.place')}</th><th scope="col" class="n">${nameOfMeasure(measure)}</th>${isShare(measure) ? html`<th scope="col" class="n">${t('insights.of')}</th>` : html`<th scope="col" class="n">${t('insights.show.per_km2')}</th>`}<th scope="col" class="n">${t('insights.show.change')}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr data-code=${row.code}><th scope="row" lang=${langOf(row.name)}>${finer ? html`<button class="insights__open" @click=${() => actions.into(row)}>${nameOf(row.name)}</button>` : nameOf(row.name)}</th>
      <td class="n">${textOf(row.value, 'value', measure)}</td><td class="n">${isShare(measure) ? number(row.n) : textOf(row.per_km2, 'per_km2', measure)}</td>
      <td class="n">${textOf(changeOf(row, measure), isShare(measure) ? 'points' : 'change', measure)}</td></tr>`)}</tbody></table></div>`;
}
