import { html } from 'lit-html';
import { chart, ink } from '../../components/chart.js';
import { date, langOf, nameOf, number, t } from '../../core/i18n.js';
import { changeOf, isShare, nameOfMeasure, textOf } from './figures.js';

const MOST_CATEGORIES = 10;

const axisText = (measure) => (value) => (isShare(measure) ? number(value, { style: 'percent', maximumFractionDigits: 0 }) : number(value, { notation: 'compact', maximumFractionDigits: 1 }));
const dayText = (iso) => date(new Date(`${iso}T12:00:00`));

const GRID = { left: 8, right: 24, top: 28, bottom: 4, containLabel: true };

/** Axes of days and of a measure from zero. */
export function axes(days, measure) {
  const { text2, line } = ink();
  return {
    grid: GRID,
    xAxis: { type: 'category', data: days, boundaryGap: false, axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: text2, formatter: (day) => day.slice(5), hideOverlap: true } },
    yAxis: { type: 'value', min: 0, minInterval: isShare(measure) ? 0 : 1, axisLabel: { color: text2, formatter: axisText(measure) }, splitLine: { lineStyle: { color: line } } },
  };
}

/** A line of days, and the same as a table. */
export function line(items, measure, onDay) {
  const label = t('insights.daily', { what: nameOfMeasure(measure) });
  return html`
    ${chart({ label, make: () => lineOption(items, measure), onClick: ({ name }) => onDay(name) })}
    <details class="insights__numbers"><summary>${t('insights.asTable')}</summary>
      <div class="sheetbox" tabindex="0" role="group" aria-label=${label}><table class="table"><thead><tr><th scope="col">${t('insights.day')}</th><th scope="col" class="n">${nameOfMeasure(measure)}</th></tr></thead>
        <tbody>${items.map((row) => html`<tr><th scope="row"><button class="insights__open" @click=${() => onDay(row.day)}>${dayText(row.day)}</button></th><td class="n">${textOf(row.value, 'value', measure)}</td></tr>`)}</tbody></table></div>
    </details>`;
}

function lineOption(items, measure) {
  const { cat, text, surface } = ink();
  const values = items.map(({ value }) => value ?? 0);
  const peak = values.indexOf(Math.max(...values));
  return {
    ...axes(items.map(({ day }) => day), measure),
    series: [{
      type: 'line', name: nameOfMeasure(measure), data: items.map(({ value }) => value), color: cat[0], lineStyle: { width: 2 }, symbol: 'circle', symbolSize: 5, showSymbol: items.length < 60,
      tooltip: { valueFormatter: (value) => textOf(value ?? null, 'value', measure) },
      markPoint: values[peak] > 0 ? { symbol: 'circle', symbolSize: 8, data: [{ coord: [items[peak].day, values[peak]], value: textOf(values[peak], 'value', measure) }], itemStyle: { color: cat[0], borderColor: surface, borderWidth: 2 }, label: { position: 'top', color: text, fontWeight: 600, formatter: ({ value }) => value } } : undefined,
    }],
  };
}

/** Categories with their change: a number, and a bar to the one or the other side. */
export function changes(items, measure, onPick) {
  const rows = items.slice(0, MOST_CATEGORIES);
  return html`${chart({ size: 'chart--bars', label: t('insights.categoriesChart'), make: () => changeOption(rows, measure), onClick: ({ dataIndex }) => onPick(rows[rows.length - 1 - dataIndex].code) })}
    <table class="table insights__changes"><caption class="sr">${t('insights.categories')}</caption>
    <thead><tr><th scope="col">${t('insights.category')}</th><th scope="col" class="n">${nameOfMeasure(measure)}</th><th scope="col" class="n">${t('insights.show.change')}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr><th scope="row" lang=${langOf(row.name)}><button class="insights__open" @click=${() => onPick(row.code)}>${nameOf(row.name)}</button></th>
      <td class="n">${textOf(row.value, 'value', measure)}</td><td class="n">${textOf(changeOf(row, measure), isShare(measure) ? 'points' : 'change', measure)}</td></tr>`)}</tbody></table>`;
}

function changeOption(rows, measure) {
  const { div, text, line: rule } = ink();
  const kind = isShare(measure) ? 'points' : 'change';
  const shown = [...rows].reverse();
  const data = shown.map((row) => changeOf(row, measure));
  const most = Math.max(0.05, ...data.map((change) => Math.min(1, Math.abs(change ?? 0))));
  return {
    grid: { left: 8, right: 8, top: 4, bottom: 4, containLabel: true },
    tooltip: { show: false },
    xAxis: { type: 'value', min: -most * 1.35, max: most * 1.35, show: false },
    yAxis: { type: 'category', data: shown.map(({ name }) => nameOf(name)), axisTick: { show: false }, axisLine: { onZero: true, lineStyle: { color: rule } }, axisLabel: { color: text, width: 110, overflow: 'truncate' }, position: 'left', offset: 0 },
    series: [{
      type: 'bar', barMaxWidth: 16, silent: false,
      data: data.map((change) => ({ value: Math.max(-1, Math.min(1, change ?? 0)), itemStyle: { color: change > 0 ? div[5] : div[1] }, label: { position: change < 0 ? 'left' : 'right', formatter: textOf(change, kind, measure) } })),
      label: { show: true, color: text },
    }],
  };
}

/** The past, the days to come with their interval, and what repeating the last week says. */
export function forecastChart(data, label) {
  return chart({ label, make: () => forecastOption(data) });
}

function forecastOption({ past, items }) {
  const { cat, text2 } = ink();
  const days = [...past.map(({ day }) => day), ...items.map(({ day }) => day)];
  const gap = past.map(() => null);
  const last = past.length - 1;
  const joined = last >= 0 ? [...gap.slice(0, -1), past[last].n] : [];
  const round = (value) => (value === null || value === undefined ? '–' : number(value, { maximumFractionDigits: 1 }));
  const told = { tooltip: { valueFormatter: round } };
  return {
    ...axes(days, 'received'),
    legend: { top: 0, right: 0, textStyle: { color: text2 }, data: [t('insights.forecast.past'), t('insights.forecast.expected'), t('insights.forecast.interval'), t('insights.forecast.naive')] },
    series: [
      { type: 'line', name: t('insights.forecast.low'), stack: 'band', data: [...gap, ...items.map(({ low }) => low)], lineStyle: { opacity: 0 }, symbol: 'none', silent: true, ...told },
      { type: 'line', name: t('insights.forecast.interval'), stack: 'band', data: [...gap, ...items.map(({ low, high }) => high - low)], lineStyle: { opacity: 0 }, symbol: 'none', color: cat[0], areaStyle: { color: cat[0], opacity: 0.18 }, silent: true, tooltip: { show: false, valueFormatter: round } },
      { type: 'line', name: t('insights.forecast.past'), data: past.map(({ n }) => n), color: cat[0], symbol: 'none', lineStyle: { width: 2 }, ...told },
      { type: 'line', name: t('insights.forecast.expected'), data: [...joined, ...items.map(({ expected }) => expected)], color: cat[0], symbol: 'none', lineStyle: { width: 2, type: 'dashed' }, ...told },
      { type: 'line', name: t('insights.forecast.naive'), data: [...joined, ...items.map(({ naive }) => naive)], color: cat[6], symbol: 'none', lineStyle: { width: 1.5, type: 'dotted' }, ...told },
    ],
  };
}
