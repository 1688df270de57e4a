import { html, nothing } from 'lit-html';
import { resourceView } from '../../components/states.js';
import { number, t } from '../../core/i18n.js';
import { card, change, dayName, named, selectField, table } from './parts.js';

const dimensionName = (name) => ({ category: t('gov.drivers.category'), area: t('gov.drivers.area'), channel: t('gov.drivers.channel'), day: t('gov.drivers.day') })[name];
const dayKind = (key) => ({ working_days: t('gov.drivers.workingDays'), working_rate: t('gov.drivers.workingRate'), free_days: t('gov.drivers.freeDays'), free_rate: t('gov.drivers.freeRate') })[key];

/** What a rise or fall is made of: each dimension adds up to the whole change. */
export const driversTab = (page) => card('drivers-title', t('gov.drivers'), t('gov.drivers.help'), html`
  <div class="gov__tools">${selectField({ id: 'drivers-days', label: t('gov.drivers.days'), value: page.state.days ?? '28', options: ['7', '14', '28', '91'].map((days) => [days, t('gov.drivers.lastDays', { n: days })]), onInput: (days) => page.actions.set({ days: days === '28' ? null : days }) })}
    ${selectField({ id: 'drivers-against', label: t('gov.against'), value: page.state.against ?? 'before', options: [['before', t('gov.against.before')], ['year', t('gov.against.year')]], onInput: (against) => page.actions.set({ against: against === 'before' ? null : against }) })}</div>
  ${resourceView(page.model.drivers.get(), page.model.drivers.retry, (data) => html`
    <p id="drivers-said">${t('gov.drivers.said', { from: dayName(data.from), to: dayName(data.to), now: number(data.now), before: number(data.before), change: number(data.change, { signDisplay: 'exceptZero' }) })}</p>
    <div class="gov__grid">${data.dimensions.map(({ dimension, parts }) => html`<div><h3>${dimensionName(dimension)}</h3>${table(dimensionName(dimension), [t('gov.what'), [t('gov.now')], [t('gov.before')], [t('gov.drivers.brings')], [t('gov.drivers.share')]], parts.map((part) => [
      part.key === null ? t('gov.drivers.others') : dimension === 'day' ? dayKind(part.key) : named(part.name, part.key),
      [count(part.now)], [count(part.before)], [number(part.contribution, { signDisplay: 'exceptZero', maximumFractionDigits: 1 })], [change(part.share)],
    ]))}</div>`)}
      <div id="weather"><h3>${t('gov.drivers.weather')}</h3>${weather(data.weather)}</div></div>`, 6)}`);

const REASONS = { not_covered: 'gov.drivers.notCovered', too_few_days: 'gov.drivers.tooFewDays', no_variation: 'gov.drivers.noVariation' };

/** What goes with figures from elsewhere by day: with interval and provenance, and honest where there is none. */
const weather = (rows) => (rows.length === 0
  ? html`<p class="t2">${t('gov.drivers.noWeather')} <a href="/datasets">${t('gov.drivers.datasets')}</a></p>`
  : html`<p class="small t2">${t('gov.drivers.weatherHelp')}</p>${table(t('gov.drivers.weather'), [t('gov.what'), [t('gov.now')], [t('gov.before')], [t('gov.drivers.perUnit')], [t('gov.drivers.brings')]], rows.map((row) => [
    html`${row.name}<small>${t('gov.drivers.source', { source: row.source, day: dayName(row.as_of), version: number(row.version) })}${row.synthetic ? html` <span class="badge">${t('gov.drivers.invented')}</span>` : nothing}</small>`,
    [measured(row.now, row.unit)], [measured(row.before, row.unit)],
    [row.per_unit === null ? '–' : number(row.per_unit, { signDisplay: 'exceptZero', maximumSignificantDigits: 3 })],
    [row.reason ? html`–<small>${t(REASONS[row.reason] ?? REASONS.no_variation)}</small>` : html`${number(row.contribution, { signDisplay: 'exceptZero', maximumFractionDigits: 1 })}<small>${t('gov.drivers.interval', { low: signed(row.low), high: signed(row.high) })}${row.clear ? nothing : html` ${t('gov.drivers.unclear')}`}${row.season ? nothing : html` ${t('gov.drivers.noSeason', { n: number(row.days) })}`}</small>`],
  ]))}`);

const measured = (value, unit) => (value === null ? '–' : `${number(value, { maximumFractionDigits: 1 })} ${unit}`);
const signed = (value) => number(value, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });

const count = (value) => number(value, { maximumFractionDigits: 1 });
