/** Links to a booking or to waiting: what opens it stands behind the `#`, which browsers send to no server. */

export const bookingLink = (id, token) => `/appointment#booking=${id}.${token}`;
export const waitingLink = (id, token) => `/appointment#waiting=${id}.${token}`;

/** @param fragment with its `#` @returns `{kind, id, token}` with kind `booking`, `waiting` or `hold`, or null */
export function readLink(fragment) {
  const [, kind, id, token] = /^#(booking|waiting|hold)=(\d{1,19})\.([\w-]{16,200})$/.exec(fragment) ?? [];
  return kind ? { kind, id, token } : null;
}

/** Nine digits in threes, as they are said: `123 456 789`. */
export const spokenNumber = (digits) => digits.replace(/\D/g, '').replace(/(\d{3})(?=\d)/g, '$1 ');
