import { html } from 'lit-html';
import { t } from '../core/i18n.js';
import { icon } from './icon.js';

/** Numbers to call when somebody is in danger, before anything else. */
export const emergency = () => html`
  <div class="urgent" role="alert">
    <p class="urgent__title">${icon('warn')}<b>${t('urgent.title')}</b></p>
    <ul class="urgent__numbers">
      ${numbers().map(([number, name]) => html`<li><a href="tel:${number}"><b class="num">${number}</b><span>${name}</span></a></li>`)}
    </ul>
    <p class="small">${t('urgent.text')}</p>
  </div>`;

/** `110 police; 119 fire` → pairs. */
const numbers = () => t('urgent.numbers').split(';').map((entry) => entry.trim().split(/\s+(.*)/));

/** Whether a text speaks of danger to life, by the words of the reader's language. */
export const soundsUrgent = (text) => t('urgent.words').split(';').some((word) => text.toLowerCase().includes(word.trim()));
