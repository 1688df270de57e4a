import { html, nothing } from 'lit-html';
import { areaField, describedBy, fieldError, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';

/** What becomes of the words: dispatched, answered, diverted or linked. */
export const step = (page) => html`
  <div class="op__steps" role="group" aria-label=${t('operator.step')}>
    ${[['dispatch', t('operator.step.dispatch'), ''], ['answer', t('operator.step.answer'), 'F2'], ['divert', t('operator.step.divert'), 'F4'], ['link', t('operator.step.link'), 'F8'], ...(page.state.incident ? [['join', t('operator.step.join'), 'F7']] : [])].map(([id, text, key]) => html`
      <button type="button" class="btn btn--s" data-step=${id} aria-pressed=${page.state.step === id ? 'true' : 'false'} @click=${() => page.actions.step(id)}>${text}${key ? html` <kbd>${key}</kbd>` : nothing}</button>`)}
  </div>
  ${{ dispatch: () => nothing, answer, divert, link, join }[page.state.step](page)}
  <button class="btn btn--primary" aria-disabled=${page.submission.get().status === 'sending' ? 'true' : 'false'}>${icon('send', '18')}${t(page.submission.get().status === 'sending' ? 'operator.sending' : { dispatch: 'operator.file', answer: 'operator.file.answer', divert: 'operator.file.divert', link: 'operator.file.link', join: 'operator.file.join' }[page.state.step])} <kbd>Ctrl+↵</kbd></button>`;

const reply = ({ state, actions }, label) =>
  areaField({ id: 'reply', label, rows: 3, value: state.reply, error: state.missing === 'reply' ? t('operator.missing.reply') : '', onInput: (text) => actions.set({ reply: text }) });

const answer = (page) => html`
  ${page.state.article ? html`<p class="op__chosen"><span>${t('operator.from')} <b>${page.state.article}</b></span>
    <button type="button" class="iconbtn" aria-label=${t('operator.from.clear')} @click=${() => page.actions.set({ article: null })}>${icon('x', '16')}</button></p>` : nothing}
  ${page.model.isSuggestion() ? outcome(page) : nothing}
  ${reply(page, t('operator.reply'))}`;

const outcome = ({ state, model, actions }) => html`
  <div class="ff ${state.missing === 'outcome' ? 'has-error' : ''}"><label class="ff__label" for="outcome">${t('operator.outcome')}</label>
    <select class="input" id="outcome" aria-required="true" aria-describedby=${describedBy('outcome', '', state.missing === 'outcome' ? 'x' : '')} @change=${(event) => actions.set({ outcome: event.target.value })}>
      <option value=""></option>
      ${(model.terms.get().data?.suggestion_outcomes ?? []).map(({ id, name }) => html`<option value=${id} ?selected=${state.outcome === id}>${nameOf(name) || id}</option>`)}
    </select>${fieldError('outcome', state.missing === 'outcome' ? t('operator.missing.outcome') : '')}</div>`;

const divert = (page) => html`
  <fieldset class="op__diversions" id="diversions"><legend class="ff__label">${t('operator.diversion')}</legend>
    ${(page.model.terms.get().data?.diversions ?? []).map(({ id, name }, index) => html`<label><input type="radio" name="diversion" id="diversion-${index}" value=${id} .checked=${page.state.diversion === id} @change=${() => page.actions.set({ diversion: id })}><kbd>${index + 1}</kbd> ${nameOf(name) || id}</label>`)}
    ${page.state.missing === 'diversions' ? html`<p class="ff__error" role="alert">${icon('warn', '16')}<span>${t('operator.missing.diversion')}</span></p>` : nothing}
  </fieldset>
  ${reply(page, t('operator.told'))}`;

const link = ({ state, actions }) =>
  textField({ id: 'parent', label: t('operator.parent'), hint: t('operator.parent.hint'), value: state.parent ?? '', maxlength: 40, error: state.missing === 'parent' ? t('operator.missing.parent') : '', onInput: (text) => actions.set({ parent: text.trim() || null }) });

const join = ({ state: { incident }, actions }) => html`
  <p class="op__chosen" id="incident"><span>${t('operator.joining')}<b>${nameOf(incident?.title)}</b></span>
    <button type="button" class="iconbtn" aria-label=${t('operator.join.clear')} @click=${() => actions.set({ incident: null, step: 'dispatch' })}>${icon('x', '16')}</button></p>`;
