import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { isScarce } from './saving.js';
import { size } from './words.js';

/** Whether the browser may throw the phone's store away, with what can be done about it; said where something is kept that is nowhere else. */
export function evictable({ storage }, actions) {
  return !storage || storage.persisted ? nothing : html`<div class="note note--due qnote" id="evictable">${icon('warn', '18')}<span class="grow"><p>${t('field.evictable')}</p><button type="button" class="btn btn--touch" @click=${actions.persist}>${t('field.persist')}</button></span></div>`;
}

export const scarce = ({ storage }) => (isScarce(storage) ? html`<div class="note note--due qnote" id="scarce">${icon('warn', '18')}<span>${t('field.scarce', { size: size(storage.free) })}</span></div>` : nothing);

/** On every page, whether there is a network or not. */
export const short = ({ storage }) => (isScarce(storage) ? html`<a class="off off--warn" id="short" href="#mine">${icon('warn')}<span class="grow">${t('field.scarce', { size: size(storage.free) })}</span>${icon('right', '18')}</a>` : nothing);
