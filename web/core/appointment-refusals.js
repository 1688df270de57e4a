import { t } from './i18n.js';

/** Why a step with an appointment was refused, in the page's language: words for every code that the server has for it. */
export const REFUSALS = {
  unknown_hall: 'refused.hall',
  unknown_queue: 'refused.queue',
  unknown_counter: 'refused.counter',
  unknown_booking: 'refused.unknown',
  matter_not_served: 'refused.notServed',
  slot_full: 'refused.full',
  no_such_slot: 'refused.gone',
  past_slot: 'refused.past',
  too_soon: 'refused.soon',
  too_far_ahead: 'refused.far',
  hall_not_in_charge: 'refused.notInCharge',
  location_needed: 'refused.location',
  hold_expired: 'refused.expired',
  wrong_state: 'ticket.wrongState',
  too_many_holds: 'refused.holds',
  person_limit: 'refused.person',
  too_many_no_shows: 'refused.noShows',
  no_extension: 'hold.noMore',
  bad_phone: 'refused.phone',
  too_many_tries: 'refused.tries',
  too_many_requests: 'refused.busy',
  proof_needed: 'refused.proof',
  schedule_changed: 'refused.changed',
  overlapping_templates: 'refused.overlap',
  bad_schedule: 'refused.schedule',
  queue_in_use: 'refused.queueInUse',
  not_today: 'refused.notToday',
  bad_kiosk_pass: 'refused.pass',
  not_logged_in: 'refused.login',
  bad_csrf_token: 'refused.login',
  forbidden: 'refused.role',
  out_of_scope: 'refused.scope',
};

/**
 * What has no words here is said as the server does.
 *
 * @param own by code, where a page says it otherwise
 */
export function refusalText({ code, kind, detail }, own = {}) {
  const words = own[code] ?? REFUSALS[code];
  if (words) {
    return t(words);
  }
  return kind === 'request' ? detail || t('error.request.text') : t(kind === 'offline' ? 'error.offline.text' : 'error.server.text');
}
