import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { countOpen } from './model.js';
import { short } from './room.js';
import { endWord, moment, troubleWord } from './words.js';

/** What would cost something and is no fault of the network: sending that fails, which else nobody would know of, and a phone that is nearly full. */
function troubled({ fault, storage }) {
  if (!fault || fault.kind === 'device') {
    return short({ storage });
  }
  return html`<a class="off off--warn" id="stuck" href="#queue">${icon('warn')}<span class="grow">${t('field.stuck', { fault: troubleWord(fault) })}</span>${icon('right', '18')}</a>`;
}

/** The calm dark strip: whether there is a network, what waits for it, and that nothing is lost. */
export function strip(state, { flat = false } = {}) {
  const { device, online, contact, base } = state;
  const waiting = countOpen(state);
  if (device.ended) {
    return html`<a class="off off--warn" id="ended" href="#mine">${icon('lock')}<span class="grow">${endWord(device.ended)}</span>${icon('right', '18')}</a>`;
  }
  if (online) {
    return troubled(state);
  }
  const last = contact ? t('field.off.last', { time: moment(contact, base?.zone) }) : '';
  const text = flat || waiting === 0 ? last : t('field.off.waiting', { n: waiting });
  const inside = html`${icon('offline')}<span class="grow cut"><b>${t('field.off')}</b>${text ? html`<i class="md"></i>${text}` : nothing}</span>`;
  return html`${flat ? html`<div class="off" id="offline" role="status">${inside}</div>` : html`<a class="off" id="offline" href="#queue">${inside}${icon('right', '18')}</a>`}${short(state)}`;
}
