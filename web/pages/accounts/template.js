import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { roleName, ROLES } from '../../components/role-name.js';
import { empty, resourceView } from '../../components/states.js';
import { t } from '../../core/i18n.js';
import { hasRole } from '../../core/session.js';
import { auditTable } from './audit.js';
import { editor, fault, issuedNote } from './editor.js';
import { openingsTable } from './openings.js';
import { personForm } from './persons.js';
import { serviceEditor, serviceTable } from './services.js';

export const content = (state, list, actions, timeZone) => html`
  <div class="wide">
    <h1>${t('accounts.title')}</h1>
    ${tabs(state, actions)}
    <div class="pane" role="tabpanel" id="panel-${state.tab}" aria-labelledby="tab-${state.tab}">
      ${state.tab === 'persons' ? personForm(state, actions) : lists(state, list, actions, timeZone)}
    </div>
  </div>`;

const lists = (state, list, actions, timeZone) => html`
      ${bar(state, actions)} ${issuedNote(state, actions)}
      ${state.form ? editor(state, actions) : state.service ? serviceEditor(state, actions) : fault(state.error)}
      ${resourceView(list, actions.list.retry, (data) => table(state, data.items, actions, timeZone), 6)}`;

const tabs = (state, actions) => html`
  <div class="tabs" role="tablist" aria-label=${t('accounts.title')}>
    ${hasRole('administrator') ? html`${tab('accounts', t('accounts.tab.staff'), state, actions)} ${tab('services', t('accounts.tab.services'), state, actions)}` : nothing}
    ${tab('audit', t('accounts.tab.audit'), state, actions)} ${tab('openings', t('accounts.tab.openings'), state, actions)}
    ${hasRole('administrator') ? tab('persons', t('accounts.tab.persons'), state, actions) : nothing}
  </div>`;

const tab = (id, label, state, actions) => html`
  <button role="tab" id="tab-${id}" aria-selected=${state.tab === id ? 'true' : 'false'} aria-controls=${state.tab === id ? `panel-${id}` : nothing} @click=${() => actions.tab(id)}>${label}</button>`;

function bar(state, actions) {
  if (state.tab === 'services') {
    return html`<div class="bar"><button class="btn btn--primary" @click=${actions.addService}>${t('services.add')}</button></div>`;
  }
  if (state.tab === 'openings') {
    return nothing;
  }
  if (state.tab === 'audit') {
    return html`<div class="bar">${textField({ id: 'action', label: t('audit.filter'), value: state.action, required: false, onInput: debounced((action) => actions.set({ action: action.trim() })) })}</div>`;
  }
  return html`<div class="bar">
    ${textField({ id: 'q', label: t('accounts.search'), value: state.q, required: false, onInput: debounced((q) => actions.set({ q: q.trim() })) })}
    <div class="ff"><label class="ff__label" for="role">${t('account.role')}</label>
      <select class="input" id="role" @change=${(event) => actions.set({ role: event.target.value })}>
        <option value="">${t('accounts.anyRole')}</option>
        ${ROLES.map((role) => html`<option value=${role} ?selected=${state.role === role}>${roleName(role)}</option>`)}
      </select></div>
    <button class="btn btn--primary" @click=${() => actions.edit(null)}>${t('accounts.add')}</button>
  </div>`;
}

let waiting = null;
const debounced = (work) => (value) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => work(value), 250);
};

function table(state, items, actions, timeZone) {
  if (items.length === 0) {
    return state.tab === 'openings'
      ? empty({ glyph: 'users', title: t('openings.none'), text: t('openings.none.text') })
      : empty({ glyph: 'users', title: t('accounts.none'), text: t('accounts.none.text') });
  }
  if (state.tab === 'openings') {
    return openingsTable(items, actions, timeZone);
  }
  if (state.tab === 'services') {
    return serviceTable(items, actions, timeZone);
  }
  return state.tab === 'audit' ? auditTable(items, timeZone) : accountTable(items, actions);
}

const accountTable = (items, actions) => html`
  <div class="sheetbox"><table class="table">
    <thead><tr><th>${t('login.name')}</th><th>${t('account.name')}</th><th>${t('account.roles')}</th><th>${t('account.scope')}</th><th>${t('account.state')}</th><th><span class="sr">${t('accounts.actions')}</span></th></tr></thead>
    <tbody>${items.map((account) => html`<tr>
      <td><b>${account.login}</b></td>
      <td>${account.name}</td>
      <td>${account.roles.map(roleName).join(t('list.separator'))}</td>
      <td>${scope(account)}</td>
      <td>${stateOf(account)}</td>
      <td><button class="btn" aria-label=${t('accounts.editOf', { login: account.login })} @click=${() => actions.edit(account)}>${t('accounts.edit')}</button></td>
    </tr>`)}</tbody>
  </table></div>`;

const scope = (account) => [account.unit, account.area ? `${account.area_level}:${account.area}` : null].filter(Boolean).join(' ') || t('account.cityWide');

const stateOf = (account) => html`<span class="row">
  ${account.locked ? html`<span class="badge">${t('account.locked')}</span>` : nothing}
  ${account.second_factor ? html`<span class="badge badge--accent">${t('account.secondFactor')}</span>` : nothing}
  ${account.password_expired ? html`<span class="badge">${t('account.oneTime')}</span>` : nothing}</span>`;
