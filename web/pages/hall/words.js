import { refusalText } from '../../core/appointment-refusals.js';
import { t } from '../../core/i18n.js';

export const minutesSince = (iso, now) => Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));

export function stateName(state) {
  switch (state) {
    case 'held': return t('hall.booking.held');
    case 'confirmed': return t('hall.booking.confirmed');
    case 'arrived': return t('hall.booking.arrived');
    case 'served': return t('hall.booking.served');
    case 'no_show': return t('hall.booking.no_show');
    case 'cancelled': return t('hall.booking.cancelled');
    default: return t('hall.booking.expired');
  }
}

export function affectedText(why) {
  switch (why) {
    case 'closed': return t('hall.affected.closed');
    case 'unserved': return t('hall.affected.unserved');
    default: return t('hall.affected.reduced');
  }
}

/** What may be any of many things is told as the server says it, too. */
export const scheduleRefusal = (error) => [refusalText(error), error.code === 'bad_schedule' ? error.detail : ''].filter(Boolean).join(' ');
