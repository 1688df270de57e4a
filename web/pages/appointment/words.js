import { refusalText } from '../../core/appointment-refusals.js';

/** How a booking stands, in words and tone. */
export const STATES = {
  held: { key: 'ticket.held', tone: 'due' },
  confirmed: { key: 'ticket.confirmed', tone: 'done' },
  arrived: { key: 'ticket.arrived', tone: 'accent' },
  served: { key: 'ticket.served', tone: 'idle' },
  no_show: { key: 'ticket.noShow', tone: 'over' },
  cancelled: { key: 'ticket.cancelled', tone: 'idle' },
  expired: { key: 'ticket.expired', tone: 'idle' },
};

/** Of the waiting list. */
export const WAITS = {
  waiting: { key: 'waited.waiting', tone: 'accent' },
  offered: { key: 'waited.offered', tone: 'due' },
  booked: { key: 'waited.booked', tone: 'done' },
  cancelled: { key: 'waited.cancelled', tone: 'idle' },
  ended: { key: 'waited.ended', tone: 'idle' },
};

/** Here a hold is an offer. */
const OWN = { hold_expired: 'ticket.offerOver', schedule_changed: 'refused.gone' };

export const refusalWords = (refusal) => refusalText(refusal, OWN);
