import { html, nothing, svg } from 'lit-html';
import { number, t } from '../../core/i18n.js';
import { monthText } from './words.js';

const WIDTH = 640;
const HEIGHT = 190;
const FOOT = 26;
const HEAD = 20;
const SLOT = 46;

/** Bars from zero, one for each released month; a month without a published count is said to be one. */
export function series(months, counts, chosen, title) {
  const found = new Map(counts.map(({ month, requests }) => [month, requests]));
  const most = Math.max(1, ...found.values());
  const width = Math.max(WIDTH, months.length * SLOT);
  const slot = width / months.length;
  const y = (value) => HEAD + (HEIGHT - FOOT - HEAD) * (1 - value / most);
  return html`
    <div class="stats__scroll" tabindex="0" role="group" aria-label=${title}><svg class="stats__bars" width=${width} height=${HEIGHT} viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${title}>
      <line class="base" x1="0" x2=${width} y1=${y(0)} y2=${y(0)}></line>
      ${months.map((month, i) => {
        const middle = i * slot + slot / 2;
        const value = found.get(month);
        return svg`${value === undefined
          ? svg`<text class="gap" x=${middle} y=${y(0) - 6} text-anchor="middle">${t('statistics.withheld.short')}</text>`
          : svg`<rect class=${month === chosen ? 'bar on' : 'bar'} x=${middle - Math.min(18, slot / 3)} width=${Math.min(36, (slot * 2) / 3)} y=${y(value)} height=${y(0) - y(value)}></rect><text x=${middle} y=${y(value) - 5} text-anchor="middle">${number(value)}</text>`}
          <text class="month" x=${middle} y=${HEIGHT - 8} text-anchor="middle">${month.slice(2)}</text>`;
      })}
    </svg></div>
    <details class="stats__numbers"><summary>${t('statistics.asTable')}</summary>
      <table class="stats__table"><caption class="sr">${title}</caption><thead><tr><th scope="col">${t('statistics.month')}</th><th scope="col" class="n">${t('statistics.requests')}</th></tr></thead>
        <tbody>${months.map((month) => html`<tr><th scope="row">${monthText(month)}</th><td class="n">${found.has(month) ? number(found.get(month)) : t('statistics.withheld')}</td></tr>`)}</tbody></table>
    </details>
    ${found.size < months.length ? html`<p class="small t2">${t('statistics.gaps')}</p>` : nothing}`;
}
