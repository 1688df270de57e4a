import { html, nothing } from 'lit-html';
import { secretField, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { roleName } from '../../components/role-name.js';
import { t } from '../../core/i18n.js';
import { hasRole } from '../../core/session.js';
import { fieldError, formError, submit } from './faults.js';
import { passwordForm } from './password-form.js';

/** The own account: who one is, password, second factor, the way out. */
export const mine = (state, session, actions) => html`
  <div class="card">
    <h1 tabindex="-1">${session.account.name}</h1>
    <dl class="facts">
      ${session.account.login ? html`<dt>${t('login.name')}</dt><dd>${session.account.login}</dd>` : nothing}
      <dt>${t('account.roles')}</dt><dd>${session.account.roles.map(roleName).join(t('list.separator'))}</dd>
      ${session.account.unit ? html`<dt>${t('account.unit')}</dt><dd>${session.account.unit}</dd>` : nothing}
      ${session.account.area ? html`<dt>${t('account.area')}</dt><dd>${session.account.area}</dd>` : nothing}
    </dl>
    <div class="stack">
      ${hasRole('administrator', 'supervisor') ? html`<a class="btn btn--l" href="/accounts">${icon('users', '18')}${t('user.accounts')}</a>` : nothing}
      <button class="btn btn--l" @click=${() => actions.leave(false)}>${t('user.logout')}</button>
      <button class="btn btn--quiet" @click=${() => actions.leave(true)}>${t('user.logoutEverywhere')}</button>
    </div>
  </div>
  ${session.account.kind === 'staff' ? staffCards(state, session, actions) : nothing}`;

const staffCards = (state, session, actions) => html`
  <div class="card">
    <h2>${t('login.newPassword.own')}</h2>
    ${passwordForm(state, session, actions)}
  </div>
  <div class="card">
    <h2>${t('factor.title')}</h2>
    ${session.account.second_factor && !state.removed ? removal(state, actions) : html`<p class="lead">${t('factor.none')}</p>
      <button class="btn btn--l" @click=${actions.beginSecondFactor} ?disabled=${state.busy}>${t('factor.begin')}</button>`}
  </div>`;

const removal = (state, actions) => html`
  <p class="lead">${t('factor.on')}</p>
  <form class="form" novalidate @submit=${submit(actions.removeSecondFactor)}>
    ${secretField({ id: 'password', label: t('login.password'), value: state.password, autocomplete: 'current-password', error: fieldError(state.error, 'password'), onInput: (password) => actions.set({ password }) })}
    <button class="btn" ?disabled=${state.busy}>${t('factor.remove')}</button>
  </form>`;

/** Where a second factor is required and there is none yet. */
export const secondFactorDuty = (state, actions) => html`
  <div class="card">
    <h1 tabindex="-1">${t('factor.title')}</h1>
    <p class="lead">${t('factor.required')}</p>
    ${formError(state.error)}
    <button class="btn btn--primary btn--l" @click=${actions.beginSecondFactor} ?disabled=${state.busy}>${t('factor.begin')}</button>
  </div>`;

export const enrolment = (state, actions) => html`
  <div class="card">
    <h1 tabindex="-1">${t('factor.title')}</h1>
    <p class="lead">${t('factor.howTo')}</p>
    <p class="secret" lang="en">${state.enrolment.secret.replace(/(.{4})/g, '$1 ').trim()}</p>
    <a class="btn" href=${state.enrolment.uri}>${icon('phone', '18')}${t('factor.openApp')}</a>
    <form class="form" novalidate @submit=${submit(actions.confirmSecondFactor)}>
      ${formError(state.error, 'code')}
      ${textField({ id: 'code', label: t('login.code'), value: state.code, inputmode: 'numeric', autocomplete: 'one-time-code', error: fieldError(state.error, 'code'), onInput: (code) => actions.set({ code }) })}
      <button class="btn btn--primary btn--l" ?disabled=${state.busy}>${t('factor.confirm')}</button>
    </form>
  </div>`;

export const recoveryCodes = (state, actions) => html`
  <div class="card">
    <h1 tabindex="-1">${t('factor.recovery.title')}</h1>
    <p class="lead">${t('factor.recovery.text')}</p>
    <ul class="codes" lang="en">${state.recovery.map((code) => html`<li>${code}</li>`)}</ul>
    <button class="btn btn--primary btn--l" @click=${actions.afterRecovery}>${t('factor.recovery.done')}</button>
  </div>`;
