import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { sorted } from './model.js';

/** Before this phone is somebody's. */
export const enrolment = ({ state, actions }) => html`
  <main class="wp wp--alone">
    <div class="enrol">
      <span class="enrol__logo">${icon('logo')}</span>
      <h1>${t('field.enrol.title')}</h1>
      ${window.isSecureContext ? (state.pending ? ready(state, actions) : how(state, actions)) : html`<p class="note note--due" id="insecure">${icon('warn', '18')}<span>${t('field.insecure')}</span></p>`}
      <p class="note">${icon('lock', '18')}<span>${t('field.enrol.privacy')}</span></p>
    </div>
  </main>`;

/** Such phones give a page on the home screen a store of its own: what is enrolled in the browser is not enrolled there. */
const hasTwoStores = () => navigator.standalone === false;

const how = (state, actions) => html`
  <p class="t2">${t('field.enrol.how')}</p>
  <ol class="enrol__steps">
    <li>${t('field.enrol.step1')}</li>
    <li>${t('field.enrol.step2')}</li>
    <li>${t('field.enrol.step3')}</li>
  </ol>
  <p class="note">${icon('info', '18')}<span>${t('field.enrol.iphone')}</span></p>
  <form class="ff" @submit=${(event) => { event.preventDefault(); actions.pasteLink(event.target.elements.link.value); }}>
    <label class="ff__label" for="link">${t('field.enrol.paste')}</label>
    <input class="input enrol__link" id="link" name="link" inputmode="url" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby=${state.failure ? 'failure' : nothing} />
    ${fault(state)}
    <button class="btn btn--l" id="paste">${t('field.enrol.paste.do')}</button>
  </form>`;

const fault = ({ failure }) => (failure ? html`<p class="fault" id="failure" role="alert" tabindex="-1">${icon('warn', '18')}<span>${failure}</span></p>` : nothing);

/** First to the home screen, then the link: it is good once. */
const installFirst = ({ copied }, actions) => html`
  <div class="note note--due" id="install-first">${icon('info', '18')}<span class="grow"><p>${t('field.enrol.install')}</p>
    <button type="button" class="btn btn--touch" id="copy-link" @click=${actions.copyLink}>${t('field.enrol.copy')}</button>
    <span role="status">${copied ? t(copied) : nothing}</span></span></div>`;

const ready = (state, actions) => html`
  <p class="t2">${t('field.enrol.ready')}</p>
  ${state.items.some((item) => item.state === 'waiting') ? html`<p class="note note--due">${icon('info', '18')}<span>${t('field.enrol.queue', { n: state.items.filter((item) => item.state === 'waiting').length })}</span></p>` : nothing}
  ${hasTwoStores() ? installFirst(state, actions) : nothing}
  ${fault(state)}
  <button type="button" class="btn btn--primary btn--l" id="enrol" ?disabled=${state.busy} @click=${actions.enrol}>${icon('phone')}${t(state.busy ? 'field.enrol.doing' : 'field.enrol.do')}</button>
  ${state.device?.token && sorted(state, () => false).others.length > 0 ? html`<p class="t2 small">${t('field.handed.how', { name: state.device.account.name })}</p>
    <button type="button" class="btn btn--l" id="enrol-once" ?disabled=${state.busy} @click=${actions.enrolToSend}>${icon('send')}${t('field.handed.do')}</button>` : nothing}
  ${state.device || state.failure ? html`<button type="button" class="btn btn--l" id="not-now" @click=${actions.forgetLink}>${t('field.enrol.not')}</button>` : nothing}`;
