import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';
import { isPlaceInput, placeInput } from './place-input.js';
import { codesOf, unitsInput } from './units-input.js';
import { actionName, inputName, isKnownInput, termOf } from './words.js';

/** The form of one action: exactly the inputs that the server's table of transitions names for it. */

const TERMS_OF = { outcome: 'outcomes', satisfaction: 'satisfactions', unreached: 'unreached', diversion: 'diversions', kind: 'request_kinds' };

export function actionForm({ table, state, form, actions, photos, units, handlers, templates, categories }, { request }) {
  const row = table.transitions.find(({ action }) => action === state.action);
  const inputs = inputsOf(table, row, request);
  return html`
    <form class="aform" novalidate @submit=${(event) => { event.preventDefault(); actions.submit(request, row.action, inputs, event.target); }}>
      <h2 id="aform-title" tabindex="-1">${actionName(row.action)}</h2>
      ${form.error ? problem(form.error, actions) : nothing}
      ${inputs.map(([name, required]) => field({ name, required, error: form.field === name ? form.message : '', table, units, handlers, templates, request, categories, toMap: actions.toMap }))}
      ${photos && row.allows.includes('attachments') ? photos.view('in-attachments') : nothing}
      <div class="aform__row"><button class="btn" type="button" @click=${actions.cancel}>${t('desk.cancel')}</button>
        <button class="btn btn--primary" ?disabled=${form.sending}>${actionName(row.action)}</button></div>
    </form>
    <datalist id="desk-units">${units.map((unit) => html`<option value=${unit.code}>${nameOf(unit.name)}</option>`)}</datalist>`;
}

/** What an action takes: an answer says what comes of a suggestion, and nothing of other kinds. */
function inputsOf(table, row, request) {
  const decides = isSuggestion(table, request);
  const takes = (name) => isKnownInput(name) && (decides || name !== 'outcome' || row.action !== 'answer');
  const inputs = [...row.requires.map((name) => [name, true]), ...row.allows.map((name) => [name, name === 'outcome'])];
  return inputs.filter(([name]) => takes(name));
}

/** Of many at once nothing is known of any one. */
const isSuggestion = ({ rules }, request) => rules.suggestion_kinds.includes(request?.kind);

const problem = (error, actions) => html`<p class="note note--due" role="alert">${icon('warn', '18')}<span class="grow">${textOf(error)}</span>
  ${error.code === 'changed_meanwhile' ? html`<button class="btn btn--s" type="button" @click=${actions.reload}>${t('desk.reload')}</button>` : nothing}</p>`;

function textOf(error) {
  if (error.code === 'changed_meanwhile') {
    return t('desk.changed');
  }
  if (error.code === 'claimed_by_another') {
    return t('desk.claimed');
  }
  return error.kind === 'request' ? error.detail : t(error.kind === 'offline' ? 'error.offline.text' : 'error.server.text');
}

const field = (model) => html`<div class="ff ${model.error ? 'has-error' : ''}">
  <label class="ff__label" for="in-${model.name}">${inputName(model.name)}${model.required ? nothing : html` <span class="t3">${t('desk.optional')}</span>`}</label>
  ${model.name === 'reply' ? model.templates.choice(model.request) : nothing}
  ${control(model)}
  ${model.name === 'reply' ? model.templates.keep() : nothing}
  ${model.error ? html`<p class="ff__error" id="in-${model.name}-error">${icon('warn', '16')}<span>${model.error}</span></p>` : nothing}
</div>`;

/** What may come of a request: of a suggestion whether it is adopted. */
const outcomes = (table, request) => (isSuggestion(table, request) ? table.terms.suggestion_outcomes : table.terms.outcomes);

function control({ name, required, error, table, request, units, handlers, categories, toMap }) {
  const described = error ? `in-${name}-error` : nothing;
  const invalid = error ? 'true' : 'false';
  if (['reason', 'reply', 'text'].includes(name)) {
    return html`<textarea class="input input--area" id="in-${name}" name=${name} rows="3" maxlength="4000" aria-required=${required} aria-invalid=${invalid} aria-describedby=${described}></textarea>`;
  }
  if (Object.hasOwn(TERMS_OF, name)) {
    const terms = name === 'outcome' ? outcomes(table, request) : table.terms[TERMS_OF[name]];
    return choose({ name, required, invalid, described }, terms.map(({ id }) => [id, termOf(terms, id)]));
  }
  if (name === 'handler') {
    return choose({ name, required, invalid, described }, handlers.map(({ id, name: who, unit }) => [id, [who, nameOf(unit?.name)].filter(Boolean).join(' · ')]));
  }
  if (name === 'category') {
    return choose({ name, required, invalid, described }, categories.map(({ code, name: words }) => [code, nameOf(words)]));
  }
  if (name === 'contacted' || name === 'solved') {
    return choose({ name, required, invalid, described }, [['true', t('desk.yes')], ['false', t('desk.no')]]);
  }
  if (name === 'units' || name === 'copies') {
    return unitsInput({ name, units, required, invalid, described });
  }
  if (isPlaceInput(name)) {
    return placeInput({ name, required, invalid, described, toMap });
  }
  if (name === 'score') {
    return choose({ name, required, invalid, described }, ['5', '4', '3', '2', '1'].map((each) => [each, each]));
  }
  return html`<input class="input" id="in-${name}" name=${name} type=${name === 'until' ? 'datetime-local' : 'text'} list=${name === 'unit' ? 'desk-units' : nothing} autocomplete="off"
    aria-required=${required} aria-invalid=${invalid} aria-describedby=${described}>`;
}

const choose = ({ name, required, invalid, described }, options) => html`<select class="input" id="in-${name}" name=${name} aria-required=${required} aria-invalid=${invalid} aria-describedby=${described}>
  <option value=""></option>${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>`;

/** What the form holds, in the types that the server takes; empty inputs are left out. */
export function bodyOf(inputs, element) {
  const body = {};
  for (const [name] of inputs) {
    const value = element.elements[name]?.value.trim() ?? '';
    if (value !== '') {
      body[name] = typedValue(name, value);
    }
  }
  return body;
}

/** Longitude and latitude as a pin; what cannot be read is left to the server to refuse. */
function placeOf(value) {
  const [lon, lat] = value.split(/[,，\s]+/).filter(Boolean).map(Number);
  return { kind: 'pin', lon, lat };
}

function typedValue(name, value) {
  switch (name) {
    case 'copies':
    case 'units': return codesOf(value);
    case 'contacted':
    case 'solved': return value === 'true';
    case 'where': return placeOf(value);
    case 'score': return Number(value);
    case 'until': return new Date(value).toISOString();
    default: return value;
  }
}
