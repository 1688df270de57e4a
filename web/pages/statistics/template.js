import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, langOf, nameOf, number, t } from '../../core/i18n.js';
import { about } from './about.js';
import { series } from './series.js';
import { changeText, monthText } from './words.js';

/** What everybody may know of requests: choice of month, map and table, one area over time, and what the numbers mean. */
export const content = (page) => html`
  <div class="wide stats">
    <header class="stats__head"><h1>${t('page.statistics')}</h1><p class="t2">${t('statistics.lead')}</p>
      <button class="btn noprint" id="print" @click=${() => window.print()}>${icon('print', '18')}${t('statistics.print')}</button></header>
    ${resourceView(page.model.releases.get(), page.model.releases.retry, ({ items }) => (items.length ? released(page, items) : none()), 6)}
    ${about(page)}
  </div>`;

const none = () => empty({ glyph: 'history', title: t('statistics.none'), text: t('statistics.none.text') });

const released = (page, items) => html`
  ${choice(page, items)}
  <div class="stats__grid">
    <section class="stats__card stats__map" aria-labelledby="map-title">
      <header><h2 id="map-title">${heading(page)}</h2>${levels(page)}</header>
      <div class="stats__canvas"><div id="map" role="application" aria-label=${t('statistics.map')}></div>${legend(page)}${attribution(page.city, { own: true })}</div>
      <p class="small t2">${t('statistics.released', { day: date(new Date(page.model.release().released_at), page.city?.time_zone), k: page.model.release().k })}</p>
    </section>
    <section class="stats__card" aria-labelledby="table-title"><h2 id="table-title">${t('statistics.areas')}</h2>
      <div aria-live="polite">${resourceView(page.model.counts.get(), page.model.counts.retry, () => table(page), 8)}</div></section>
    <section class="stats__card" aria-labelledby="categories-title"><h2 id="categories-title">${t('statistics.categories', { area: areaName(page) })}</h2>
      ${resourceView(page.model.area.get(), page.model.area.retry, (data) => categories(page, data.items), 4)}</section>
    <section class="stats__card stats__wide" aria-labelledby="series-title"><h2 id="series-title" tabindex="-1">${t('statistics.series', { area: areaName(page), category: categoryName(page) })}</h2>
      ${resourceView(page.model.series.get(), page.model.series.retry, (data) => series(items.map(({ month }) => month).reverse(), data.items, page.model.release().month, t('statistics.series', { area: areaName(page), category: categoryName(page) })), 4)}</section>
  </div>`;

const nameOfCode = (list, code) => nameOf(list.find((each) => each.code === code)?.name) || (code ?? '');
const categoryName = ({ model }) => nameOfCode(model.categories(), model.category());
const heading = (page) => t('statistics.heading', { category: categoryName(page), month: monthText(page.model.release().month) });

function areaName({ model }) {
  const feature = (model.shapes.get().data?.features ?? []).find(({ properties }) => properties.code === model.place());
  return nameOf(feature?.properties.name ?? model.rows().find(({ area }) => area === model.place())?.area_name) || (model.place() ?? '');
}

const choice = ({ model, actions }, items) => html`
  <form class="stats__choice noprint" aria-label=${t('statistics.choice')} @submit=${(event) => event.preventDefault()}>
    ${select('month', t('statistics.month'), items.map(({ month }) => [month, monthText(month)]), model.release().month, (month) => actions.set({ month }))}
    ${select('category', t('statistics.category'), model.categories().map(({ code, name }) => [code, nameOf(name)]), model.category(), (category) => actions.set({ category }))}
  </form>`;

const select = (id, label, options, value, onChange) => html`
  <div class="ff"><label class="ff__label" for=${id}>${label}</label>
    <select class="input" id=${id} @change=${(event) => onChange(event.target.value)}>${options.map(([each, text]) => html`<option value=${each} .selected=${each === value}>${text}</option>`)}</select></div>`;

const levels = ({ model, actions, city }) => html`<div class="seg noprint" role="radiogroup" aria-label=${t('statistics.level')}>
  ${model.release().levels.map((id) => html`<label class=${id === model.level() ? 'is-on' : ''}><input type="radio" name="level" value=${id} .checked=${id === model.level()} @change=${() => actions.set({ level: id, area: null })}>${nameOf(city?.levels.find((each) => each.id === id)?.name) || id}</label>`)}</div>`;

const legend = ({ classes }) => html`<ul class="stats__legend" aria-label=${t('statistics.legend')}>
  ${[...classes()].reverse().map(({ from, to, step }) => html`<li><i class="rel-${step}"></i>${to === null ? t('statistics.andMore', { n: number(from) }) : to - 1 === from ? number(from) : `${number(from)} – ${number(to - 1)}`}</li>`)}
  <li><i class="rel-none"></i>${t('statistics.withheld')}</li></ul>`;

function table({ model, actions }) {
  const rows = model.rows();
  const there = new Set(rows.map(({ area }) => area));
  const missing = (model.shapes.get().data?.features ?? []).filter(({ properties }) => !there.has(properties.code)).length;
  return html`<div class="stats__list" tabindex="0" role="group" aria-labelledby="table-title"><table class="stats__table"><caption class="sr">${t('statistics.areas')}</caption>
    <thead><tr><th scope="col">${t('statistics.area')}</th><th scope="col" class="n">${t('statistics.requests')}</th><th scope="col" class="n">${t('statistics.change')}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr data-code=${row.area} class=${row.area === model.place() ? 'is-on' : ''}><th scope="row" lang=${langOf(row.area_name)}><button class="stats__open" aria-pressed=${row.area === model.place() ? 'true' : 'false'} @click=${() => actions.set({ area: row.area })}>${nameOf(row.area_name)}</button></th>
      <td class="n">${number(row.requests)}</td><td class="n">${changeText(row)}</td></tr>`)}</tbody></table>
    ${rows.length === 0 ? html`<p class="t2">${t('statistics.nothing')}</p>` : nothing}
    ${missing ? html`<p class="small t2 stats__missing">${t('statistics.missing', { n: number(missing) })}</p>` : nothing}</div>`;
}

function categories({ model, actions }, items) {
  if (items.length === 0) {
    return html`<p class="t2">${t('statistics.nothing')}</p>`;
  }
  const rows = [...items].sort((a, b) => b.requests - a.requests);
  const most = rows[0].requests;
  return html`<table class="stats__table"><caption class="sr">${t('statistics.category')}</caption>
    <thead><tr><th scope="col">${t('statistics.category')}</th><th scope="col" class="n">${t('statistics.requests')}</th><th scope="col"><span class="sr">${t('statistics.share')}</span></th><th scope="col" class="n">${t('statistics.change')}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr class=${row.category === model.category() ? 'is-on' : ''}><th scope="row" lang=${langOf(row.category_name)}><button class="stats__open" @click=${() => actions.set({ category: row.category })}>${nameOf(row.category_name)}</button></th>
      <td class="n">${number(row.requests)}</td><td class="stats__barcell"><svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect width=${(100 * row.requests) / most} height="12"></rect></svg></td><td class="n">${changeText(row)}</td></tr>`)}</tbody></table>`;
}
