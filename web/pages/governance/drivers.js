import { html } from 'lit-html';
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
    ]))}</div>`)}</div>`, 6)}`);

const count = (value) => number(value, { maximumFractionDigits: 1 });
