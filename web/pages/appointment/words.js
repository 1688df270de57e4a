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

export const REFUSALS = {
  slot_full: 'refused.full', no_such_slot: 'refused.gone', schedule_changed: 'refused.gone', past_slot: 'refused.past', too_soon: 'refused.soon', too_far_ahead: 'refused.far',
  hold_expired: 'ticket.offerOver', wrong_state: 'ticket.wrongState', person_limit: 'refused.person', too_many_no_shows: 'refused.noShows',
};
