import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { visitWords } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';

/** In the page's own words; what it has none for is said as the server does. */
const WORDS = {
  slot_full: 'refused.full', no_such_slot: 'refused.gone', schedule_changed: 'refused.gone', past_slot: 'refused.past', too_soon: 'refused.soon', too_far_ahead: 'refused.far',
  hall_not_in_charge: 'refused.notInCharge', location_needed: 'refused.location', hold_expired: 'refused.expired', too_many_holds: 'refused.holds',
  person_limit: 'refused.person', too_many_no_shows: 'refused.noShows', matter_not_served: 'refused.notServed', wrong_state: 'refused.expired', unknown_booking: 'refused.expired', rate_limited: 'report.busy',
};

export const refusalWords = ({ code, kind, detail }) => (WORDS[code] ? t(WORDS[code]) : kind === 'offline' ? t('error.offline.text') : kind === 'request' ? detail || t('error.request.text') : t('error.server.text'));

/** Why a time could not be had, and the nearest others: one press each. */
export function refusal({ state, actions }) {
  if (!state.refusal) {
    return nothing;
  }
  return html`
    <div class="section section--note" id="refusal" role="alert" tabindex="-1">
      <p class="note note--due">${icon('warn', '18')}<span>${refusalWords(state.refusal)}</span></p>
      ${state.alternatives.length > 0
        ? html`<h2 class="section__title" id="alternatives-title">${t('refused.instead')}</h2>
            <ul class="alternatives" aria-labelledby="alternatives-title">${state.alternatives.map((each) => html`<li><button type="button" class="btn" data-alternative=${each.starts_at} @click=${() => actions.take(each, each.hall)}>
              <b>${visitWords(each, each.at.time_zone)}</b><span class="small">${nameOf(each.at.name)}</span></button></li>`)}</ul>`
        : nothing}
    </div>`;
}
