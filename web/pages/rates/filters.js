import { html, nothing } from 'lit-html';
import { nameOf, t } from '../../core/i18n.js';
import { START } from './address.js';

const MONTHS = 18;

/** What is ranked, over which period, and of which requests. */
export const filters = ({ state, model, actions, city }) => html`
  <form class="bar rates__filters" aria-label=${t('rates.filters')} @submit=${(event) => event.preventDefault()}>
    ${select('by', t('rates.by'), ranked(model, city), state.by ? `level:${state.by}` : `kind:${model.kind(state) ?? ''}`, (value) => actions.set(chosen(value)))}
    ${select('period', t('rates.month'), periods(model, state), state.from || state.until || state.other ? 'other' : (state.month ?? ''), (value) => actions.set(value === 'other' ? { other: true, month: null, from: null, until: null } : { other: false, month: value || null, from: null, until: null }))}
    ${state.from || state.until || state.other ? html`${date('from', t('rates.from'), state, actions)} ${date('until', t('rates.until'), state, actions)}` : nothing}
    ${select('area', nameOf(city?.levels?.[0]?.name) || t('rates.area'), [['', t('rates.everywhere')], ...areas(model, city)], state.area ?? '', (value) => actions.set({ area: value || null }))}
    ${select('category', t('rates.category'), [['', t('rates.all')], ...model.choices.categories.map(({ code, name }) => [code, nameOf(name)])], state.category ?? '', (value) => actions.set({ category: value || null }))}
    ${Object.keys(START).some((name) => state[name]) ? html`<button class="btn btn--quiet" type="button" id="clear" @click=${() => actions.set({ ...START, other: false })}>${t('rates.clear')}</button>` : nothing}
  </form>`;

const select = (id, label, options, value, onChange) => html`
  <div class="ff"><label class="ff__label" for=${id}>${label}</label>
    <select class="input" id=${id} @change=${(event) => onChange(event.target.value)}>
      ${options.map(([each, text]) => html`<option value=${each} .selected=${each === value}>${text}</option>`)}
    </select></div>`;

const date = (id, label, state, actions) => html`
  <div class="ff"><label class="ff__label" for=${id}>${label}</label>
    <input class="input" type="date" id=${id} .value=${state[id] ?? ''} @change=${(event) => actions.set({ [id]: event.target.value || null })}></div>`;

const chosen = (value) => {
  const [what, id] = value.split(':');
  return what === 'level' ? { by: id, kind: null, of: null, counting: null } : { by: null, kind: id, of: null, counting: null };
};

const ranked = (model, city) => [
  ...(model.rules.get().data?.kinds ?? []).map(({ id, name }) => [`kind:${id}`, nameOf(name)]),
  ...(city?.levels ?? []).map(({ id, name }) => [`level:${id}`, t('rates.byArea', { level: nameOf(name) })]),
];

const areas = (model, city) => model.choices.areas.map(({ code, name }) => [`${city.levels[0].id}:${code}`, nameOf(name)]);

/** The running month and those before it. */
function periods(model, state) {
  const now = new Date();
  const newest = state.month ?? model.rules.get().data?.month ?? `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
  const running = new Date();
  const months = Array.from({ length: MONTHS }, (_, back) => {
    const month = new Date(running.getFullYear(), running.getMonth() + 1 - back, 1);
    return `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
  });
  const known = [...new Set([...months, newest])].sort().reverse();
  return [['', t('rates.running')], ...known.map((month) => [month, month]), ['other', t('rates.other')]];
}
