import { html, nothing, svg } from 'lit-html';
import { date, langOf, nameOf, number, t } from '../../core/i18n.js';
import { changeOf, isShare, nameOfMeasure, textOf } from './figures.js';

const WIDTH = 900;
const HEIGHT = 180;
const LEFT = 44;
const FOOT = 24;
const MOST_CATEGORIES = 10;

/** A line of days, and the same as a table for who cannot see it. */
export function line(items, measure) {
  const values = items.map(({ value }) => value ?? 0);
  const top = niceTop(Math.max(...values, isShare(measure) ? 0.01 : 1));
  const x = (i) => LEFT + (i * (WIDTH - LEFT - 8)) / Math.max(1, items.length - 1);
  const y = (value) => 8 + (HEIGHT - FOOT - 8) * (1 - value / top);
  const peak = values.indexOf(Math.max(...values));
  return html`
    <div class="insights__scroll" tabindex="0" role="group" aria-label=${t('insights.daily', { what: nameOfMeasure(measure) })}><svg class="insights__line" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${t('insights.daily', { what: nameOfMeasure(measure) })}>
      ${[0, 0.25, 0.5, 0.75, 1].map((part) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH} y1=${y(top * part)} y2=${y(top * part)}></line><text x=${LEFT - 6} y=${y(top * part) + 4} text-anchor="end">${axis(top * part, measure)}</text>`)}
      ${ticks(items.length).map((i) => svg`<text x=${x(i)} y=${HEIGHT - 4} text-anchor=${i === 0 ? 'start' : i === items.length - 1 ? 'end' : 'middle'}>${items[i].day.slice(5)}</text>`)}
      ${runs(items).map((run) => svg`<polyline class="curve" points=${run.map((i) => `${x(i)},${y(values[i])}`).join(' ')}></polyline>`)}
      ${values[peak] > 0 ? svg`<circle class="peak" cx=${x(peak)} cy=${y(values[peak])} r="3.5"></circle><text class="peaktext" x=${x(peak)} y=${Math.max(12, y(values[peak]) - 8)} text-anchor=${peak > items.length * 0.9 ? 'end' : 'middle'}>${textOf(values[peak], 'value', measure)}</text>` : nothing}
    </svg></div>
    <details class="insights__numbers"><summary>${t('insights.asTable')}</summary>
      <div class="sheetbox" tabindex="0" role="group" aria-label=${t('insights.daily', { what: nameOfMeasure(measure) })}><table class="table"><thead><tr><th scope="col">${t('insights.day')}</th><th scope="col" class="n">${nameOfMeasure(measure)}</th></tr></thead>
        <tbody>${items.map((row) => html`<tr><th scope="row">${date(new Date(`${row.day}T12:00:00`))}</th><td class="n">${textOf(row.value, 'value', measure)}</td></tr>`)}</tbody></table></div>
    </details>`;
}

/** Days without anything to have a share of break the line. */
function runs(items) {
  const all = [[]];
  items.forEach(({ value }, i) => (value === null ? all.push([]) : all[all.length - 1].push(i)));
  return all.filter((run) => run.length > 0);
}

const axis = (value, measure) => (isShare(measure) ? number(value, { style: 'percent', maximumFractionDigits: 0 }) : number(value, { notation: 'compact', maximumFractionDigits: 1 }));

function niceTop(most) {
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 5, 8, 10].map((step) => step * size).find((top) => top >= most);
}

const ticks = (count) => Array.from({ length: Math.min(count, 7) }, (_, i) => Math.floor((i * (count - 1)) / Math.max(1, Math.min(count, 7) - 1)));

/** Categories with their change, said with a number and a bar to the one or the other side. */
export function changes(items, measure, onPick) {
  const rows = items.slice(0, MOST_CATEGORIES);
  const most = Math.max(0.05, ...rows.map((row) => Math.min(1, Math.abs(changeOf(row, measure) ?? 0))));
  return html`<table class="table insights__changes"><caption class="sr">${t('insights.categories')}</caption>
    <thead><tr><th scope="col">${t('insights.category')}</th><th scope="col" class="n">${nameOfMeasure(measure)}</th><th scope="col"><span class="sr">${t('insights.show.change')}</span></th><th scope="col" class="n">${t('insights.show.change')}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr><th scope="row" lang=${langOf(row.name)}><button class="insights__open" @click=${() => onPick(row.code)}>${nameOf(row.name)}</button></th>
      <td class="n">${textOf(row.value, 'value', measure)}</td><td class="insights__barcell">${bar(changeOf(row, measure), most)}</td><td class="n">${textOf(changeOf(row, measure), isShare(measure) ? 'points' : 'change', measure)}</td></tr>`)}</tbody></table>`;
}

function bar(change, most) {
  const size = Math.min(1, Math.abs(change ?? 0) / most) * 50;
  return html`<svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class=${change > 0 ? 'more' : 'less'} x=${change > 0 ? 50 : 50 - size} y="2" width=${size} height="12"></rect><line x1="50" x2="50" y1="0" y2="16"></line>`}</svg>`;
}
