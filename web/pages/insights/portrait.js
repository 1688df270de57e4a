import { html, nothing } from 'lit-html';
import { chart, ink } from '../../components/chart.js';
import { empty, resourceView } from '../../components/states.js';
import { date, langOf, nameOf, number, t } from '../../core/i18n.js';
import { nameOfMeasure, textOf } from './figures.js';
import { select } from './filters.js';

/** What an area, a unit or a group is asked for, beside all: never a person. */
export const portrait = (page) => html`
  <form class="bar insights__filters" aria-label=${t('insights.filters')} @submit=${(event) => event.preventDefault()}>
    ${select('portrait-kind', t('insights.portrait.of'), [['area', t('insights.portrait.area')], ['unit', t('insights.portrait.unit')], ['channel', t('insights.portrait.channel')]], kindOf(page.state), (kind) => page.actions.set({ of: `${kind}:` }))}
    ${select('portrait-of', t('insights.portrait.which'), [['', t('insights.portrait.choose')], ...choices(page)], page.state.of ?? '', (of) => page.actions.set({ of: of || null }))}
  </form>
  <p class="t2">${t('insights.portrait.what')}</p>
  ${page.sources.portrait.get().error?.code === 'too_few_for_a_portrait' ? empty({ glyph: 'users', title: t('insights.portrait.few'), text: t('insights.portrait.few.text') }) : resourceView(page.sources.portrait.get(), page.sources.portrait.retry, (data) => drawn(page, data), 6)}`;

const kindOf = ({ of }) => (of ?? 'area').split(':')[0];

function choices({ state, model, city }) {
  switch (kindOf(state)) {
    case 'unit': return model.choices.units.map(({ code, name }) => [`unit:${code}`, nameOf(name)]);
    case 'channel': return model.choices.channel.map(({ id, name }) => [`channel:${id}`, nameOf(name) || id]);
    default: return [...model.choices.areas.map(({ code, name }) => [`area:${city.levels[0].id}:${code}`, nameOf(name)]), ...model.choices.finer.map(({ code, name }) => [`area:${city.levels[1].id}:${code}`, nameOf(name)])];
  }
}

const day = (iso) => date(new Date(`${iso}T12:00:00`));
const times = (value) => (value === null ? '–' : t('insights.portrait.times', { n: number(value, { maximumFractionDigits: 1 }) }));

const drawn = (page, data) => html`
  <p class="t2" id="portrait-period">${t('insights.portrait.period', { from: day(data.from), to: day(data.to) })}</p>
  <ul class="insights__tiles">${tile(t('insights.received'), number(data.n), html`${t('insights.portrait.share', { share: number(data.share, { style: 'percent', maximumFractionDigits: 1 }) })}<br>${t('insights.portrait.before', { n: data.n_before === null ? '–' : number(data.n_before) })}`)}
    ${data.rates.filter(({ measure }) => measure !== 'reworked').map(({ measure, value, all }) => tile(nameOfMeasure(measure), textOf(value, 'value', measure), t('insights.portrait.all', { n: textOf(all, 'value', measure) })))}</ul>
  <div class="insights__grid">
    <section class="insights__card" aria-labelledby="asked-title"><h2 id="asked-title">${t('insights.portrait.categories')}</h2>
      <div class="sheetbox" tabindex="0" role="group" aria-labelledby="asked-title"><table class="table" id="portrait"><caption class="sr">${t('insights.portrait.categories')}</caption><thead><tr><th scope="col">${t('insights.category')}</th><th scope="col" class="n">${t('insights.received')}</th><th scope="col" class="n">${t('insights.portrait.part')}</th><th scope="col" class="n">${t('insights.portrait.against')}</th></tr></thead>
        <tbody>${data.categories.map((row) => html`<tr><th scope="row" lang=${langOf(row.name)}>${nameOf(row.name)}</th><td class="n">${number(row.n)}</td><td class="n">${number(row.share, { style: 'percent', maximumFractionDigits: 1 })}</td><td class="n">${times(row.times)}</td></tr>`)}</tbody></table></div></section>
    <section class="insights__card" aria-labelledby="hours-title"><h2 id="hours-title">${t('insights.portrait.hours')}</h2>
      ${data.hours.length ? chart({ label: t('insights.portrait.hours'), make: () => hours(data.hours) }) : html`<p class="t2">${t('insights.portrait.few.text')}</p>`}
      ${data.hours.length ? html`<details class="insights__numbers"><summary>${t('insights.asTable')}</summary><div class="sheetbox" tabindex="0" role="group" aria-labelledby="hours-title"><table class="table"><thead><tr><th scope="col">${t('insights.portrait.hour')}</th><th scope="col" class="n">${t('insights.received')}</th></tr></thead><tbody>${data.hours.map((row) => html`<tr><th scope="row">${row.key}:00</th><td class="n">${number(row.n)}</td></tr>`)}</tbody></table></div></details>` : nothing}</section>
  </div>
  <p class="t2 small">${t('insights.portrait.least', { n: number(data.least) })}</p>`;

const tile = (name, value, beside) => html`<li class="insights__tile"><div class="insights__pick"><span>${name}</span><b>${value}</b><small class="t2">${beside}</small></div></li>`;

/** An hour that is withheld has no bar: it is not nothing. */
function hours(items) {
  const { cat, text2, line } = ink();
  const byHour = new Map(items.map(({ key, n }) => [Number(key), n]));
  return {
    grid: { left: 8, right: 16, top: 16, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, i) => `${i}:00`), axisTick: { show: false }, axisLabel: { color: text2, hideOverlap: true } },
    yAxis: { type: 'value', min: 0, minInterval: 1, axisLabel: { color: text2 }, splitLine: { lineStyle: { color: line } } },
    series: [{ type: 'bar', name: t('insights.received'), color: cat[0], data: Array.from({ length: 24 }, (_, i) => byHour.get(i) ?? null) }],
  };
}
