import { put } from './db.js';
import { tell } from './news.js';

/**
 * One item that the server cannot take must not keep back all that was saved after it. What fails by itself several times is set aside for a
 * while, and with it what builds on it: later answers to the same task, later visits of the same point. All else goes on, in order.
 */

const TRIES = 3;
const ASIDE_MS = 10 * 60_000;
const LONGEST_MS = 6 * 3_600_000;

/** What an item builds on, as a word; null for those that stand alone. */
export function subjectOf({ kind, body }) {
  return kind === 'task' ? `task ${body.task}` : kind === 'visit' ? ['visit', body.grid, body.plan, body.item].join(' ') : null;
}

/** Longer than ever is a clock that was put right since. */
export function isAside({ aside_until: until }, now) {
  const left = until ? Date.parse(until) - now : 0;
  return left > 0 && left <= LONGEST_MS;
}

/** Those that may go now, in their order. Pure. */
export function sendable(waiting, now) {
  const held = new Set();
  return waiting.filter((item) => {
    const subject = subjectOf(item);
    const stays = isAside(item, now) || held.has(subject);
    stays && subject && held.add(subject);
    return !stays;
  });
}

/** Whether a failed call says something of what was sent, not of the network or the whole server. */
export const concernsItems = (fault) => fault.status === 500 || isMalformed(fault);
/** Nobody will ever take it as it is: the warden has to know. */
export const isMalformed = ({ kind, status }) => kind === 'refused' && [400, 413, 422].includes(status);

/** Counts a failure of one item that was sent alone. @returns whether it was set aside; else it is tried again with the rest */
export async function failed(item) {
  const tries = (item.tries ?? 0) + 1;
  const aside = tries >= TRIES;
  const until = aside ? new Date(Date.now() + Math.min(LONGEST_MS, ASIDE_MS * 2 ** (tries - TRIES))).toISOString() : null;
  await put('queue', { ...item, tries, aside_until: until });
  tell('changed');
  return aside;
}
