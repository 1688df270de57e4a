import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { fault } from './fault.js';
import { hasCamera } from './scanner.js';

/** Number and phone by large keys, by keyboard, or by a scanner that types into the field. */
export function byNumber({ state, actions }) {
  const at = (field) => (state.fault?.field === field ? state.fault.text : '');
  return html`
    <h1 id="title" tabindex="-1">${t('checkin.byNumber')}</h1>
    ${state.fault && !['number', 'phone'].includes(state.fault.field) ? fault(state) : nothing}
    <form class="checkin__form" novalidate @submit=${(event) => { event.preventDefault(); actions.byNumber(); }} @focusin=${(event) => ['number', 'phone'].includes(event.target.id) && actions.set({ active: event.target.id })}>
      <div class="checkin__fields">
        ${textField({ id: 'number', label: t('checkin.number'), hint: t('checkin.number.hint'), inputmode: 'numeric', maxlength: 300, value: state.number, error: at('number'), required: true, onInput: (text) => actions.set({ number: text }) })}
        ${textField({ id: 'phone', type: 'tel', label: t('checkin.phone'), hint: t('checkin.phone.hint'), inputmode: 'tel', maxlength: 20, value: state.phone, error: at('phone'), required: true, onInput: (text) => actions.set({ phone: text }) })}
        ${hasCamera() ? html`<button class="btn btn--l" type="button" id="scan" @click=${actions.camera}>${icon('grid')}${t('checkin.camera')}</button>` : nothing}
      </div>
      ${state.kiosk ? keys(state, actions) : nothing}
      <div class="checkin__foot">
        ${state.kiosk ? html`<button class="btn btn--l" type="button" @click=${actions.reset}>${t('checkin.back')}</button>` : nothing}
        <button class="btn btn--primary btn--l grow" id="check-in" ?disabled=${state.busy}>${t('checkin.do')}</button>
      </div>
    </form>`;
}

const keys = ({ active }, actions) => html`
  <div class="checkin__keys" role="group" aria-label=${t('checkin.keys', { field: t(active === 'phone' ? 'checkin.phone' : 'checkin.number') })}>
    ${['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => html`<button type="button" class="checkin__key" @click=${() => actions.key(digit)}>${digit}</button>`)}
    <button type="button" class="checkin__key checkin__key--word" @click=${() => actions.set({ [active]: '' })}>${t('checkin.clear')}</button>
    <button type="button" class="checkin__key" @click=${() => actions.key('0')}>0</button>
    <button type="button" class="checkin__key checkin__key--word" @click=${() => actions.key('back')}>${t('checkin.delete')}</button>
  </div>`;

export const camera = ({ actions }) => html`
  <h1 id="title" tabindex="-1">${t('checkin.camera')}</h1>
  <video id="camera" class="checkin__camera" muted playsinline aria-label=${t('checkin.camera')}></video>
  <p class="checkin__hint">${t('checkin.camera.text')}</p>
  <div class="checkin__foot"><button class="btn btn--l grow" @click=${() => actions.go('number', 'number')}>${t('checkin.back')}</button></div>`;
