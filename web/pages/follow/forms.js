import { html, nothing } from 'lit-html';
import { areaField, choice } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';

/** What the petitioner may do now: only what the server offers. */
const FORMS = {
  call_back: { glyph: 'check', label: 'follow.evaluate', form: evaluation },
  add_facts: { glyph: 'plus', label: 'follow.add', form: facts },
  withdraw: { glyph: 'back', label: 'follow.withdraw', form: withdrawal },
};

export function forms(page) {
  const { state, actions } = page;
  const offered = Object.entries(FORMS).filter(([action]) => state.request.actions.includes(action));
  if (offered.length === 0) {
    return nothing;
  }
  return html`
    <section class="doings" aria-label=${t('follow.actions')}>
      <div class="doings__row">
        ${offered.map(([action, { glyph, label }]) => html`<button class="btn btn--l ${action === 'call_back' ? 'btn--primary' : ''}" data-action=${action} aria-expanded=${state.doing === action ? 'true' : 'false'}
          @click=${() => actions.open(state.doing === action ? null : action)}>${icon(glyph, '18')}${t(label)}</button>`)}
      </div>
      ${offered.filter(([action]) => action === state.doing).map(([, { form }]) => form(page))}
    </section>`;
}

export function frame(page, { action, title, submit, onSubmit, danger = false, cancel = true, content }) {
  const { status, error } = page.submission.get();
  return html`
    <form class="doing" novalidate @submit=${onSubmit} aria-labelledby="form-${action}">
      <h2 class="step__title" id="form-${action}" tabindex="-1">${title}</h2>
      <fieldset class="steps" ?disabled=${page.submission.isHeld()}><legend class="sr">${title}</legend>${content}</fieldset>
      ${status === 'unsure' ? html`<p class="note note--due" role="alert">${icon('offline', '18')}<span><b>${t('report.unsure')}</b> ${t('report.unsure.text')}</span></p>` : nothing}
      ${status === 'refused' ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${error.detail || t('error.request.text')}</span></p>` : nothing}
      <div class="formfoot__row">
        ${cancel ? html`<button type="button" class="btn btn--l" @click=${() => page.actions.open(null)}>${t('follow.cancel')}</button>` : nothing}
        <button class="btn btn--l grow ${danger ? 'btn--danger' : 'btn--primary'}" data-submit=${action}>${t(status === 'sending' ? 'report.sending' : status === 'unsure' ? 'report.retry' : submit)}</button>
      </div>
    </form>`;
}

function facts(page) {
  const { state, actions } = page;
  return frame(page, {
    action: 'add_facts', title: t('follow.add'), submit: 'follow.add.submit', onSubmit: actions.addFacts,
    content: html`${areaField({ id: 'facts', label: t('follow.add.label'), value: state.facts, required: true, error: state.errors.facts, onInput: (text) => actions.type('facts', text) })} ${page.photos.view('facts-photos')}`,
  });
}

function withdrawal(page) {
  const { state, actions } = page;
  return frame(page, {
    action: 'withdraw', title: t('follow.withdraw.sure'), submit: 'follow.withdraw.submit', danger: true, onSubmit: actions.withdraw,
    content: areaField({ id: 'reason', label: t('follow.withdraw.label'), hint: t('follow.withdraw.hint'), rows: 2, value: state.reason, onInput: (text) => actions.type('reason', text) }),
  });
}

function evaluation(page) {
  return frame(page, { action: 'call_back', title: t('follow.evaluate'), submit: 'follow.evaluate.submit', onSubmit: page.actions.evaluate, content: evaluationFields(page) });
}

/** The three questions of a callback, and room for words. */
export function evaluationFields({ state, actions }) {
  const one = (id, legend, options) => choice({ id, legend, options, value: state[id], error: state.errors[id], onChange: (value) => actions.type(id, value) });
  const yesNo = [['yes', t('follow.yes')], ['no', t('follow.no')]];
  return html`${one('contacted', t('follow.contacted'), yesNo)} ${one('solved', t('follow.solved'), yesNo)}
      ${one('satisfaction', t('follow.satisfaction'), [
        ['satisfied', t('follow.satisfied')], ['basically_satisfied', t('follow.basically')], ['neutral', t('follow.neutral')], ['dissatisfied', t('follow.dissatisfied')],
      ])}
      ${areaField({ id: 'comment', label: t('follow.comment'), rows: 2, value: state.comment, onInput: (text) => actions.type('comment', text) })}`;
}
