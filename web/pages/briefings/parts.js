import { html, nothing, svg } from 'lit-html';
import { langOf, nameOf, number, t } from '../../core/i18n.js';
import { changeOf, dayOf, score, share } from './words.js';

const WIDTH = 720;
const HEIGHT = 170;
const LEFT = 40;
const FOOT = 22;

const box = (label, table) => html`<div class="sheetbox brief__box" tabindex="0" role="group" aria-label=${label}>${table}</div>`;
const dash = '–';

/** Bars of what was received, a line of what ended; the same numbers as a table. */
export function series({ series: points, series_by: by }) {
  const top = niceTop(Math.max(1, ...points.flatMap(({ received, ended }) => [received, ended ?? 0])));
  const step = (WIDTH - LEFT - 12) / points.length;
  const y = (value) => 8 + (HEIGHT - FOOT - 8) * (1 - value / top);
  const middle = (i) => LEFT + (i + 0.5) * step;
  const ended = points.map(({ ended: n }, i) => (n === null ? null : `${middle(i)},${y(n)}`)).filter(Boolean);
  const every = Math.ceil(points.length / 12);
  const text = (code) => (by === 'day' ? code.slice(5) : code);
  return html`
    <svg class="brief__chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${t('brief.series')}>
      ${[0, 0.5, 1].map((part) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH} y1=${y(top * part)} y2=${y(top * part)}></line><text x=${LEFT - 6} y=${y(top * part) + 4} text-anchor="end">${number(top * part, { notation: 'compact' })}</text>`)}
      ${points.map(({ received }, i) => svg`<rect class="bar" x=${LEFT + i * step + step * 0.15} width=${step * 0.7} y=${y(received)} height=${Math.max(0, y(0) - y(received))}></rect>`)}
      ${ended.length > 1 ? svg`<polyline class="curve" points=${ended.join(' ')}></polyline>` : nothing}
      ${points.map(({ code }, i) => (i % every === 0 ? svg`<text x=${middle(i)} y=${HEIGHT - 6} text-anchor="middle">${text(code)}</text>` : nothing))}
    </svg>
    <p class="brief__legend small"><span><i class="bar"></i>${t('brief.count.received')}</span>${ended.length > 1 ? html`<span><i class="curve"></i>${t('brief.count.ended')}</span>` : nothing}</p>
    <details class="noprint brief__numbers"><summary>${t('brief.asTable')}</summary>${box(t('brief.series'), html`<table class="table"><thead><tr><th scope="col">${t('brief.at')}</th><th scope="col" class="n">${t('brief.count.received')}</th><th scope="col" class="n">${t('brief.count.ended')}</th></tr></thead>
      <tbody>${points.map((point) => html`<tr><th scope="row">${point.code}</th><td class="n">${number(point.received)}</td><td class="n">${point.ended === null ? dash : number(point.ended)}</td></tr>`)}</tbody></table>`)}</details>`;
}

function niceTop(most) {
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 5, 8, 10].map((step) => step * size).find((top) => top >= most);
}

export function parts(items, none = t('brief.nothing')) {
  if (items.length === 0) {
    return html`<p class="t2">${none}</p>`;
  }
  return box(t('brief.category'), html`<table class="table"><thead><tr><th scope="col">${t('brief.category')}</th><th scope="col" class="n">${t('brief.n')}</th><th scope="col" class="n">${t('brief.change')}</th></tr></thead>
    <tbody>${items.map((each) => html`<tr><th scope="row" lang=${langOf(each.name)}>${nameOf(each.name)}</th><td class="n">${number(each.n)}</td><td class="n">${changeOf(each.n, each.before) ?? dash}</td></tr>`)}</tbody></table>`);
}

/** Areas or units with their requests, rates and places. */
export function places(rows, kinds) {
  const rated = rows.some(({ rates }) => rates);
  return html`${box(kinds ? t('brief.units') : t('brief.areas'), html`<table class="table brief__places"><thead><tr><th scope="col">${t('brief.place')}</th><th scope="col">${t('brief.name')}</th><th scope="col" class="n">${t('brief.count.received')}</th><th scope="col" class="n">${t('brief.change')}</th>
      ${rated ? html`<th scope="col" class="n">${t('brief.valid')}</th><th scope="col" class="n">${t('brief.response')}</th><th scope="col" class="n">${t('brief.resolution')}</th><th scope="col" class="n">${t('brief.satisfaction')}</th><th scope="col" class="n">${t('brief.score')}</th>` : nothing}</tr></thead>
    <tbody>${rows.map((row) => html`<tr><td class="brief__rank">${row.place === null ? dash : t('brief.placeOf', { n: row.place, among: row.among })}</td>
      <th scope="row" lang=${langOf(row.name)}>${nameOf(row.name)}${kinds ? html`<small class="t2">${nameOf(row.kind_name)}</small>` : nothing}</th><td class="n">${number(row.n)}</td><td class="n">${changeOf(row.n, row.before) ?? dash}</td>
      ${rated ? ratesOf(row.rates) : nothing}</tr>`)}</tbody></table>`)}
    ${rated ? html`<p class="small t2">${t('brief.place.means')}</p>` : nothing}`;
}

const ratesOf = (rates) => (rates
  ? html`<td class="n">${number(rates.n)}</td><td class="n">${share(rates.response)}</td><td class="n">${share(rates.resolution)}</td><td class="n">${share(rates.satisfaction)}</td><td class="n">${score(rates.score)}<small class="t2">${t('brief.range', { low: score(rates.low), high: score(rates.high) })}</small></td>`
  : html`<td class="n">0</td><td class="n">${dash}</td><td class="n">${dash}</td><td class="n">${dash}</td><td class="n">${dash}</td>`);

export function spots(items) {
  if (items.length === 0) {
    return html`<p class="t2">${t('brief.spots.none')}</p>`;
  }
  return html`${box(t('brief.spots'), html`<table class="table"><thead><tr><th scope="col">${t('brief.where')}</th><th scope="col">${t('brief.category')}</th><th scope="col">${t('brief.until')}</th><th scope="col" class="n">${t('brief.observed')}</th><th scope="col" class="n">p</th></tr></thead>
    <tbody>${items.map((spot) => html`<tr><th scope="row">${spot.where.map(nameOf).join(' / ') || t('brief.outside')}<small class="t2">${t('brief.radius', { n: number(spot.radius_metres, { maximumFractionDigits: 0 }) })}</small></th><td>${spot.category ? nameOf(spot.category) : t('brief.allCategories')}</td>
      <td>${t('brief.daysTo', { n: spot.days, day: dayOf(spot.until) })}</td><td class="n">${t('brief.observedOf', { n: number(spot.observed), expected: number(spot.expected, { maximumFractionDigits: 1 }) })}</td><td class="n">${number(spot.p, { maximumSignificantDigits: 2 })}</td></tr>`)}</tbody></table>`)}
    <p class="small t2">${t('brief.spots.means')}</p>`;
}

export function open(items) {
  if (items.length === 0) {
    return html`<p class="t2">${t('brief.open.none')}</p>`;
  }
  return box(t('brief.open'), html`<table class="table"><thead><tr><th scope="col">${t('brief.number')}</th><th scope="col" class="n">${t('brief.days')}</th><th scope="col">${t('brief.category')}</th><th scope="col">${t('brief.unit')}</th><th scope="col">${t('brief.area')}</th><th scope="col">${t('brief.due')}</th></tr></thead>
    <tbody>${items.map((each) => html`<tr><th scope="row"><a href="/desk?tab=all&number=${each.code}">${each.code}</a></th><td class="n">${number(each.days)}</td><td>${nameOf(each.category)}</td><td>${nameOf(each.unit)}</td><td>${nameOf(each.area)}</td><td>${each.due_on ? dayOf(each.due_on) : dash}</td></tr>`)}</tbody></table>`);
}

export function disputes({ disputed_units: units, disputed_categories: categories }) {
  return units.length + categories.length === 0
    ? html`<p class="t2">${t('brief.disputes.none')}</p>`
    : html`<div class="brief__two"><div>${list(t('brief.unit'), units)}</div><div>${list(t('brief.category'), categories)}</div></div>`;
}

const list = (label, items) => box(label, html`<table class="table"><thead><tr><th scope="col">${label}</th><th scope="col" class="n">${t('brief.count.disputed')}</th></tr></thead>
  <tbody>${items.map((each) => html`<tr><th scope="row">${nameOf(each.name)}</th><td class="n">${number(each.n)}</td></tr>`)}</tbody></table>`);
