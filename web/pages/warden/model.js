import { dayAt, plusDays } from '../../core/hall-time.js';
import { heldCity } from './city.js';
import { all, read } from './db.js';
import { formers } from './former.js';
import { heldBeside } from './recipients.js';

/** What the phone holds, as the page shows it. Reads only. */

const EMPTY = Object.freeze({ device: null, base: null, work: null, items: [], photos: [], contact: null, pending: null, recipients: {}, roads: [], formers: {}, city: null });

export async function load() {
  const device = (await read('settings', 'device')) ?? null;
  const account = device?.account.id;
  const [base, work, items, photos, contact, pending, beside, former, city] = await Promise.all([
    account ? read('base', account) : null,
    account ? read('work', account) : null,
    all('queue'),
    all('photos'),
    read('settings', 'contact'),
    read('settings', 'enrolment'),
    heldBeside(),
    formers(),
    heldCity(),
  ]);
  return { ...EMPTY, device, base: base?.body ?? null, work: work?.body ?? null, items, photos, contact: contact ?? null, pending: pending ?? null, formers: former, city: city ?? null, ...beside };
}

/** Items by what is to be done with them: newest first, those that need the warden before all. */
export function sorted({ items, device }, today) {
  const mine = items.filter(({ account }) => account === device?.account.id);
  const newest = (list) => [...list].sort((a, b) => b.seq - a.seq);
  const ask = (item) => ['conflict', 'refused'].includes(item.state) && !item.seen;
  return {
    ask: newest(mine.filter(ask)),
    waiting: newest(mine.filter(({ state }) => state === 'waiting')),
    others: othersOf(items.filter((item) => item.account !== device?.account.id && ['waiting', 'refused', 'conflict'].includes(item.state) && !item.seen)),
    sent: newest(mine.filter((item) => item.state === 'sent' && today(item.settled_at))),
  };
}

/** Whose it is and how much; what it is is theirs to see. */
function othersOf(items) {
  const accounts = [...new Set(items.map(({ account }) => account))];
  return accounts.map((account) => {
    const own = items.filter((item) => item.account === account);
    return { account, name: own[0].account_name, waiting: own.filter(({ state }) => state === 'waiting').length, ask: own.filter(({ state }) => state !== 'waiting').length };
  });
}

export const countOpen = (state) => {
  const { ask, waiting } = sorted(state, () => false);
  return ask.length + waiting.length;
};

/** Tasks that are open and that this phone has not done already. */
export function openTasks({ work, items, device }) {
  const done = new Set(items.filter((item) => item.kind === 'task' && item.account === device?.account.id && ['waiting', 'sent'].includes(item.state)).map(({ body }) => body.task));
  return (work?.tasks ?? []).filter(({ id, state }) => (state ?? 'open') === 'open' && !done.has(id));
}

/** The round: the plans' points, each with the visit that was made there today, in this week or this month, as the plan is; sent or not. */
export function round({ base, work, items, device }, today, now = Date.now()) {
  const here = items.filter((item) => item.kind === 'visit' && item.account === device?.account.id && ['waiting', 'sent'].includes(item.state));
  const visits = [...(work?.visits ?? []), ...here.map((item) => ({ ...item.visit, found_at: item.found_at, key: item.key, mine: true, waiting: item.state === 'waiting' }))];
  const begun = { week: turnOf('week', now, base?.zone), month: turnOf('month', now, base?.zone) };
  const counts = ({ every }, at) => (begun[every] ? turnOf(every, at, base?.zone) === begun[every] : today(at));
  return (base?.plans ?? []).map((plan) => ({
    plan,
    points: plan.items.map((point) => ({ point, visit: visits.find((visit) => visit.plan === plan.id && visit.item === point.id && counts(plan, visit.found_at)) ?? null })),
  }));
}

/** The day with which a moment's week (a Monday) or month began in the city. */
function turnOf(every, moment, timeZone) {
  const day = dayAt(moment, timeZone);
  return every === 'month' ? day.slice(0, 7) : plusDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

export const countRound = (plans) => {
  const points = plans.flatMap((each) => each.points);
  return { done: points.filter(({ visit }) => visit).length, all: points.length };
};
