import { html, nothing } from 'lit-html';
import { t } from '../core/i18n.js';

/** What the colours of halls mean; each also stands in words at its hall. */
const STEPS = [[1, 'soon.today'], [2, 'soon.tomorrow'], [3, 'soon.week'], [4, 'soon.later'], [5, 'soon.none']];

/** @param title what the free times are for @param more below the colours */
export const soonLegend = (title, more = nothing) => html`
  <div class="soonlegend" data-over-map>
    <p class="soonlegend__title">${title}<i class="md"></i>${t('soon.title')}</p>
    <ul>${STEPS.map(([step, key]) => html`<li><i class="av av--${step}"></i>${t(key)}</li>`)}</ul>
    ${more}
  </div>`;
