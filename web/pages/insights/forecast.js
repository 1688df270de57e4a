import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, langOf, nameOf, number, t } from '../../core/i18n.js';
import { forecastChart } from './charts.js';
import { select, withinOptions } from './filters.js';
import { outlook } from './outlook.js';

const HORIZONS = [7, 14, 28];

/** What the next days bring in one area and category, how well that was foretold before, and where repeating the last week does better. */
export const forecast = (page) => html`
  <form class="bar insights__filters" aria-label=${t('insights.filters')} @submit=${(event) => event.preventDefault()}>
    ${select('within', t('insights.place'), [['', t('insights.everywhere')], ...withinOptions(page)], page.state.within ?? '', (value) => page.actions.set({ within: value || null }))}
    ${select('category', t('insights.category'), [['', t('insights.all')], ...page.model.choices.categories.map(({ code, name }) => [code, nameOf(name)])], page.state.category ?? '', (value) => page.actions.set({ category: value || null }))}
    ${select('horizon', t('insights.forecast.days'), HORIZONS.map((n) => [String(n), t('insights.nextDays', { n })]), page.state.days ?? '14', (value) => page.actions.set({ days: value === '14' ? null : value }))}
    <div class="insights__tools"><button class="btn" type="button" id="series-csv" @click=${() => page.sources.save('/insights/forecasts/series', { within: page.state.within, category: page.state.category, days: page.state.days, level: page.city.levels[Math.min(1, page.city.levels.length - 1)].id, limit: 500 }, 'text/csv', 'forecasts.csv')}>${icon('download', '18')}CSV</button></div>
  </form>
  ${resourceView(page.sources.forecast.get(), page.sources.forecast.retry, (data) => told(data), 8)}
  <section class="insights__card" aria-labelledby="series-title">
    <h2 id="series-title">${t('insights.forecast.series')}</h2><p class="t2">${t('insights.forecast.series.what')}</p>
    <div aria-live="polite">${resourceView(page.sources.series.get(), page.sources.series.retry, (data) => html`${series(page, data.items)}${data.next ? html`<button class="btn" id="series-more" @click=${page.sources.moreSeries}>${t('insights.forecast.series.more')}</button>` : nothing}`, 8)}</div>
  </section>
  ${page.sources.outlook.get().error?.code === 'no_rates' ? nothing : outlook(page)}`;

const dayText = (iso) => date(new Date(`${iso}T12:00:00`));

function told(data) {
  if (data.items.length === 0) {
    return empty({ glyph: 'history', title: t('insights.forecast.nothing'), text: t('insights.forecast.nothing.text') });
  }
  const share = number(data.interval_share, { style: 'percent' });
  return html`${proof(data)}
    <section class="insights__card" aria-labelledby="forecast-title">
      <h2 id="forecast-title">${t('insights.forecast.title', { n: data.items.length })}<small class="t3">${t('insights.forecast.learnt', { n: number(data.history_days), share })}</small></h2>
      ${forecastChart(data, t('insights.forecast.chart'))}
      <details class="insights__numbers"><summary>${t('insights.asTable')}</summary><div class="sheetbox" tabindex="0" role="group" aria-labelledby="forecast-title"><table class="table">
        <thead><tr><th scope="col">${t('insights.day')}</th><th scope="col" class="n">${t('insights.forecast.expected')}</th><th scope="col" class="n">${t('insights.forecast.interval')} ${share}</th><th scope="col" class="n">${t('insights.forecast.naive')}</th></tr></thead>
        <tbody>${data.items.map((row) => html`<tr><th scope="row">${dayText(row.day)}</th><td class="n">${number(row.expected, { maximumFractionDigits: 1 })}</td><td class="n">${number(row.low)} – ${number(row.high)}</td><td class="n">${number(row.naive)}</td></tr>`)}</tbody></table></div></details>
    </section>`;
}

function proof({ backtest, interval_share: share }) {
  if (!backtest) {
    return html`<p class="insights__note">${icon('info', '18')}${t('insights.forecast.noProof')}</p>`;
  }
  const digits = (value) => number(value, { maximumFractionDigits: 2 });
  const figures = [
    ['insights.forecast.mase', digits(backtest.mase), t('insights.forecast.maseNaive', { n: digits(backtest.naive_mase) }), 'insights.forecast.mase.what'],
    ['insights.forecast.covered', number(backtest.covered, { style: 'percent', maximumFractionDigits: 1 }), t('insights.forecast.promised', { share: number(share, { style: 'percent' }) }), 'insights.forecast.covered.what'],
    ['insights.forecast.mean', number(backtest.mean, { maximumFractionDigits: 1 }), t('insights.forecast.compared', { n: number(backtest.days) }), 'insights.forecast.mean.what'],
  ];
  return html`<ul class="insights__tiles insights__proof">${figures.map(([name, value, beside, what]) => html`<li class="insights__tile"><div class="insights__pick"><span>${t(name)}</span><b>${value}</b><small class="t2">${beside}</small></div>
      <details class="insights__means"><summary>${icon('info', '16')}<span>${t('insights.means')}</span></summary><p>${t(what)}</p></details></li>`)}</ul>
    ${backtest.naive_wins ? html`<p class="insights__note">${icon('warn', '18')}${t('insights.forecast.naiveWins')}</p>` : nothing}`;
}

function series(page, items) {
  if (items.length === 0) {
    return html`<p class="t2">${t('insights.forecast.series.none')}</p>`;
  }
  const lost = items.filter(({ naive_wins: wins }) => wins);
  const above = items.filter(({ mase }) => mase >= 1).length;
  const shown = page.state.allSeries ? items : lost;
  return html`<p>${t('insights.forecast.series.say', { n: number(items.length), lost: number(lost.length), above: number(above) })}
      <button class="insights__open" aria-pressed=${page.state.allSeries ? 'true' : 'false'} @click=${() => page.actions.set({ allSeries: !page.state.allSeries })}>${t(page.state.allSeries ? 'insights.forecast.series.lost' : 'insights.forecast.series.all')}</button></p>
    ${shown.length === 0 ? nothing : html`<div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="series-title"><table class="table" id="series"><caption class="sr">${t('insights.forecast.series')}</caption>
    <thead><tr><th scope="col">${t('insights.place')}</th><th scope="col">${t('insights.category')}</th><th scope="col" class="n">${t('insights.forecast.mean')}</th><th scope="col" class="n">MASE</th><th scope="col" class="n">${t('insights.forecast.naive')}</th><th scope="col" class="n">${t('insights.forecast.covered')}</th></tr></thead>
    <tbody>${shown.map((row) => html`<tr><th scope="row" lang=${langOf(row.name)}><button class="insights__open" @click=${() => page.actions.set({ within: `${row.level}:${row.code}`, withinName: nameOf(row.name), category: row.category })}>${nameOf(row.name)}</button></th>
      <td>${row.category_name ? nameOf(row.category_name) : t('insights.spots.all')}</td><td class="n">${number(row.mean, { maximumFractionDigits: 1 })}</td><td class="n">${number(row.mase, { maximumFractionDigits: 2 })}</td>
      <td class="n">${number(row.naive_mase, { maximumFractionDigits: 2 })}${row.naive_wins ? html` <span class="badge">${t('insights.forecast.better')}</span>` : nothing}</td><td class="n">${number(row.covered, { style: 'percent' })}</td></tr>`)}</tbody></table></div>`}`;
}
