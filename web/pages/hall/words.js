import { localeTag, t } from '../../core/i18n.js';

/** Times of day are the hall's. */
export const clock = (iso, timeZone) => new Intl.DateTimeFormat(localeTag(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(iso));

export const minutesSince = (iso, now) => Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));

/** The day of a zone's calendar, as the API writes it. */
export const dayOf = (moment, timeZone) => new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(moment);

/** Nine digits are read in threes. */
export const spoken = (number) => (number ?? '').replace(/(\d{3})(?=\d)/g, '$1 ');

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

export const affectedText = (why) => t(why === 'closed' ? 'hall.affected.closed' : 'hall.affected.reduced');
