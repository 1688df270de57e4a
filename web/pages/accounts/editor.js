import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { roleName, ROLES } from '../../components/role-name.js';
import { t } from '../../core/i18n.js';

/** The form of one account of staff. */
export const editor = (state, actions) => html`
  <section class="card editor" id="editor" aria-labelledby="editor-title">
    <h2 id="editor-title">${state.form.id ? t('accounts.editOf', { login: state.form.login }) : t('accounts.add')}</h2>
    <form class="form" novalidate @submit=${(event) => { event.preventDefault(); actions.save(); }}>
      <div class="span">${fault(state.error)}</div>
      ${state.form.id ? nothing : text('login', t('login.name'), state, actions)}
      ${text('name', t('account.name'), state, actions)}
      ${text('unit', t('account.unitCode'), state, actions, false)}
      ${text('area_level', t('account.areaLevel'), state, actions, false)}
      ${text('area', t('account.areaCode'), state, actions, false)}
      <fieldset class="ff span"><legend class="ff__label">${t('account.roles')}</legend>
        <div class="checks">${ROLES.map((role) => check(role, state, actions))}</div></fieldset>
      ${state.form.id ? lock(state, actions) : nothing}
      <div class="row span">
        <button class="btn btn--primary" ?disabled=${state.busy}>${t('form.save')}</button>
        <button class="btn" type="button" @click=${() => actions.set({ form: null, error: null })}>${t('form.cancel')}</button>
        ${state.form.id ? more(state, actions) : nothing}
      </div>
    </form>
  </section>`;

const change = (state, actions, patch) => actions.set({ form: { ...state.form, ...patch } });

const text = (name, label, state, actions, required = true) =>
  textField({ id: `form-${name}`, label, value: state.form[name], required, error: state.error?.field === name ? state.error.detail : '', onInput: (value) => change(state, actions, { [name]: value }) });

const check = (role, state, actions) => html`
  <label><input type="checkbox" .checked=${state.form.roles.includes(role)}
    @change=${(event) => change(state, actions, { roles: event.target.checked ? [...state.form.roles, role] : state.form.roles.filter((each) => each !== role) })}>${roleName(role)}</label>`;

const lock = (state, actions) => html`
  <div class="checks span"><label><input type="checkbox" .checked=${state.form.locked} @change=${(event) => change(state, actions, { locked: event.target.checked })}>${t('accounts.lock')}</label></div>`;

const more = (state, actions) => html`
  <button class="btn" type="button" @click=${() => actions.resetPassword(state.form)}>${t('accounts.resetPassword')}</button>
  <button class="btn" type="button" @click=${() => actions.logOut(state.form)}>${t('accounts.endSessions')}</button>
  ${state.form.second_factor ? html`<button class="btn" type="button" @click=${() => actions.removeSecondFactor(state.form)}>${t('factor.remove')}</button>` : nothing}`;

/** What the server refused, in words where the page has some. */
export function fault(error) {
  return error ? html`<p class="form__error" role="alert">${icon('warn', '18')}${words(error)}</p>` : nothing;
}

function words(error) {
  switch (error.code) {
    case 'login_taken':
      return t('accounts.fault.taken');
    case 'changed_meanwhile':
      return t('accounts.fault.changed');
    case 'last_administrator':
      return t('accounts.fault.last');
    default:
      return error.kind === 'offline' ? t('error.offline.title') : error.detail || t('error.server.text');
  }
}

/** A password or token that is shown only now. */
export const issuedNote = (state, actions) =>
  state.issued === null
    ? nothing
    : html`<div class="issued" role="status" id="issued">
        <p><b>${state.issued.kind === 'token' ? t('issued.token', { name: state.issued.name }) : t('issued.password', { name: state.issued.name })}</b> ${t('issued.once')}</p>
        <p class="secret" lang="en">${state.issued.secret}</p>
        <div class="row"><button class="btn" @click=${() => actions.set({ issued: null })}>${t('issued.noted')}</button></div>
      </div>`;
