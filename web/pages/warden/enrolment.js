import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';

/** Before this phone is somebody's. */
export const enrolment = ({ state, actions }) => html`
  <main class="wp wp--alone">
    <div class="enrol">
      <span class="enrol__logo">${icon('logo')}</span>
      <h1>${t('field.enrol.title')}</h1>
      ${window.isSecureContext ? (state.pending ? ready(state, actions) : how()) : html`<p class="note note--due" id="insecure">${icon('warn', '18')}<span>${t('field.insecure')}</span></p>`}
      <p class="note">${icon('lock', '18')}<span>${t('field.enrol.privacy')}</span></p>
    </div>
  </main>`;

const how = () => html`
  <p class="t2">${t('field.enrol.how')}</p>
  <ol class="enrol__steps">
    <li>${t('field.enrol.step1')}</li>
    <li>${t('field.enrol.step2')}</li>
    <li>${t('field.enrol.step3')}</li>
  </ol>`;

const ready = (state, actions) => html`
  <p class="t2">${t('field.enrol.ready')}</p>
  ${state.items.some((item) => item.state === 'waiting') ? html`<p class="note note--due">${icon('info', '18')}<span>${t('field.enrol.queue', { n: state.items.filter((item) => item.state === 'waiting').length })}</span></p>` : nothing}
  ${state.failure ? html`<p class="fault" id="failure" role="alert" tabindex="-1">${icon('warn', '18')}<span>${state.failure}</span></p>` : nothing}
  <button type="button" class="btn btn--primary btn--l" id="enrol" ?disabled=${state.busy} @click=${actions.enrol}>${icon('phone')}${t(state.busy ? 'field.enrol.doing' : 'field.enrol.do')}</button>
  ${state.device || state.failure ? html`<button type="button" class="btn btn--l" id="not-now" @click=${actions.forgetLink}>${t('field.enrol.not')}</button>` : nothing}`;
