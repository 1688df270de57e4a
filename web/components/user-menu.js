import { html, nothing } from 'lit-html';
import { t } from '../core/i18n.js';
import { currentAccount, currentSession, hasRole, loginHref, logOut } from '../core/session.js';
import { icon } from './icon.js';

/** At the end of the top bar: the way in, or who one is and the way out. */
export function userMenu() {
  if (currentSession() === null) {
    return nothing;
  }
  const account = currentAccount();
  return account ? menu(account) : html`<a class="btn btn--quiet" href=${loginHref()}>${t('user.login')}</a>`;
}

const menu = (account) => html`
  <details class="usermenu" @keydown=${closeOnEscape} @focusout=${closeOnLeave}>
    <summary>${icon('user', '18')}<span class="cut">${account.name}</span>${icon('down', '16')}</summary>
    <div class="menu usermenu__list">
      <a class="menu__item" href="/login">${icon('user', '18')}${t('user.account')}</a>
      ${account.kind === 'citizen' ? html`<a class="menu__item" href="/appointment">${icon('calendar', '18')}${t('page.appointment')}</a>` : nothing}
      ${hasRole('dispatcher', 'operator', 'handler', 'lead', 'supervisor', 'analyst') ? html`<a class="menu__item" href="/desk">${icon('list', '18')}${t('page.desk')}</a>` : nothing}
      ${hasRole('handler', 'lead', 'supervisor', 'analyst', 'administrator') ? html`<a class="menu__item" href="/hall">${icon('hall', '18')}${t('page.hall')}</a>` : nothing}
      ${account.kind === 'citizen' ? html`<a class="menu__item" href="/courtyard">${icon('community', '18')}${t('page.courtyard')}</a>` : nothing}
      ${hasRole('handler', 'lead', 'supervisor', 'administrator') ? html`<a class="menu__item" href="/courtyard?view=desk">${icon('community', '18')}${t('page.courtyard')}</a>` : nothing}
      ${hasRole('operator') ? html`<a class="menu__item" href="/operator">${icon('phone', '18')}${t('page.operator')}</a>` : nothing}
      ${hasRole('supervisor', 'analyst', 'lead', 'administrator') ? html`<a class="menu__item" href="/insights">${icon('map', '18')}${t('page.insights')}</a>` : nothing}
      ${hasRole('supervisor', 'analyst', 'lead', 'administrator') ? html`<a class="menu__item" href="/datasets">${icon('layers', '18')}${t('page.datasets')}</a>` : nothing}
      ${hasRole('supervisor', 'analyst', 'lead', 'administrator') ? html`<a class="menu__item" href="/briefings">${icon('doc', '18')}${t('page.briefings')}</a>` : nothing}
      ${hasRole('supervisor', 'analyst', 'lead', 'administrator') ? html`<a class="menu__item" href="/governance">${icon('check', '18')}${t('page.governance')}</a>` : nothing}
      ${hasRole('supervisor', 'analyst', 'lead', 'administrator') ? html`<a class="menu__item" href="/rates">${icon('list', '18')}${t('page.rates')}</a>` : nothing}
      ${hasRole('operator', 'dispatcher', 'supervisor') ? html`<a class="menu__item" href="/incidents">${icon('warn', '18')}${t('page.incidents')}</a>` : nothing}
      ${hasRole('handler', 'lead', 'supervisor', 'administrator') ? html`<a class="menu__item" href="/registry">${icon('pin', '18')}${t('page.registry')}</a>` : nothing}
      ${hasRole('lead', 'supervisor', 'analyst', 'administrator') ? html`<a class="menu__item" href="/wardens">${icon('grid', '18')}${t('page.wardens')}</a>` : nothing}
      ${hasRole('administrator', 'supervisor') ? html`<a class="menu__item" href="/accounts">${icon('users', '18')}${t('user.accounts')}</a>` : nothing}
      ${hasRole('administrator') ? html`<a class="menu__item" href="/outbox">${icon('list', '18')}${t('user.outbox')}</a>` : nothing}
      ${hasRole('administrator') ? html`<a class="menu__item" href="/status">${icon('check', '18')}${t('user.status')}</a>` : nothing}
      ${hasRole('administrator') ? html`<a class="menu__item" href="/imports">${icon('doc', '18')}${t('imports.title')}</a>` : nothing}
      <button class="menu__item" @click=${leave}>${icon('external', '18')}${t('user.logout')}</button>
    </div>
  </details>`;

async function leave() {
  await logOut();
  location.assign('/');
}

function closeOnEscape(event) {
  if (event.key === 'Escape') {
    event.currentTarget.open = false;
    event.currentTarget.querySelector('summary').focus();
  }
}

function closeOnLeave(event) {
  if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) {
    event.currentTarget.open = false;
  }
}
