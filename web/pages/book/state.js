/** What the page holds beside its address (`matter`, `place`, `lon`, `lat`, `accuracy`, `view`, `sort`). */
export const BLANK = Object.freeze({
  query: '', allMatters: false, changing: false, where: 'point', kind: 'pin', placeName: null, locating: false, locateFault: '', mapOpen: false,
  day: null, shown: 3, others: false, near: null,
  hallName: '', following: false, moreFailed: false,
  hold: null, editing: false, busy: null, proof: null, alternatives: [], refusal: null, announcement: '',
  waiting: null, firstDay: '', lastDay: '',
  name: '', phone: '', email: '', behalf: false, bookedBy: '', call: null, errors: {}, quota: 'public',
  tilesFailed: false,
});

export const MOST_MATTERS = 5;

export const mattersOf = ({ matter }) => (matter ? matter.split(',') : []);

/** Masked, when the account logs in with a phone: then it need not be typed. */
const phoneOfAccount = (account) => (account?.kind === 'citizen' && /^\+?\d[\d\s-]*\*/.test(account.name) ? account.name : null);

/** What need not be typed, masked: the number of the open call, or that of one's own account. */
export const knownPhone = ({ call }, account) => call?.phone ?? phoneOfAccount(account);

/** `choose` matter, place and hall; `times` of a hall; `details` of who comes; `waiting` for a slot. */
export function stepOf({ hold, editing, waiting, place }) {
  if (hold && editing) {
    return 'details';
  }
  return waiting ? 'waiting' : place ? 'times' : 'choose';
}

/** Where the matter arises, as the API takes it; nothing when that is not said. */
export const location = ({ where, lon, lat, accuracy }) =>
  where === 'point' && lon !== null ? { lon, lat, ...(accuracy ? { accuracy } : {}) } : {};

/** Farther off the server asks no area: it could be anybody's. */
const COARSE_METRES = 1000;

/** Whether a place was given that is too vague to say which hall is in charge. */
export const isCoarse = ({ where, lon, accuracy }) => where === 'point' && lon !== null && accuracy > COARSE_METRES;

/** At a hall only where the server asked for it: most need no location, or have it by now. */
export const asksWhere = (state) => stepOf(state) === 'choose' || ['location_needed', 'hall_not_in_charge'].includes(state.refusal?.code);
