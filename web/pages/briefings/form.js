import { html, nothing } from 'lit-html';
import { areaField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';
import { KINDS, subjectKinds, weekday } from './words.js';

/** From three on: the night's scan of hot spots is done then. */
const HOURS = Array.from({ length: 21 }, (_, i) => i + 3);

/** Which report is to be made now. */
export const makeForm = (page) => frame(page, t('brief.make'), page.actions.make, html`${what(page)}${input(page, 'day', t('brief.dayOf'), 'date', t('brief.dayOf.hint'))}`, t('brief.makeNow'));

/** Who shall get which report when. */
export const scheduleForm = (page) => frame(page, page.state.editing ? t('brief.schedule.change') : t('brief.schedule.new'), page.actions.save, html`${what(page)}${when(page)}
  ${select(page, 'language', t('brief.language'), languages().map((tag) => [tag, nameOfLanguage(tag)]))}
  <div class="span">${areaField({ id: 'draft-recipients', label: t('brief.recipients'), hint: t('brief.recipients.hint'), error: faultOf(page, 'recipients'), value: page.state.draft.recipients, rows: 3, required: true, onInput: (recipients) => page.actions.edit({ recipients }) })}</div>`, t('brief.schedule.save'));

const frame = (page, title, run, fields, text) => html`
  <section class="card editor briefs__editor" aria-labelledby="draft-title">
    <h2 id="draft-title">${title}</h2>
    <form class="form" novalidate @submit=${(event) => { event.preventDefault(); page.state.busy || run(); }}>
      ${fields}
      ${page.state.fault ? html`<p class="form__error span" role="alert">${icon('warn', '18')}<span>${page.state.fault.detail || t('error.server.text')}</span></p>` : nothing}
      <div class="row span"><button class="btn btn--primary" id="draft-save" aria-disabled=${page.state.busy ? 'true' : 'false'}>${text}</button>
        <button class="btn" type="button" @click=${() => page.actions.set({ form: null, editing: null, fault: null })}>${t('brief.cancel')}</button></div>
    </form>
  </section>`;

const faultOf = ({ state }, field) => (state.fault?.field?.startsWith(field) ? state.fault.detail : '');

function what(page) {
  const { draft } = page.state;
  const { choices } = page.model;
  return html`
    ${select(page, 'kind', t('brief.kind'), Object.entries(KINDS).map(([id, key]) => [id, t(key)]), { on_day: 1 })}
    ${select(page, 'subject', t('brief.about'), subjectKinds(), { code: '' })}
    ${draft.subject === 'area' ? html`${select(page, 'level', t('brief.level'), page.city.levels.map(({ id, name }) => [id, nameOf(name)]), { code: '' })}
      ${select(page, 'code', t('brief.subject.area'), named(choices.areas[draft.level]))}` : nothing}
    ${draft.subject === 'unit' ? select(page, 'code', t('brief.subject.unit'), named(choices.units)) : nothing}`;
}

const named = (items) => [['', t('brief.choose')], ...(items ?? []).map(({ code, name }) => [code, nameOf(name)])];

function when(page) {
  const { kind } = page.state.draft;
  const days = (most, text) => Array.from({ length: most }, (_, i) => [String(i + 1), text(i + 1)]);
  return html`
    ${kind === 'weekly' ? select(page, 'on_day', t('brief.onWeekday'), days(7, weekday)) : nothing}
    ${kind === 'monthly' || kind === 'annual' ? select(page, 'on_day', kind === 'monthly' ? t('brief.onDay') : t('brief.onJanuary'), days(28, (n) => t('brief.nth', { n }))) : nothing}
    ${select(page, 'hour', t('brief.hour'), HOURS.map((hour) => [String(hour), `${String(hour).padStart(2, '0')}:00`]))}`;
}

const select = (page, name, label, options, also = {}) => html`
  <div class="ff"><label class="ff__label" for="draft-${name}">${label}</label>
    <select class="input" id="draft-${name}" @change=${(event) => page.actions.edit({ ...also, [name]: event.target.value })}>
      ${options.map(([id, text]) => html`<option value=${id} .selected=${id === String(page.state.draft[name])}>${text}</option>`)}
    </select></div>`;

const input = (page, name, label, type, hint) => html`
  <div class="ff"><label class="ff__label" for="draft-${name}">${label}</label>
    <input class="input" type=${type} id="draft-${name}" aria-describedby="draft-${name}-hint" .value=${page.state.draft[name]} @change=${(event) => page.actions.edit({ [name]: event.target.value })}>
    <p class="ff__hint" id="draft-${name}-hint">${hint}</p></div>`;
