/** Weekly hours that would hold at the same time: the server's rule, so that it can be said where they stand. */

import { WEEKDAYS } from './schedule-draft.js';

const DAY = 24 * 60;

const minute = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** An end that does not come after its begin is the next day's. */
function span({ from, to }) {
  const [start, end] = [minute(from), minute(to)];
  return [start, end <= start ? end + DAY : end];
}

const sharesDays = (one, other) =>
  (one.make_up_days && other.make_up_days) || (one.holidays && other.holidays) || one.weekdays.some((day) => other.weekdays.includes(day));

const dayAfter = (day) => WEEKDAYS[(WEEKDAYS.indexOf(day) + 1) % WEEKDAYS.length];

/** Days that no weekday names may follow any other. */
const mayFollow = (one, other) =>
  [one, other].some(({ make_up_days: makeUp, holidays }) => makeUp || holidays) || one.weekdays.some((day) => other.weekdays.includes(dayAfter(day)));

const later = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY * 60_000).toISOString().slice(0, 10);

const validTogether = (one, other, days = 0) =>
  (one.valid_to === '' || other.valid_from <= later(one.valid_to, days)) && (other.valid_to === '' || one.valid_from <= other.valid_to);

const reachesInto = (one, other) => span(one)[1] - DAY > span(other)[0] && mayFollow(one, other) && validTogether(one, other, 1);

function overlap(one, other) {
  const [[from, to], [otherFrom, otherTo]] = [span(one), span(other)];
  return (sharesDays(one, other) && validTogether(one, other) && from < otherTo && otherFrom < to) || reachesInto(one, other) || reachesInto(other, one);
}

/** @returns for each template the index of the first one before it that holds at the same time, or -1 */
export const overlaps = (templates) => templates.map((one, i) => templates.slice(0, i).findIndex((other) => overlap(other, one)));
