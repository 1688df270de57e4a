import { nameOf, number, t } from '../../core/i18n.js';

/** Words and tones for what the server says by key. The keys stand here in full, so that a missing text is found by a test. */

const STATES = {
  received: 'desk.state.received', answered: 'desk.state.answered', diverted: 'desk.state.diverted', dispatched: 'desk.state.dispatched',
  disputed: 'desk.state.disputed', accepted: 'desk.state.accepted', in_progress: 'desk.state.in_progress', suspended: 'desk.state.suspended',
  handled: 'desk.state.handled', callback: 'desk.state.callback', closed: 'desk.state.closed', withdrawn: 'desk.state.withdrawn', linked: 'desk.state.linked',
};
const ACTIONS = {
  file: 'desk.do.file', correct: 'desk.do.correct', set_kind: 'desk.do.set_kind', answer: 'desk.do.answer', divert: 'desk.do.divert', dispatch: 'desk.do.dispatch', undo: 'desk.do.undo',
  reassign: 'desk.do.reassign', accept: 'desk.do.accept', contact: 'desk.do.contact', assign: 'desk.do.assign', dispute: 'desk.do.dispute', uphold: 'desk.do.uphold',
  redirect: 'desk.do.redirect', add_facts: 'desk.do.add_facts', note: 'desk.do.note', ask_assistance: 'desk.do.ask_assistance', assist: 'desk.do.assist',
  whistle: 'desk.do.whistle', report_in: 'desk.do.report_in', decline_whistle: 'desk.do.decline_whistle', appraise: 'desk.do.appraise',
  ask_extension: 'desk.do.ask_extension', grant_extension: 'desk.do.grant_extension', refuse_extension: 'desk.do.refuse_extension', suspend: 'desk.do.suspend',
  resume: 'desk.do.resume', supervise: 'desk.do.supervise', end_supervision: 'desk.do.end_supervision', escalate: 'desk.do.escalate', handle: 'desk.do.handle',
  attempt: 'desk.do.attempt', call_back: 'desk.do.call_back', rework: 'desk.do.rework', withdraw: 'desk.do.withdraw', link: 'desk.do.link', unlink: 'desk.do.unlink', split: 'desk.do.split',
  follow_parent: 'desk.do.follow_parent', overdue: 'desk.do.overdue', open_callback: 'desk.do.open_callback', end_callback: 'desk.do.end_callback', settle: 'desk.do.settle', settle_on_spot: 'desk.do.settle_on_spot', forget_place: 'desk.do.forget_place',
};
const INPUTS = {
  unit: 'desk.in.unit', units: 'desk.in.units', reason: 'desk.in.reason', reply: 'desk.in.reply', text: 'desk.in.text', until: 'desk.in.until',
  diversion: 'desk.in.diversion', outcome: 'desk.in.outcome', contacted: 'desk.in.contacted', solved: 'desk.in.solved', satisfaction: 'desk.in.satisfaction',
  unreached: 'desk.in.unreached', score: 'desk.in.score', parent: 'desk.in.parent', category: 'desk.in.category', kind: 'desk.in.kind', evidence: 'desk.in.evidence',
  handler: 'desk.in.handler', copies: 'desk.in.copies', where: 'desk.in.where', address_registered: 'further.address',
};
const TERMS = {
  solved: 'desk.term.solved', partly_solved: 'desk.term.partly_solved', explained: 'desk.term.explained', not_solved: 'desk.term.not_solved',
  satisfied: 'desk.term.satisfied', basically_satisfied: 'desk.term.basically_satisfied', neutral: 'desk.term.neutral', dissatisfied: 'desk.term.dissatisfied',
  no_answer: 'desk.term.no_answer', wrong_number: 'desk.term.wrong_number', refused: 'desk.term.refused', no_contact: 'desk.term.no_contact', not_called: 'desk.term.not_called', same_petitioner: 'desk.term.same_petitioner',
  copy: 'desk.term.copy', assistant: 'desk.term.assistant', whistled: 'desk.term.whistled', escalated: 'desk.term.escalated',
  told: 'desk.term.told', asked: 'desk.term.asked', reported: 'desk.term.reported', declined: 'desk.term.declined',
  acceptance: 'desk.term.acceptance', first_contact: 'desk.term.first_contact', dispute_window: 'desk.term.dispute_window', review: 'desk.term.review',
  whistle: 'desk.term.whistle', assistance: 'desk.term.assistance', suspension: 'desk.term.suspension', callback: 'desk.term.callback', callback_end: 'desk.term.callback_end', deadline: 'desk.term.deadline', extension: 'desk.term.extension', system: 'desk.term.system', petitioner: 'desk.term.petitioner',
  duplicate: 'desk.term.duplicate', part: 'desk.term.part', incident: 'desk.term.incident',
};
const WAYS = { operator: 'desk.way.operator', link: 'desk.way.link', page: 'desk.way.page', unit: 'desk.way.unit', system: 'desk.way.system' };
const TABS = { queue: 'desk.tab.queue', disputed: 'desk.tab.disputed', work: 'desk.tab.work', suspended: 'desk.tab.suspended', extensions: 'desk.tab.extensions', asked: 'desk.tab.asked', callbacks: 'desk.tab.callbacks', mine: 'desk.tab.mine', publication: 'desk.tab.publication', all: 'desk.tab.all' };

