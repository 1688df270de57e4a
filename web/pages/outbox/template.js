import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, number, t } from '../../core/i18n.js';
import { CHANNELS, STATES } from './model.js';

export const content = (state, model, actions, timeZone) => html`
  <div class="wide">
    <h1>${t('outbox.title')}</h1>
    <p class="small t2">${t('outbox.text')}</p>
    <div class="bar">
      ${picker('state', t('outbox.state'), state.state, STATES.map((each) => [each, stateName(each)]), actions)}
      ${picker('channel', t('outbox.channel'), state.channel, CHANNELS.map((each) => [each, channelName(each)]), actions)}
      <button class="btn" @click=${actions.load}>${icon('refresh', '18')}${t('outbox.refresh')}</button>
    </div>
    ${state.error ? html`<p class="form__error" role="alert">${icon('warn', '18')}${state.error.detail || t('error.server.text')}</p>` : nothing}
    ${resourceView(model.list.get(), model.list.retry, (data) => messages(data, state, model, actions, timeZone), 6)}
  </div>`;

const picker = (name, label, value, options, actions) => html`
  <div class="ff"><label class="ff__label" for="by-${name}">${label}</label>
    <select class="input" id="by-${name}" @change=${(event) => actions.filter({ [name]: event.target.value || null })}>
      <option value="" ?selected=${value === null}>${t('outbox.any')}</option>
      ${options.map(([id, text]) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}
    </select></div>`;

function stateName(state) {
  switch (state) {
    case 'waiting':
      return t('outbox.state.waiting');
    case 'sending':
      return t('outbox.state.sending');
    case 'sent':
      return t('outbox.state.sent');
    case 'failed':
      return t('outbox.state.failed');
    default:
      return t('outbox.state.expired');
  }
}

function channelName(channel) {
  switch (channel) {
    case 'sms':
      return t('outbox.channel.sms');
    case 'email':
      return t('outbox.channel.email');
    case 'webhook':
      return t('outbox.channel.webhook');
    default:
      return t('outbox.channel.page');
  }
}

const messages = ({ items, next }, state, model, actions, timeZone) =>
  items.length === 0
    ? empty({ glyph: 'check', title: t('outbox.none'), text: t('outbox.none.text') })
    : html`
        <div class="sheetbox" tabindex="0" role="region" aria-label=${t('outbox.title')}><table class="table">
          <thead><tr><th>${t('outbox.made')}</th><th>${t('outbox.channel')}</th><th>${t('outbox.recipient')}</th><th>${t('outbox.what')}</th><th>${t('outbox.state')}</th><th><span class="sr">${t('outbox.actions')}</span></th></tr></thead>
          <tbody>${items.map((message) => html`${row(message, state, actions, timeZone)} ${message.id === state.open ? opened(model) : nothing}`)}</tbody>
        </table></div>
        ${next ? html`<p class="more"><button class="btn" @click=${actions.more}>${t('outbox.more')}</button></p>` : nothing}`;

const row = (message, state, actions, timeZone) => html`<tr data-message=${message.id}>
  <td><time datetime=${message.created_at}>${dateTime(message.created_at, timeZone)}</time></td>
  <td>${channelName(message.channel)}</td>
  <td>${message.recipient}</td>
  <td><code>${message.template}</code></td>
  <td>${stateCell(message, timeZone)}</td>
  <td><div class="row">
    <button class="btn" aria-expanded=${message.id === state.open ? 'true' : 'false'} @click=${() => actions.toggle(message.id)}>${t('outbox.words')}</button>
    ${['failed', 'expired'].includes(message.state) ? html`<button class="btn" @click=${() => actions.resend(message.id)}>${t('outbox.resend')}</button>` : nothing}
  </div></td>
</tr>`;

const stateCell = (message, timeZone) => html`
  <span class="badge">${stateName(message.state)}</span>
  ${message.via === 'page' ? html`<span class="t3">${t('outbox.onlyHere')}</span>` : nothing}
  ${message.attempts > 1 ? html`<span class="t3">${t('outbox.attempts', { n: number(message.attempts) })}</span>` : nothing}
  ${message.state === 'waiting' && message.attempts > 0 ? html`<br><span class="t3">${t('outbox.next', { time: dateTime(message.next_try_at, timeZone) })}</span>` : nothing}
  ${message.last_error ? html`<br><span class="why" lang="en">${message.last_error}</span>` : nothing}`;

const opened = (model) => html`<tr><td colspan="6">${resourceView(model.words.get(), model.words.retry, (words) => html`
  <div class="words" role="status"><p><b>${words.recipient}</b></p>${words.subject ? html`<p><b>${words.subject}</b></p>` : nothing}<p>${words.text}</p></div>`, 1)}</td></tr>`;
