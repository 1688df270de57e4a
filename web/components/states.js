import { html, nothing } from 'lit-html';
import { t } from '../core/i18n.js';
import { icon } from './icon.js';

/** The four states every list has besides its content. */

export const skeleton = (rows = 3, slow = false) => html`
  <div class="skelrows" role="status">
    <span class="sr">${t('state.loading')}</span>
    ${Array.from({ length: rows }, () => html`<div class="skelrow" aria-hidden="true"><span class="skel"></span><span class="skel"></span></div>`)}
    ${slow ? html`<p class="slow">${icon('clock', '16')}${t('state.slow')}</p>` : nothing}
  </div>`;

export const empty = ({ glyph, title, text, action }) => html`
  <div class="empty">
    ${icon(glyph)}
    <h2>${title}</h2>
    <p>${text}</p>
    ${action ? html`<button type="button" class="btn" @click=${action.run}>${action.text}</button>` : nothing}
  </div>`;

/** What happened in words, and a way to try again; `error` is an ApiError. */
export const failure = (error, retry) => html`
  <div class="empty" role="alert">
    ${icon(error?.kind === 'offline' ? 'offline' : 'warn')}
    <h2>${titleOf(error)}</h2>
    <p>${textOf(error)}</p>
    <button type="button" class="btn" @click=${retry}>${icon('refresh', '18')}${t('state.retry')}</button>
  </div>`;

function titleOf(error) {
  return t(error?.kind === 'offline' ? 'error.offline.title' : error?.kind === 'request' ? 'error.request.title' : 'error.server.title');
}

function textOf(error) {
  if (error?.kind === 'offline') {
    return t('error.offline.text');
  }
  if (error?.code === 'too_many_requests') {
    return t('refused.busy');
  }
  if (error?.kind === 'request') {
    return error.detail || t('error.request.text');
  }
  return t('error.server.text');
}

/** A resource's state → template: `ready(data)` when there is something, else skeleton or error. */
export function resourceView(resource, retry, ready, rows = 3) {
  if (resource.status === 'error') {
    return failure(resource.error, retry);
  }
  if (resource.data !== null) {
    return ready(resource.data);
  }
  return resource.status === 'loading' ? skeleton(rows, resource.slow) : nothing;
}