const word = (table, key) => (Object.hasOwn(table, key) ? t(table[key]) : key);
export const stateName = (key) => word(STATES, key);
export const stateKeys = Object.keys(STATES);
export const actionName = (key) => word(ACTIONS, key);
export const inputName = (key) => word(INPUTS, key);
export const isKnownInput = (key) => Object.hasOwn(INPUTS, key);
export const termName = (key) => word(TERMS, key);
export const wayName = (key) => word(WAYS, key);
export const tabName = (key) => word(TABS, key);

/** The city's own name for a word, else ours, else the word. */
export const termOf = (terms, id) => nameOf(terms.find((term) => term.id === id)?.name) || termName(id);

/** The server warns when so much of a clock's time is gone (`RunningClock`). A list knows no clocks: it goes by the dispatch. */
const AMBER = 3 / 4;
/** What came back for rework has a new clock, whose start a list does not know. */
const REWORK_AMBER_MS = 2 * 3600_000;
const MINUTE = 60_000;

/** The colour of a request, always beside a word that says the same. */
export function toneOf(request, now) {
  if (isToReview(request, now)) {
    return 'over';
  }
  if (request.overdue || (isOpen(request) && dueOf(request) && Date.parse(dueOf(request)) < now)) {
    return 'over';
  }
  if (request.state === 'disputed') {
    return 'disp';
  }
  if (['closed', 'handled', 'callback', 'answered'].includes(request.state)) {
    return 'done';
  }
  return isOpen(request) && dueOf(request) && isAmber(request, now) ? 'due' : 'idle';
}

function isAmber(request, now) {
  const due = Date.parse(dueOf(request));
  const from = Date.parse(request.dispatched_at ?? request.received_at);
  return now >= (request.rework_count > 0 ? due - REWORK_AMBER_MS : from + AMBER * (due - from));
}

/** What waits for a dispatcher has no deadline yet, but its urgency class's time runs. */
const dueOf = (request) => request.deadline ?? request.limit_ends_at;

/** Suspended longer than until the date of its review. */
const isToReview = ({ state, review_at: review }, now) => state === 'suspended' && Boolean(review) && Date.parse(review) <= now;

const isOpen = ({ state }) => ['received', 'dispatched', 'disputed', 'accepted', 'in_progress'].includes(state);

/** What is left until a moment, or how long it is over; empty where nothing runs. */
export function left(iso, now) {
  if (!iso) {
    return '';
  }
  const rest = Date.parse(iso) - now;
  return t(rest < 0 ? 'desk.over' : 'desk.left', { time: span(Math.abs(rest)) });
}

/** The colour of what is left: of what is suspended the mark may be late, and the review still to come. */
export const toneOfLeft = (request, now) => (request.state === 'suspended' && !isToReview(request, now) ? 'idle' : toneOf(request, now));

/** Of what is suspended, until its review. */
export const leftOf = (request, now) => {
  if (request.state === 'suspended') {
    return left(request.review_at, now);
  }
  return isOpen(request) ? left(dueOf(request), now) : '';
};

function span(ms) {
  const minutes = Math.max(1, Math.floor(ms / MINUTE));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) {
    return t('desk.span.days', { d: number(days), h: number(hours % 24) });
  }
  return hours > 0 ? t('desk.span.hours', { h: number(hours), m: number(minutes % 60) }) : t('desk.span.minutes', { m: number(minutes) });
}
