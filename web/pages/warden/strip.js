import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { countOpen } from './model.js';
import { endWord, moment } from './words.js';

/** The calm dark strip: whether there is a network, what waits for it, and that nothing is lost. */
export function strip(state, { flat = false } = {}) {
  const { device, online, contact, base } = state;
  const waiting = countOpen(state);
  if (device.ended) {
    return html`<a class="off off--warn" id="ended" href="#mine">${icon('lock')}<span class="grow">${endWord(device.ended)}</span>${icon('right', '18')}</a>`;
  }
  if (online) {
    return nothing;
  }
  const last = contact ? t('field.off.last', { time: moment(contact, base?.zone) }) : '';
  const text = flat || waiting === 0 ? last : t('field.off.waiting', { n: waiting });
  const inside = html`${icon('offline')}<span class="grow cut"><b>${t('field.off')}</b>${text ? html`<i class="md"></i>${text}` : nothing}</span>`;
  return flat ? html`<div class="off" id="offline" role="status">${inside}</div>` : html`<a class="off" id="offline" href="#queue">${inside}${icon('right', '18')}</a>`;
}
