import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';

/** Where staff log in, when nobody is. */
export const login = ({ form, demo, providers, actions }) => html`
  <main class="paper"><form class="receipt aform" novalidate @submit=${(event) => { event.preventDefault(); actions.logIn(event.target); }}>
    <h1>${t('desk.login')}</h1>
    ${form.message ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${form.message}</span></p>` : nothing}
    ${input('login', t('desk.login.name'), 'text', 'username')} ${input('password', t('desk.login.password'), 'password', 'current-password')}
    ${form.code ? input('code', t('desk.login.code'), 'text', 'one-time-code') : nothing}
    <button class="btn btn--primary btn--l" ?disabled=${form.sending}>${t('desk.login.do')}</button>
    ${demo ? html`<p class="small t2">${t('desk.login.demo')}</p>` : nothing}
    ${providers.filter(({ kind }) => kind === 'staff').map((each) => html`<a class="btn" href="${each.path}?return_to=/desk">${each.name}</a>`)}
  </form></main>`;

const input = (name, label, type, autocomplete) => html`<div class="ff"><label class="ff__label" for="login-${name}">${label}</label>
  <input class="input" id="login-${name}" name=${name} type=${type} autocomplete=${autocomplete} autocapitalize="none"></div>`;
