import { html } from 'lit-html';
import { secretField } from '../../components/field.js';
import { t } from '../../core/i18n.js';
import { fieldError, formError, submit } from './faults.js';

/** The old and the new password; the hidden name is for password managers. */
export const passwordForm = (state, session, actions) => html`
  <form class="form" novalidate @submit=${submit(actions.changePassword)}>
    ${formError(state.error, 'old_password', 'new_password')}
    <input class="sr" type="text" autocomplete="username" tabindex="-1" aria-hidden="true" readonly .value=${session?.account?.login ?? ''}>
    ${secretField({ id: 'old_password', label: t('login.oldPassword'), value: state.oldPassword, autocomplete: 'current-password', error: fieldError(state.error, 'old_password'), onInput: (oldPassword) => actions.set({ oldPassword }) })}
    ${secretField({ id: 'new_password', label: t('login.newPassword'), value: state.newPassword, hint: t('login.newPassword.hint'), autocomplete: 'new-password', error: fieldError(state.error, 'new_password'), onInput: (newPassword) => actions.set({ newPassword }) })}
    <button class="btn btn--primary btn--l" ?disabled=${state.busy}>${t('login.newPassword.submit')}</button>
  </form>`;
