import { html, nothing } from 'lit-html';
import { areaField, fieldError } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { clock, DAYS, hoursInWords, KINDS, nameOfDay, NEW_RULE, parseHours, unsaid, USUAL_WEEK, writeHours } from './hours.js';

/**
 * Opening hours day by day, with breaks and exceptions; what only the text can say is written as text.
 *
 * @param model `value` the text, `asText` whether it is edited so, `error`, `onText(text)`, `onMode(asText)`
 */
export function hoursEditor({ value, asText, error, onText, onMode }) {
  const rules = parseHours(value);
  const change = (next) => onText(writeHours(next));
  const written = asText || rules === null;
  return html`
    <div id="hours" tabindex="-1" class="hours-edit ${error ? 'has-error' : ''}" role="group" aria-labelledby="hours-title">
      ${written ? textForm(value, error, onText) : weekly(rules, change)}
      ${!written && error ? fieldError('hours', error) : nothing}
      <div class="row">
        ${rules === null ? nothing : html`<button type="button" class="btn btn--quiet" id="hours-mode" @click=${() => onMode(!asText)}>${icon('edit', '16')}${asText ? t('registry.hours.weekly') : t('registry.hours.asText')}</button>`}
        ${value ? html`<button type="button" class="btn btn--quiet" @click=${() => onText('')}>${icon('trash', '16')}${t('registry.hours.clear')}</button>` : nothing}
      </div>
      ${spoken(rules)}
    </div>`;
}

const textForm = (value, error, onText) => areaField({ id: 'hours-text', label: t('registry.hours.text'), hint: t('registry.hours.text.hint'), rows: 3, maxlength: 2000, value, error, onInput: onText });

function weekly(rules, change) {
  if (rules.length === 0) {
    return html`<p class="small t2">${t('registry.hours.none')}</p>
      <div class="row"><button type="button" class="btn btn--soft" id="hours-usual" @click=${() => change(USUAL_WEEK)}>${icon('clock', '18')}${t('registry.hours.usual')}</button>
        <button type="button" class="btn" @click=${() => change([{ ...NEW_RULE, spans: [{ from: '00:00', to: '24:00' }] }])}>${t('registry.hours.always')}</button></div>`;
  }
  const put = (index, patch) => change(rules.map((rule, i) => (i === index ? { ...rule, ...patch } : rule)));
  const drop = (index) => change(rules.filter((_, i) => i !== index));
  const indexed = rules.map((rule, index) => ({ rule, index }));
  const today = new Date().toISOString().slice(0, 10);
  return html`
    ${indexed.filter(({ rule }) => !rule.from).map(({ rule, index }) => ruleForm(rule, index, put, drop))}
    <button type="button" class="btn btn--soft" id="hours-add" @click=${() => change([...rules, { ...NEW_RULE, days: unsaid(rules).slice(0, 1) }])}>${icon('plus', '18')}${t('registry.hours.add')}</button>
    <h3 class="reg__h4">${t('registry.hours.exceptions')}</h3>
    ${indexed.filter(({ rule }) => rule.from).map(({ rule, index }) => ruleForm(rule, index, put, drop))}
    <button type="button" class="btn btn--soft" id="hours-except" @click=${() => change([...rules, { from: today, to: today, days: [], spans: [] }])}>${icon('plus', '18')}${t('registry.hours.except')}</button>`;
}

const ruleForm = (rule, index, put, drop) => html`
  <fieldset class="rule" data-rule=${index}>
    <legend class="sr">${t('registry.hours.rule', { n: index + 1 })}</legend>
    ${rule.from ? dates(rule, index, put) : nothing}
    <div class="daychips" role="group" aria-label=${t('registry.hours.days')}>${[...DAYS, ...KINDS].map((day) => dayChip(rule, day, index, put))}</div>
    ${rule.spans.map((span, at) => spanForm(rule, span, at, index, put))}
    <div class="row">
      ${rule.spans.length === 0
        ? html`<span class="badge">${t('registry.hours.closed')}</span><button type="button" class="btn btn--s" @click=${() => put(index, { spans: NEW_RULE.spans })}>${t('registry.hours.open')}</button>`
        : html`<button type="button" class="btn btn--s" data-break @click=${() => put(index, { spans: withBreak(rule.spans) })}>${icon('plus', '16')}${t('registry.hours.break')}</button>
          <button type="button" class="btn btn--s" data-closed @click=${() => put(index, { spans: [] })}>${t('registry.hours.closed')}</button>`}
      <button type="button" class="btn btn--s" aria-label=${t('registry.hours.drop', { n: index + 1 })} @click=${() => drop(index)}>${icon('trash', '16')}</button>
    </div>
  </fieldset>`;

const dates = (rule, index, put) => html`
  <div class="row">
    <label class="timebox"><span>${t('registry.hours.first')}</span><input class="input" type="date" .value=${rule.from} @change=${(event) => event.target.value && put(index, { from: event.target.value, to: rule.to < event.target.value ? event.target.value : rule.to })}></label>
    <label class="timebox"><span>${t('registry.hours.last')}</span><input class="input" type="date" .value=${rule.to} min=${rule.from} @change=${(event) => event.target.value && put(index, { to: event.target.value })}></label>
  </div>`;

const dayChip = (rule, day, index, put) => {
  const on = rule.days.includes(day);
  return html`<label class="daychip ${on ? 'is-on' : ''}"><input type="checkbox" data-day=${day} .checked=${on} @change=${() => put(index, { days: on ? rule.days.filter((each) => each !== day) : [...rule.days, day] })}>${nameOfDay(day)}</label>`;
};

function spanForm(rule, span, at, index, put) {
  const set = (patch) => put(index, { spans: rule.spans.map((each, i) => (i === at ? { ...each, ...patch } : each)) });
  const time = (name, label) => html`<label class="timebox"><span class="sr">${label}</span><input class="input num" inputmode="numeric" maxlength="5" data-time=${name} .value=${span[name]} @change=${(event) => set({ [name]: clock(event.target.value) || span[name] })}></label>`;
  return html`<div class="row span-row">${time('from', t('registry.hours.opens', { n: at + 1 }))}<span aria-hidden="true">–</span>${time('to', t('registry.hours.closes', { n: at + 1 }))}
    ${rule.spans.length > 1 ? html`<button type="button" class="iconbtn" aria-label=${t('registry.hours.dropTime', { n: at + 1 })} @click=${() => put(index, { spans: rule.spans.filter((_, i) => i !== at) })}>${icon('x', '16')}</button>` : nothing}</div>`;
}

/** A break at noon where it fits, else another time after the last one. */
function withBreak(spans) {
  const noon = spans.findIndex(({ from, to }) => from < '12:00' && to > '13:30');
  if (noon >= 0) {
    return [...spans.slice(0, noon), { from: spans[noon].from, to: '12:00' }, { from: '13:30', to: spans[noon].to }, ...spans.slice(noon + 1)];
  }
  return [...spans, { from: spans[spans.length - 1].to, to: '24:00' }];
}

/** What the rules come to, for eyes and screen readers alike. */
const spoken = (rules) => html`
  <div class="spoken ${rules?.length === 0 ? 'is-empty' : ''}" role="status" id="hours-words">
    ${rules === null
      ? t('registry.hours.unread')
      : rules.length === 0
        ? nothing
        : html`<ul>${hoursInWords(rules).map((line) => html`<li>${line}</li>`)}</ul>${unsaid(rules).length > 0 ? html`<p class="t2">${t('registry.hours.unsaid', { days: unsaid(rules).map(nameOfDay).join(t('list.separator')) })}</p>` : nothing}`}
  </div>`;
