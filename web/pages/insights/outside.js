import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { chart, ink } from '../../components/chart.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { langOf, nameOf, number, t } from '../../core/i18n.js';
import { isShare, nameOfMeasure } from './figures.js';
import { filters, select } from './filters.js';
import { legend } from './legend.js';
import { levelsOf, provenance } from './outside-data.js';

const SHOWN = 200;
const AGAINST = { value: 'insights.outside.value', per10000: 'insights.outside.per10000', of_weekday: 'insights.outside.ofWeekday' };

/** Figures from elsewhere beside requests: a map of their own, and whether areas or days with more of the one have more of the other. */
export const outside = (page) => html`${filters(page)}
  ${resourceView(page.sources.outside.get(), page.sources.outside.retry, (data) => (data.one ? found(page, data) : none()), 8)}`;

const none = () => html`${empty({ glyph: 'layers', title: t('datasets.none'), text: t('datasets.none.text') })}<p><a class="btn" href="/datasets">${t('page.datasets')}</a></p>`;

const found = (page, data) => html`
  <div class="bar insights__filters">${select('dataset', t('page.datasets'), data.items.map(({ id, name }) => [id, name]), data.one.id, (dataset) => page.actions.set({ dataset, level: null }))}
    ${data.level ? select('outside-level', t('insights.outside.level'), levelsOf(data.one, page.city).map(({ id, name }) => [id, nameOf(name)]), data.level, (level) => page.actions.set({ level })) : nothing}
    <a class="btn insights__clusters" href="/datasets">${icon('layers', '18')}${t('insights.outside.manage')}</a></div>
  ${provenance(data.one)} ${tiles(data.correlation)}
  <p class="insights__note" id="caution">${icon('warn', '18')}<span lang=${langOf(data.correlation.caution)}>${nameOf(data.correlation.caution)}</span></p>
  <div class="insights__grid">
    ${data.values ? html`<section class="insights__card insights__map" aria-labelledby="outside-title"><header><h2 id="outside-title">${data.one.name}<small class="t3">${data.one.unit}</small></h2></header>
      <div class="insights__canvas"><div id="outside" role="application" aria-label=${t('insights.map')}></div>${legend(page.drawing.outsideClasses())}${attribution(page.city, { own: true })}</div></section>` : nothing}
    <section class="insights__card ${data.values ? '' : 'insights__wide'}" aria-labelledby="points-title"><h2 id="points-title">${t(data.correlation.of === 'days' ? 'insights.outside.days' : 'insights.outside.areas')}<small class="t3">${yName(page, data)}</small></h2>
      ${data.correlation.items.length ? points(page, data) : html`<p class="t2">${t('insights.outside.noPoints')}</p>`}</section>
  </div>`;

const yName = ({ state }, { correlation }) => t(AGAINST[correlation.against], { what: nameOfMeasure(state.measure) });

function tiles({ of, n, rho, low, high, p }) {
  const digits = (value) => number(value, { maximumFractionDigits: 2, minimumFractionDigits: 2, signDisplay: 'exceptZero' });
  const figures = [
    ['insights.outside.rho', rho === null ? '–' : digits(rho), rho === null ? t('insights.outside.few') : t(strength(rho, p)), 'insights.outside.rho.what'],
    ['insights.outside.interval', rho === null ? '–' : `${digits(low)} … ${digits(high)}`, t('insights.outside.n', { n: number(n) }), 'insights.outside.interval.what'],
    ['insights.outside.p', p === null ? '–' : number(p, { maximumFractionDigits: 3 }), t(of === 'days' ? 'insights.outside.p.days' : 'insights.outside.p.areas'), 'insights.outside.p.what'],
  ];
  return html`<ul class="insights__tiles insights__proof">${figures.map(([name, value, beside, what]) => html`<li class="insights__tile"><div class="insights__pick"><span>${t(name)}</span><b>${value}</b><small class="t2">${beside}</small></div>
      <details class="insights__means"><summary>${icon('info', '16')}<span>${t('insights.means')}</span></summary><p>${t(what)}</p></details></li>`)}</ul>`;
}

/** In words: which way, and whether chance does as much. */
function strength(rho, p) {
  if (p > 0.05) {
    return 'insights.outside.chance';
  }
  const strong = Math.abs(rho) >= 0.5;
  return rho > 0 ? (strong ? 'insights.outside.moreStrong' : 'insights.outside.more') : strong ? 'insights.outside.fewerStrong' : 'insights.outside.fewer';
}

function points(page, data) {
  const { correlation, one } = data;
  const share = correlation.against === 'value' && isShare(page.state.measure);
  const text = (value) => number(value, share ? { style: 'percent', maximumFractionDigits: 1 } : { maximumFractionDigits: 2 });
  const name = (row) => nameOf(row.name) || row.key;
  const shown = [...correlation.items].sort((a, b) => b.value - a.value).slice(0, SHOWN);
  return html`${chart({ size: 'chart--tall', label: t('insights.outside.chart', { name: one.name }), make: () => option(page, data, text, name) })}
    <details class="insights__numbers"><summary>${t('insights.asTable')}</summary><div class="sheetbox" tabindex="0" role="group" aria-labelledby="points-title"><table class="table" id="points"><thead><tr><th scope="col">${t(correlation.of === 'days' ? 'insights.day' : 'insights.place')}</th><th scope="col" class="n">${one.name}</th><th scope="col" class="n">${yName(page, data)}</th><th scope="col" class="n">${t('insights.of')}</th></tr></thead>
      <tbody>${shown.map((row) => html`<tr><th scope="row">${name(row)}</th><td class="n">${number(row.outside, { maximumFractionDigits: 2 })}</td><td class="n">${text(row.value)}</td><td class="n">${number(row.n)}</td></tr>`)}</tbody></table></div></details>`;
}

function option(page, data, text, name) {
  const { cat, text2, line } = ink();
  const axis = { type: 'value', scale: true, axisLabel: { color: text2, hideOverlap: true }, splitLine: { lineStyle: { color: line } }, nameTextStyle: { color: text2 } };
  return {
    grid: { left: 12, right: 24, top: 36, bottom: 32, containLabel: true },
    tooltip: { trigger: 'item', renderMode: 'richText', confine: true, formatter: ({ data: [x, y, who] }) => `${who}\n${data.one.name} ${number(x, { maximumFractionDigits: 2 })}\n${yName(page, data)} ${text(y)}` },
    xAxis: { ...axis, name: data.one.unit, nameLocation: 'middle', nameGap: 26 },
    yAxis: { ...axis, name: yName(page, data), nameLocation: 'end', nameTextStyle: { color: text2, align: 'left' }, axisLabel: { color: text2, formatter: text } },
    series: [{ type: 'scatter', symbolSize: 8, color: cat[0], itemStyle: { opacity: 0.55 }, data: data.correlation.items.map((row) => [row.outside, row.value, name(row)]) }],
  };
}
