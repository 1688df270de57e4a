import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { refusalText } from '../../core/appointment-refusals.js';
import { visitWords } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { isCoarse } from './state.js';

/** Here a booking is what was held: when that is gone, it was kept too long. */
const OWN = { schedule_changed: 'refused.gone', wrong_state: 'refused.expired', unknown_booking: 'refused.expired' };

/** @param state of the page: a place that was given may be too vague */
export const refusalWords = (refusal, state) => refusalText(refusal, isCoarse(state) ? { ...OWN, location_needed: 'book.where.coarse' } : OWN);

/** Why a time could not be had, and the nearest others: one press each. */
export function refusal({ state, actions }) {
  if (!state.refusal) {
    return nothing;
  }
  return html`
    <div class="section section--note" id="refusal" role="alert" tabindex="-1">
      <p class="note note--due">${icon('warn', '18')}<span>${refusalWords(state.refusal, state)}</span></p>
      ${state.alternatives.length > 0
        ? html`<h2 class="section__title" id="alternatives-title">${t('refused.instead')}</h2>
            <ul class="alternatives" aria-labelledby="alternatives-title">${state.alternatives.map((each) => html`<li><button type="button" class="btn" data-alternative=${each.starts_at} @click=${() => actions.take(each, each.hall)}>
              <b>${visitWords(each, each.at.time_zone)}</b><span class="small">${nameOf(each.at.name)}</span></button></li>`)}</ul>`
        : nothing}
    </div>`;
}
