import { html, nothing } from 'lit-html';
import { areaField, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { grouped } from '../../core/request-number.js';

const MOST = 2000;

/** "This entry is wrong": becomes a request to the city; its number and code are shown once. */
export function correction({ state, actions, correcting }, { place }) {
  const { open, done } = state.correction;
  return html`
    <section class="section noprint" aria-labelledby="correction-title">
      ${done
        ? receipt(done)
        : open
          ? form(state.correction, correcting.get(), actions, place.code)
          : html`<button class="pagelink pagelink--wide" id="correct" @click=${() => actions.correct({ open: true })}>${icon('edit', '18')}<span class="grow">${t('correction.button')}</span>${icon('right', '16')}</button>`}
    </section>`;
}

const form = ({ text, name, phone, errors }, { status, error }, actions, code) => html`
  <form class="correction" novalidate @submit=${(event) => (event.preventDefault(), actions.sendCorrection(code))}>
    <h2 class="section__title" id="correction-title">${t('correction.title')}</h2>
    <div ?inert=${status === 'unsure' || status === 'sending'}>
    ${areaField({ id: 'correction-text', label: t('correction.text'), hint: t('correction.text.hint'), value: text, rows: 4, maxlength: MOST, required: true, error: errors.text, onInput: (value) => actions.correct({ text: value }) })}
    ${textField({ id: 'correction-name', label: t('correction.name'), value: name, autocomplete: 'name', error: errors.name, onInput: (value) => actions.correct({ name: value }) })}
    ${textField({ id: 'correction-phone', label: t('correction.phone'), hint: t('correction.phone.hint'), value: phone, type: 'tel', inputmode: 'tel', autocomplete: 'tel', maxlength: 30, error: errors.phone, onInput: (value) => actions.correct({ phone: value }) })}
    </div>
    ${status === 'unsure' ? html`<p class="note note--due" role="alert">${icon('offline', '18')}<span>${t('report.unsure.text')}</span></p>` : nothing}
    ${status === 'refused' && Object.keys(errors).length === 0 ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${error.detail || t('error.request.text')}</span></p>` : nothing}
    <div class="formfoot__row">
      <button type="button" class="btn" @click=${() => actions.correct({ open: false })}>${t('correction.cancel')}</button>
      <button class="btn btn--primary grow" id="correction-send" aria-disabled=${status === 'sending' ? 'true' : 'false'}>${icon('send', '18')}${t(status === 'sending' ? 'report.sending' : 'correction.send')}</button>
    </div>
  </form>`;

const receipt = ({ number, query_code: code }) => html`
  <div class="note note--info" role="status" id="correction-done">${icon('check', '18')}<div class="grow">
    <h2 class="section__title" id="correction-title">${t('correction.done')}</h2>
    <p>${t('follow.number')} <span class="num">${grouped(number)}</span></p>
    <p>${t('follow.code')} <b class="num">${code}</b></p>
    <p class="small">${t('receipt.save')}</p>
    <p><a href="/follow?number=${number}#${code}">${t('nearby.see')}</a></p></div></div>`;

/** What is wrong in the form, by field; empty when it can be sent. */
export function faultsOf({ text, phone }) {
  const errors = {};
  if (text.trim() === '') {
    errors.text = t('correction.text.missing');
  }
  if (phone.trim() !== '' && phone.replace(/\D/g, '').length < 7) {
    errors.phone = t('correction.phone.wrong');
  }
  return errors;
}
