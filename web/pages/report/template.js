import { html, nothing } from 'lit-html';
import { emergency, soundsUrgent } from '../../components/emergency.js';
import { areaField, field, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { pageNav } from '../../components/page-nav.js';
import { resourceView } from '../../components/states.js';
import { topbar } from '../../components/topbar.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { handling } from './handling.js';
import { nearby } from './nearby.js';
import { proposed } from './proposed.js';
import { where } from './where.js';

const MOST = 4000;

/** The whole page: four steps in one column, the last press at its foot. */
export const pageTemplate = (page) => html`
  <a class="skip btn btn--primary" href="#text">${t('report.skip')}</a>
  <div class="app app--form">
    ${frame(page)}
    <main class="split">
      <form class="panel" novalidate aria-label=${t('page.report')} @submit=${page.actions.submit}>
        <div class="panel__body">
          <header class="section intro">
            <h1>${t('page.report')}</h1>
            <p>${t('report.text')}</p>
          </header>
          ${isUrgent(page) ? html`<div class="section section--note">${emergency(page.city)}</div>` : nothing}
          <fieldset class="steps" ?disabled=${page.submission.isHeld()}>
            <legend class="sr">${t('page.report')}</legend>
            ${what(page)} ${where(page)} ${nearby(page)} ${handling(page)} ${who(page)}
          </fieldset>
          ${page.city.synthetic ? html`<p class="panel__notice">${icon('info', '16')}<span>${nameOf(page.city.notice) || t('map.synthetic')}</span></p>` : nothing}
        </div>
        ${foot(page)}
      </form>
    </main>
    ${pageNav({ page: 'report', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    <p class="sr" role="status">${page.state.announcement}</p>
  </div>`;

/** What stands over every view of the page. */
export const frame = ({ state, city, actions }) => html`
  ${topbar({ city, page: 'report', theme: currentTheme(), onLanguage: actions.language, onTheme: actions.theme })}
  ${state.online ? nothing : html`<p class="offline" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b> ${t('report.offline')}</span></p>`}`;

function isUrgent({ state, model }) {
  const decision = model.answer.get().data?.decision;
  return soundsUrgent(state.text) || decision?.diversion?.id === 'emergency_line' || decision?.urgency?.id === 'emergency';
}

function what(page) {
  const { state, model, picker, photos, actions } = page;
  const left = MOST - [...state.text].length;
  return html`
    <section class="section step" aria-labelledby="what-title">
      <h2 class="step__title" id="what-title"><i class="num" aria-hidden="true">1</i>${t('report.what')}</h2>
      ${areaField({
        id: 'text', label: t('report.words'), hint: t('report.words.hint'), value: state.text, rows: 5, required: true, maxlength: MOST,
        error: state.errors.text, onInput: (text) => actions.type('text', text),
      })}
      ${left < 200 ? html`<p class="ff__count num">${t('report.left', { n: number(left) })}</p>` : nothing}
      ${photos.view('photos')}
      <div class="ff">
        <span class="ff__label" id="category-label">${t('report.category')}</span>
        <p class="ff__hint">${t('report.category.hint')}</p>
        ${resourceView(model.categories.get(), model.categories.retry, (tree) => picker.view({ tree, selected: state.category }), 1)}
        ${proposed(page)}
        ${state.errors.category ? html`<p class="ff__error">${icon('warn', '16')}<span>${state.errors.category}</span></p>` : nothing}
      </div>
      ${kind(page)}
    </section>`;
}

/** What is wanted; a city may treat some kinds otherwise, such as tip-offs. Without the list nothing is asked. */
const kind = ({ state, model, actions }) =>
  (model.kinds.get().data ?? []).length === 0
    ? nothing
    : field({
        id: 'requestKind', label: t('report.kind'), error: state.errors.requestKind,
        control: (described, invalid) => html`<select id="requestKind" class="input" aria-describedby=${described} aria-invalid=${invalid} @change=${(event) => actions.type('requestKind', event.target.value)}>
          <option value="">${t('report.kind.open')}</option>
          ${model.kinds.get().data.map(({ id, name }) => html`<option value=${id} ?selected=${state.requestKind === id}>${nameOf(name) || id}</option>`)}
        </select>`,
      });

function who({ state, model, actions }) {
  const anonymousAllowed = model.allowsAnonymous(state.category);
  const input = (id, label, more) => textField({ id, label, value: state[id], error: state.errors[id], onInput: (text) => actions.type(id, text), ...more });
  return html`
    <section class="section step" aria-labelledby="who-title">
      <h2 class="step__title" id="who-title"><i class="num" aria-hidden="true">4</i>${t('report.who')}</h2>
      <p class="ff__hint">${t('report.who.hint')}</p>
      ${anonymousAllowed
        ? html`<label class="tick"><input type="checkbox" id="anonymous" .checked=${state.anonymous} @change=${(event) => actions.anonymous(event.target.checked)} /><span><b>${t('report.anonymous')}</b><small>${t('report.anonymous.hint')}</small></span></label>`
        : html`<p class="note">${icon('info', '18')}<span>${t('report.anonymous.not')}</span></p>`}
      ${state.anonymous
        ? nothing
        : html`${input('name', t('report.name'), { autocomplete: 'name' })} ${input('phone', t('report.phone'), { type: 'tel', inputmode: 'tel', autocomplete: 'tel', maxlength: 30 })}
            ${input('email', t('report.email'), { type: 'email', inputmode: 'email', autocomplete: 'email', hint: t('report.email.hint') })}`}
    </section>`;
}

function foot({ state, submission, actions }) {
  const { status, error } = submission.get();
  const unsure = status === 'unsure';
  return html`
    <div class="formfoot">
      ${unsure ? html`<p class="note note--due" role="alert" id="unsure">${icon('offline', '18')}<span><b>${t('report.unsure')}</b> ${t(error.status === 429 ? 'report.busy' : 'report.unsure.text')}</span></p>` : nothing}
      ${state.refusal ? html`<p class="note note--due" role="alert" id="refusal" tabindex="-1">${icon('warn', '18')}<span>${state.refusal}</span></p>` : nothing}
      <div class="formfoot__row">
        ${unsure ? html`<button type="button" class="btn btn--l" @click=${actions.change}>${t('report.change')}</button>` : nothing}
        <button class="btn btn--primary btn--l grow" id="submit" aria-disabled=${status === 'sending' ? 'true' : 'false'}>
          ${icon(unsure ? 'refresh' : 'send', '18')}${t(status === 'sending' ? 'report.sending' : unsure ? 'report.retry' : 'report.submit')}
        </button>
      </div>
    </div>`;
}
