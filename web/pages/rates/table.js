import { html, nothing, svg } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { icon } from '../../components/icon.js';
import { empty } from '../../components/states.js';
import { langOf, nameOf, number, t } from '../../core/i18n.js';

/** One row for each unit or area, the best first. Every number opens the requests that it counts. */
export function table(page, items) {
  if (!items.some((row) => row.valid > 0 || row.valid_before > 0)) {
    return empty({ glyph: 'history', title: t('rates.none'), text: t('rates.none.text') });
  }
  return html`
    <div class="sheetbox"><table class="table rates__table">
      <caption class="sr">${t('page.rates')}</caption>
      <thead><tr><th scope="col">${t('rates.rank')}</th><th scope="col">${t('rates.who')}</th><th scope="col">${t('rates.score')}</th><th scope="col" class="n">${t('rates.valid')}</th>
        <th scope="col" class="n">${t('rates.response')}</th><th scope="col" class="n">${t('rates.resolution')}</th><th scope="col" class="n">${t('rates.satisfaction')}</th><th scope="col">${t('rates.change')}</th></tr></thead>
      <tbody>${repeat(items, (row) => row.code, (row) => line(page, row))}</tbody>
    </table></div>`;
}

const line = (page, row) => html`<tr data-code=${row.code}>
  <td class="rates__rank"><span class="cell">${t('rates.rank')}</span>${row.rank === null ? html`<span class="t3" title=${t('rates.tooFew')}>–<span class="sr">${t('rates.tooFew')}</span></span>` : html`<b>${number(row.rank)}</b><small class="t3"> / ${number(row.among)}</small>`}</td>
  <th scope="row" class="rates__who" lang=${langOf(row.name)}>${nameOf(row.name)}</th>
  <td><span class="cell">${t('rates.score')}</span>${score(row)}</td>
  ${opens(page, row, 'valid', t('rates.valid'), row.valid, number(row.valid))}
  ${opens(page, row, 'contacted', t('rates.response'), row.contacted, percent(row.response))}
  ${opens(page, row, 'solved', t('rates.resolution'), row.solved, percent(row.resolution))}
  ${opens(page, row, 'content', t('rates.satisfaction'), row.satisfied + row.basically_satisfied, percent(row.satisfaction))}
  <td><span class="cell">${t('rates.change')}</span>${change(row)}</td>
</tr>`;

const percent = (value) => (value === null ? '–' : number(value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const points = (value) => number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const opens = ({ actions }, row, counting, label, count, text) => html`<td class="n"><span class="cell">${label}</span>${count === 0
  ? text
  : html`<button class="rates__number" id="n-${row.code}-${counting}" aria-label=${t('rates.open', { what: label, of: nameOf(row.name), n: number(count) })} @click=${() => actions.open(row.code, counting)}>${text}</button>`}</td>`;

/** The score, and where it may truly lie: a bar from 0 to 100 with the interval over it. */
function score(row) {
  if (row.score === null) {
    return html`<span class="t3">–</span>`;
  }
  return html`<span class="rates__score"><b>${points(row.score)}</b>
    <svg class="rates__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rates__track" x="0" y="3" width="100" height="4"></rect>
      <rect class="rates__fill" x="0" y="3" width=${row.score} height="4"></rect>
      ${svg`<rect class="rates__range" x=${row.low} y="0" width=${Math.max(0.6, row.high - row.low)} height="10"></rect>`}
    </svg>
    <small class="t3">${t('rates.interval', { low: points(row.low), high: points(row.high) })}</small></span>`;
}

/** Said with a word and a sign, not by colour alone. */
function change(row) {
  if (row.score === null || row.score_before === null) {
    return html`<span class="t3 small">${t('rates.noBefore')}</span>`;
  }
  const by = Math.round((row.score - row.score_before) * 10) / 10;
  const tone = by > 0 ? 'done' : by < 0 ? 'over' : 'idle';
  return html`<span class="pill pill--${tone}">${by === 0 ? t('rates.same') : html`${icon(by > 0 ? 'up' : 'down', '14')}${t(by > 0 ? 'rates.better' : 'rates.worse', { n: points(Math.abs(by)) })}`}</span>
    ${row.rank !== null && row.rank_before !== null ? html`<small class="t3 rates__was">${t('rates.was', { n: number(row.rank_before) })}</small>` : nothing}`;
}
