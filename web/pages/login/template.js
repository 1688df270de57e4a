import { html, nothing } from 'lit-html';
import { secretField, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { fieldError, formError, submit } from './faults.js';
import { enrolment, mine, recoveryCodes, secondFactorDuty } from './mine.js';
import { passwordForm } from './password-form.js';

const DEMO_PASSWORD = 'servicemap-demo';
const DEMO_LOGINS = ['operator', 'dispatcher', 'handler', 'lead', 'warden', 'supervisor', 'analyst', 'admin'];

/** What the column shows at each step. */
export function content(state, session, actions) {
  switch (state.step) {
    case 'password':
      return passwordDuty(state, session, actions);
    case 'duty':
      return secondFactorDuty(state, actions);
    case 'enrol':
      return enrolment(state, actions);
    case 'recovery':
      return recoveryCodes(state, actions);
    case 'mine':
      return mine(state, session, actions);
    default:
      return entrance(state, session, actions);
  }
}

const entrance = (state, session, actions) => html`
  <div class="card">
    <h1 tabindex="-1">${t('login.title')}</h1>
    <div class="tabs" role="tablist" aria-label=${t('login.who')}>
      ${tab('staff', t('login.staff'), state, actions)} ${tab('citizen', t('login.citizen'), state, actions)}
    </div>
    <div class="stack" role="tabpanel" id="panel-${state.tab}" aria-labelledby="tab-${state.tab}">
      ${state.refused && !state.error ? html`<p class="form__error" role="alert">${icon('warn', '18')}${refusal(state.refused)}</p>` : nothing}
      ${state.tab === 'staff' ? staff(state, session, actions) : citizen(state, actions)} ${providers(state, session, actions)}
    </div>
  </div>`;

const tab = (id, label, state, actions) => html`
  <button role="tab" id="tab-${id}" aria-selected=${state.tab === id ? 'true' : 'false'} aria-controls=${state.tab === id ? `panel-${id}` : nothing} @click=${() => actions.tab(id)}>${label}</button>`;

function refusal(why) {
  if (why === 'no_account') {
    return t('login.oidc.noAccount');
  }
  return why === 'expired' ? t('login.oidc.expired') : t('login.oidc.refused');
}

const staff = (state, session, actions) => html`
  <form class="form" novalidate @submit=${submit(actions.logIn)}>
    ${formError(state.error)}
    ${textField({ id: 'login', label: t('login.name'), value: state.login, autocomplete: 'username', onInput: (login) => actions.set({ login }) })}
    ${secretField({ id: 'password', label: t('login.password'), value: state.password, autocomplete: 'current-password', onInput: (password) => actions.set({ password }) })}
    ${state.step === 'code'
      ? textField({ id: 'code', label: t('login.code'), value: state.code, hint: t('login.code.hint'), autocomplete: 'one-time-code', onInput: (code) => actions.set({ code }) })
      : nothing}
    <button class="btn btn--primary btn--l" ?disabled=${state.busy}>${t('login.submit')}</button>
  </form>
  ${session?.demo ? demo(actions) : nothing}`;

const demo = (actions) => html`
  <div class="demo">
    <p>${t('login.demo', { password: DEMO_PASSWORD })}</p>
    <div class="chips">
      ${DEMO_LOGINS.map((login) => html`<button class="chip" type="button" @click=${() => actions.set({ login, password: DEMO_PASSWORD })}>${login}</button>`)}
    </div>
  </div>`;

const citizen = (state, actions) => (state.step === 'citizenCode' ? codeForm(state, actions) : contactForm(state, actions));

const contactForm = (state, actions) => html`
  <form class="form" novalidate @submit=${submit(actions.sendCode)}>
    ${formError(state.error, 'contact')}
    ${textField({ id: 'contact', label: t('login.contact'), value: state.contact, hint: t('login.contact.hint'), autocomplete: 'tel', error: fieldError(state.error, 'contact'), onInput: (contact) => actions.set({ contact }) })}
    <button class="btn btn--primary btn--l" ?disabled=${state.busy}>${t('login.sendCode')}</button>
  </form>`;

const codeForm = (state, actions) => html`
  <form class="form" novalidate @submit=${submit(actions.logInByCode)}>
    ${formError(state.error, 'code')}
    <p class="note note--info">${icon('info', '18')}<span>${t('login.sent', { contact: state.contact, minutes: state.sent.minutes })}
      ${state.sent.demo_code ? html`<b>${t('login.demoCode', { code: state.sent.demo_code })}</b>` : nothing}</span></p>
    ${textField({ id: 'code', label: t('login.sixDigits'), value: state.code, inputmode: 'numeric', autocomplete: 'one-time-code', error: fieldError(state.error, 'code'), onInput: (code) => actions.set({ code }) })}
    <button class="btn btn--primary btn--l" ?disabled=${state.busy}>${t('login.submit')}</button>
    <button class="btn btn--quiet" type="button" @click=${() => actions.tab('citizen')}>${t('login.otherContact')}</button>
  </form>`;

function providers(state, session, actions) {
  const offered = (session?.providers ?? []).filter((provider) => provider.kind === state.tab);
  return offered.length === 0
    ? nothing
    : html`<p class="or">${t('login.or')}</p>
        ${offered.map((provider) => html`<a class="btn btn--l" href=${actions.providerHref(provider)}>${t('login.by', { name: provider.name })}</a>`)}`;
}

const passwordDuty = (state, session, actions) => html`
  <div class="card">
    <h1 tabindex="-1">${t('login.newPassword.title')}</h1>
    <p class="lead">${t('login.newPassword.text')}</p>
    ${passwordForm(state, session, actions)}
  </div>`;
