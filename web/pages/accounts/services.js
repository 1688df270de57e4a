import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { dateTime, t } from '../../core/i18n.js';
import { fault } from './editor.js';

const GRANTS = ['read', 'file', 'call', 'accept', 'contact', 'reply', 'dispute'];

/** Accounts of units' own systems. */
export const serviceTable = (items, actions, timeZone) => html`
  <div class="sheetbox"><table class="table">
    <thead><tr><th>${t('account.name')}</th><th>${t('account.unit')}</th><th>${t('services.grants')}</th><th>${t('services.token')}</th><th><span class="sr">${t('accounts.actions')}</span></th></tr></thead>
    <tbody>${items.map((item) => row(item, actions, timeZone))}</tbody>
  </table></div>`;

const row = ({ account, token_expires_at: ends, token_used_at: used }, actions, timeZone) => html`<tr>
  <td><b>${account.name}</b></td>
  <td>${account.unit}</td>
  <td>${account.grants.map((grant) => html`<span class="badge">${grant}</span> `)}</td>
  <td>${ends ? t('services.ends', { time: dateTime(ends, timeZone) }) : t('services.noToken')}${used ? html`<br><span class="t3">${t('services.used', { time: dateTime(used, timeZone) })}</span>` : nothing}</td>
  <td class="row"><button class="btn" @click=${() => actions.rotate(account)}>${t('services.rotate')}</button><button class="btn" @click=${() => actions.revoke(account)}>${t('services.revoke')}</button></td>
</tr>`;

const change = (state, actions, patch) => actions.set({ service: { ...state.service, ...patch } });

const text = (name, label, state, actions) =>
  textField({ id: `service-${name}`, label, value: state.service[name], error: state.error?.field === name ? state.error.detail : '', onInput: (value) => change(state, actions, { [name]: value }) });

export const serviceEditor = (state, actions) => html`
  <section class="card editor" id="editor" aria-labelledby="editor-title">
    <h2 id="editor-title">${t('services.add')}</h2>
    <form class="form" novalidate @submit=${(event) => { event.preventDefault(); actions.saveService(); }}>
      <div class="span">${fault(state.error)}</div>
      ${text('name', t('account.name'), state, actions)} ${text('unit', t('account.unitCode'), state, actions)} ${text('days', t('services.days'), state, actions)}
      <fieldset class="ff span"><legend class="ff__label">${t('services.grants')}</legend>
        <div class="checks">${GRANTS.map((grant) => html`<label><input type="checkbox" .checked=${state.service.grants.includes(grant)}
          @change=${(event) => change(state, actions, { grants: event.target.checked ? [...state.service.grants, grant] : state.service.grants.filter((each) => each !== grant) })}>${grant}</label>`)}</div></fieldset>
      <div class="row span">
        <button class="btn btn--primary" ?disabled=${state.busy}>${t('form.save')}</button>
        <button class="btn" type="button" @click=${() => actions.set({ service: null, error: null })}>${t('form.cancel')}</button>
      </div>
    </form>
  </section>`;
