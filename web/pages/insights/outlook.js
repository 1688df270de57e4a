import { html, nothing, svg } from 'lit-html';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { date, langOf, nameOf, number, t } from '../../core/i18n.js';

const SHOWN = 30;

/** Where each unit's three rates will stand at the end of the assessment that is running, and how well that was foretold before. */
export const outlook = (page) => html`<section class="insights__card" aria-labelledby="outlook-title">
  <h2 id="outlook-title">${t('insights.outlook')}</h2><p class="t2">${t('insights.outlook.what')}</p>
  <div aria-live="polite">${resourceView(page.sources.outlook.get(), page.sources.outlook.retry, ({ items }) => rows(page, items), 6)}</div></section>`;

const day = (iso) => date(new Date(`${iso}T12:00:00`));
const percent = (value) => (value === null ? '–' : number(value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const points = (value) => (value === null ? '–' : number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));

function rows(page, items) {
  if (items.length === 0) {
    return html`<p class="t2">${t('insights.outlook.none')}</p>`;
  }
  const shown = page.state.allUnits ? items : items.slice(0, SHOWN);
  return html`<p>${t('insights.outlook.window', { from: day(items[0].from), to: day(items[0].to), n: number(items.length) })}
      <button class="btn" id="outlook-csv" @click=${() => page.sources.save('/insights/rate-outlook', {}, 'text/csv', 'rate-outlook.csv')}>${icon('download', '18')}CSV</button></p>
    <div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="outlook-title"><table class="table" id="outlook"><caption class="sr">${t('insights.outlook')}</caption>
      <thead><tr><th scope="col">${t('rates.who')}</th><th scope="col" class="n">${t('insights.outlook.callbacks')}</th><th scope="col" class="n">${t('insights.outlook.open')}</th><th scope="col">${t('rates.score')}</th><th scope="col" class="n">${t('rates.response')}</th><th scope="col" class="n">${t('rates.resolution')}</th><th scope="col" class="n">${t('rates.satisfaction')}</th></tr></thead>
      <tbody>${shown.map((row) => html`<tr data-code=${row.code}><th scope="row" lang=${langOf(row.name)}>${nameOf(row.name)}</th>
        <td class="n">${t('insights.outlook.of', { n: number(row.n), end: number(Math.round(row.expected_callbacks)) })}</td><td class="n">${number(row.open)}</td>
        <td>${score(row.score)}</td>${[row.response, row.resolution, row.satisfaction].map((rate) => html`<td class="n">${percent(rate.expected)}<br><small class="t3">${percent(rate.low)} – ${percent(rate.high)}</small></td>`)}</tr>`)}</tbody></table></div>
    ${items.length > SHOWN ? html`<p><button class="btn" @click=${() => page.actions.set({ allUnits: !page.state.allUnits })}>${t(page.state.allUnits ? 'insights.outlook.lowest' : 'insights.outlook.all', { n: number(items.length) })}</button></p>` : nothing}
    ${resourceView(page.sources.outlookProof.get(), page.sources.outlookProof.retry, ({ items: proof }) => told(proof), 2)}`;
}

/** The expected score over the bar of its interval; a tick where it stands now. */
const score = ({ now, expected, low, high }) => html`<span class="rates__score"><b>${points(expected)}</b>
  <svg class="insights__bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="insights__bar-track" x="0" y="3" width="100" height="4"></rect>${svg`<rect class="insights__bar-range" x=${low} y="1" width=${Math.max(0.8, high - low)} height="8"></rect>${now === null ? nothing : svg`<rect class="insights__bar-now" x=${now - 0.4} y="0" width="0.8" height="10"></rect>`}`}</svg>
  <small class="t3">${t('insights.outlook.score', { low: points(low), high: points(high), now: points(now) })}</small></span>`;

/** Measured on past assessments, told from what was known then. */
function told(proof) {
  const known = proof.filter(({ units }) => units > 0);
  if (known.length === 0) {
    return html`<p class="insights__note">${icon('info', '18')}${t('insights.outlook.noProof')}</p>`;
  }
  return html`<details class="insights__numbers"><summary>${t('insights.outlook.proof')}</summary><div class="sheetbox" tabindex="0" role="group" aria-label=${t('insights.outlook.proof')}><table class="table" id="outlook-proof">
    <thead><tr><th scope="col">${t('insights.outlook.period')}</th><th scope="col">${t('insights.outlook.at')}</th><th scope="col" class="n">${t('insights.outlook.units')}</th><th scope="col" class="n">${t('insights.outlook.covered')}</th><th scope="col" class="n">${t('insights.outlook.error')}</th><th scope="col" class="n">${t('insights.outlook.naive')}</th></tr></thead>
    <tbody>${known.map((row) => html`<tr><th scope="row">${day(row.from)} – ${day(row.to)}</th><td>${day(row.at)}</td><td class="n">${number(row.units)}</td><td class="n">${number(row.covered, { style: 'percent' })}</td><td class="n">${points(row.error)}</td><td class="n">${points(row.naive_error)}</td></tr>`)}</tbody></table></div></details>`;
}
