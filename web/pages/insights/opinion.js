import { html } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { chart, ink } from '../../components/chart.js';
import { empty, resourceView } from '../../components/states.js';
import { langOf, nameOf, number, t } from '../../core/i18n.js';
import { filters } from './filters.js';
import { legend } from './legend.js';
import { saidOf, sayings, tones } from './tones.js';

const ANSWERS = [['satisfied', 'insights.opinion.satisfied', 0], ['basically_satisfied', 'insights.opinion.basically', 3], ['neutral', 'insights.opinion.neutral', 6], ['dissatisfied', 'insights.opinion.dissatisfied', 1], ['unanswered', 'insights.opinion.unanswered', 4]];
const SHOWN = 12;

/** What people answered when they were called back: a map of satisfaction or of how words sound, the answers themselves, and the tones. */
export const opinion = (page) => html`${filters(page)}
  <div class="insights__grid">
    <section class="insights__card insights__map" aria-labelledby="opinion-title">
      <header><h2 id="opinion-title">${t(saidOf(page.state).name)}<small class="t3">${t(saidOf(page.state).of)}</small></h2>${sayings(page)}</header>
      <div class="insights__canvas"><div id="opinion" role="application" aria-label=${t('insights.map')}></div>${legend(page.drawing.opinionClasses())}${attribution(page.city, { own: true })}</div>
      <p class="t2 small">${t('insights.opinion.what')}</p>
    </section>
    <section class="insights__card insights__opinions" aria-labelledby="answers-title"><h2 id="answers-title">${t('insights.opinion.answers')}</h2>
      <div aria-live="polite">${resourceView(page.sources.opinion.get(), page.sources.opinion.retry, ({ items }) => answers(items), 8)}</div></section>
  </div>
  ${tones(page)}`;

function answers(items) {
  if (items.length === 0) {
    return empty({ glyph: 'history', title: t('insights.opinion.none'), text: t('insights.none.text') });
  }
  return html`<p class="t2 small">${t('insights.opinion.least', { n: Math.min(SHOWN, items.length) })}</p>
    ${chart({ size: 'chart--tall', label: t('insights.opinion.chart'), make: () => option(items.slice(0, SHOWN)) })}
    <div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="answers-title"><table class="table" id="answers"><caption class="sr">${t('insights.opinion.answers')}</caption>
      <thead><tr><th scope="col">${t('insights.place')}</th><th scope="col" class="n">${t('insights.satisfaction')}</th><th scope="col" class="n">${t('insights.called_back')}</th>${ANSWERS.map(([, key]) => html`<th scope="col" class="n">${t(key)}</th>`)}</tr></thead>
      <tbody>${items.map((row) => html`<tr data-code=${row.code}><th scope="row" lang=${langOf(row.name)}>${nameOf(row.name)}</th><td class="n">${row.share === null ? '–' : number(row.share, { style: 'percent', maximumFractionDigits: 1 })}</td><td class="n">${number(row.n)}</td>${ANSWERS.map(([id]) => html`<td class="n">${number(row[id])}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** Each area's answers as shares of its callbacks, the least satisfied on top. */
function option(items) {
  const { cat, text, text2 } = ink();
  const shown = [...items].reverse();
  const percent = (value) => number(value, { style: 'percent', maximumFractionDigits: 0 });
  return {
    grid: { left: 8, right: 16, top: 48, bottom: 4, containLabel: true },
    legend: { top: 0, textStyle: { color: text2 } },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText', confine: true },
    xAxis: { type: 'value', max: 1, axisLabel: { formatter: percent, color: text2 }, splitLine: { show: false } },
    yAxis: { type: 'category', data: shown.map(({ name }) => nameOf(name)), axisTick: { show: false }, axisLabel: { color: text } },
    series: ANSWERS.map(([id, key, colour]) => ({ type: 'bar', stack: 'answers', barMaxWidth: 18, name: t(key), color: cat[colour], data: shown.map((row) => row[id] / row.n), tooltip: { valueFormatter: percent } })),
  };
}
