import { html, nothing } from 'lit-html';
import { nameOf, t } from '../core/i18n.js';
import { icon } from './icon.js';

/** Numbers to call when somebody is in danger, before anything else: the city's. */
export const emergency = (city) => html`
  <div class="urgent" role="alert">
    <p class="urgent__title">${icon('warn')}<b>${t('urgent.title')}</b></p>
    ${city?.emergency_numbers?.length ? html`<ul class="urgent__numbers">
      ${city.emergency_numbers.map(({ number, name }) => html`<li><a href="tel:${number}"><b class="num">${number}</b><span>${nameOf(name)}</span></a></li>`)}
    </ul>` : nothing}
    <p class="small">${t('urgent.text')}</p>
  </div>`;

/** Whether a text speaks of danger to life, by the words of the reader's language. */
export const soundsUrgent = (text) => t('urgent.words').split(';').some((word) => text.toLowerCase().includes(word.trim()));
