import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';
import { START } from './address.js';
import { MEASURES, SHOWN, isShare } from './figures.js';
import { stateName } from '../desk/words.js';
import { FURTHER } from './model.js';
import { daily, denominators } from './outside-data.js';
import { tabOf } from './tabs.js';

const SPANS = [7, 30, 90, 365];
const DAY = 86_400_000;
const HOURS = 24;

/** Over which days, of which requests, what is measured, and how the map shows it. */
export const filters = (page) => bar(page, page.state, page.model, page.actions, page.city);

const bar = (page, state, model, actions, city) => html`
  <form class="bar insights__filters" aria-label=${t('insights.filters')} @submit=${(event) => event.preventDefault()}>
    ${select('span', t('insights.period'), [...SPANS.map((days) => [String(days), t('insights.lastDays', { n: days })]), ['other', t('insights.otherDays')]], spanOf(state), (value) => actions.set(value === 'other' ? { from: state.from ?? iso(29), to: state.to ?? iso(0) } : spanned(Number(value))))}
    ${spanOf(state) === 'other' ? html`${date('from', t('insights.from'), state, actions)} ${date('to', t('insights.to'), state, actions)}` : nothing}
    ${tabOf(state) === 'overview' ? measures(state, model, actions) : tabOf(state) === 'outside' ? measure(state, actions) : nothing}
    ${city.levels.length > 1 ? select('within', nameOf(city.levels[0].name), [['', t('insights.everywhere')], ...withinOptions({ model, city, state })], state.within ?? '', (value) => actions.set({ within: value || null })) : nothing}
    ${select('category', t('insights.category'), [['', t('insights.all')], ...model.choices.categories.map(({ code, name }) => [code, nameOf(name)])], state.category ?? '', (value) => actions.set({ category: value || null }))}
    ${words('channel', 'insights.channel', page)} ${words('urgency', 'insights.urgency', page)} ${words('kind', 'insights.kind', page)}
    ${moreFilters(page)}
    ${tabOf(state) === 'overview' && model.choices.versions.length > 1 ? select('version', t('insights.version'), [['', t('insights.version.stored')], ...model.choices.versions.map(({ id, label }) => [id, label])], state.version ?? '', (value) => actions.set({ version: value || null, view: null, show: null, step: null })) : nothing}
    ${Object.keys(START).some((name) => name !== 'tab' && state[name]) ? html`<button class="btn btn--quiet" type="button" id="clear" @click=${() => actions.set({ ...START, tab: state.tab })}>${icon('x', '18')}${t('insights.clear')}</button>` : nothing}
  </form>`;

const measures = (state, model, actions) => html`
    ${measure(state, actions)}
    ${select('show', t('insights.show'), Object.entries(SHOWN).filter(([id]) => (id === 'overlay' ? state.overlay : !isShare(state.measure) || id === 'value' || id === 'change')).map(([id, key]) => [id, t(key)]), state.show ?? 'value', (value) => actions.set({ show: value === 'value' ? null : value }))}
    ${state.show === 'per10000' && denominators(model).length > 0 ? select('per', t('insights.per'), [['', t('insights.per.usual')], ...denominators(model).map(({ id, name }) => [id, name])], state.per ?? '', (value) => actions.set({ per: value || null })) : nothing}
    ${model.choices.datasets.some((each) => !daily(each)) ? select('overlay', t('insights.overlay'), [['', t('insights.overlay.none')], ...model.choices.datasets.filter((each) => !daily(each)).map(({ id, name }) => [id, name])], state.overlay ?? '', (value) => actions.set({ overlay: value || null, show: value ? state.show : state.show === 'overlay' ? null : state.show })) : nothing}`;

const measure = (state, actions) => select('measure', t('insights.measure'), Object.entries(MEASURES).map(([id, key]) => [id, t(key)]), state.measure ?? 'received', (value) => actions.set({ measure: value === 'received' ? null : value, show: isShare(value) && state.show !== 'change' && state.show !== 'overlay' ? null : state.show }));

/** What is asked for less often, behind a fold that is open while any of it is chosen. */
const moreFilters = (page) => html`<details class="insights__more" ?open=${FURTHER.some((name) => page.state[name])}><summary>${t('insights.moreFilters')}</summary><div class="bar insights__further">
    ${words('hotline', 'insights.hotline', page)}
    ${page.model.choices.units.length === 0 ? nothing : choice('unit', t('insights.unit'), page.model.choices.units.map(({ code, name }) => [code, nameOf(name)]), page)}
    ${choice('tone', t('insights.tone.title'), [['negative', t('insights.tone.negative')], ['neutral', t('insights.tone.neutral')], ['positive', t('insights.tone.positive')]], page)}
    ${choice('state', t('insights.state'), page.model.choices.states.map((state) => [state, stateName(state)]), page)}
    ${choice('anonymous', t('insights.anonymous'), [['yes', t('insights.yes')], ['no', t('insights.no')]], page)}
    ${choice('hour', t('insights.hour'), Array.from({ length: HOURS }, (_, hour) => [String(hour), t('insights.hourOf', { n: hour })]), page)}</div></details>`;

const choice = (name, label, options, { state, actions }) => select(name, label, [['', t('insights.all')], ...options], state[name] ?? '', (value) => actions.set({ [name]: value || null }));

/** One of the city's words, while they are known. */
const words = (name, key, { state, model, actions }) =>
  model.choices[name].length === 0 ? nothing : select(name, t(key), [['', t('insights.all')], ...model.choices[name].map(({ id, name: text }) => [id, nameOf(text) || id])], state[name] ?? '', (value) => actions.set({ [name]: value || null }));

export const select = (id, label, options, value, onChange) => html`
  <div class="ff"><label class="ff__label" for=${id}>${label}</label>
    <select class="input" id=${id} @change=${(event) => onChange(event.target.value)}>
      ${options.map(([each, text]) => html`<option value=${each} .selected=${each === value}>${text}</option>`)}
    </select></div>`;

const date = (id, label, state, actions) => html`
  <div class="ff"><label class="ff__label" for=${id}>${label}</label>
    <input class="input" type="date" id=${id} .value=${state[id] ?? ''} @change=${(event) => actions.set({ [id]: event.target.value || null })}></div>`;

/** A day of this browser's calendar, so many days ago. */
const iso = (ago) => new Date(Date.now() - ago * DAY - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

const spanned = (days) => (days === 30 ? { from: null, to: null } : { from: iso(days - 1), to: null });

function spanOf({ from, to }) {
  if (!from && !to) {
    return '30';
  }
  return to ? 'other' : String(SPANS.find((days) => iso(days - 1) === from) ?? 'other');
}

/** The coarsest areas, and the finer one that was opened. */
export function withinOptions({ model, city, state }) {
  const coarse = model.choices.areas.map(({ code, name }) => [`${city.levels[0].id}:${code}`, nameOf(name)]);
  const opened = state.within && !coarse.some(([id]) => id === state.within) ? [[state.within, state.withinName ?? state.within.split(':')[1]]] : [];
  return [...coarse, ...opened];
}
