import { t } from '../../core/i18n.js';

/** What states, steps and outcomes are called. */

export const stateName = ({ state, overdue, taken_down: down }) => {
  if (down) {
    return t('cy.step.taken_down');
  }
  return overdue
    ? t(state === 'adopted' ? 'cy.state.leftOpen' : 'cy.state.overdue')
    : { waiting: t('cy.state.waiting'), refused: t('cy.state.refused'), published: t('cy.state.published'), adopted: t('cy.state.adopted'), declined: t('cy.state.declined'), closed: t('cy.state.closed'), withdrawn: t('cy.state.withdrawn') }[state] ?? state;
};

/** The tone of a mark, on the map and in lists. */
export const toneOf = ({ state, overdue, taken_down: down }) => (down ? 'idle' : overdue ? 'over' : { published: 'due', adopted: 'idle', declined: 'disp', closed: 'done' }[state] ?? 'idle');

const STAGES = { over: 'stage--over', due: 'stage--due', done: 'stage--done', idle: 'stage--accent', disp: '' };
export const stageClass = (proposal) => STAGES[toneOf(proposal)];

export const stepName = ({ what }) =>
  ({ proposed: t('cy.step.proposed'), mended: t('cy.step.mended'), refused: t('cy.step.refused'), published: t('cy.step.published'), adopted: t('cy.step.adopted'), declined: t('cy.step.declined'), closed: t('cy.step.closed'), withdrawn: t('cy.step.withdrawn'), taken_down: t('cy.step.taken_down') })[what] ?? what;

export const outcomeName = (outcome) =>
  ({ implemented: t('cy.outcome.implemented'), partly_implemented: t('cy.outcome.partly_implemented'), not_implemented: t('cy.outcome.not_implemented') })[outcome] ?? '';

const STAGE_OF_REQUEST = { received: 'received', dispatched: 'given', disputed: 'given', accepted: 'working', in_progress: 'working', suspended: 'suspended', handled: 'handled', callback: 'handled', linked: 'working' };

/** How far the request or task is, in a word. */
export function workName({ kind, state, ended }) {
  if (kind === 'task') {
    return { open: t('cy.task.open'), done: t('cy.task.done'), cancelled: t('cy.task.cancelled') }[state] ?? state;
  }
  const stage = ended ? 'ended' : (STAGE_OF_REQUEST[state] ?? 'working');
  return { received: t('cy.work.received'), given: t('cy.work.given'), working: t('cy.work.working'), suspended: t('cy.work.suspended'), handled: t('cy.work.handled'), ended: t('cy.work.ended') }[stage];
}

/** A refusal in words that say what to do. */
export function faultText(error) {
  const words = {
    residency_not_confirmed: t('cy.fault.notConfirmed'), not_a_resident: t('cy.fault.notResident'), own_proposal: t('cy.fault.own'), too_many_open_proposals: t('cy.fault.open'),
    too_many_proposals_today: t('cy.fault.today'), proposal_not_open: t('cy.fault.notOpen'), proposal_changed: t('cy.fault.changed'), proposal_not_mendable: t('cy.fault.notMendable'), out_of_scope: t('cy.fault.scope'),
    already_confirmed: t('cy.fault.alreadyConfirmed'), changed_meanwhile: t('cy.fault.changed'),
  };
  if (error.kind === 'offline') {
    return t('error.offline.text');
  }
  return words[error.code] ?? (error.kind === 'request' ? error.detail || t('error.request.text') : t('error.server.text'));
}

export const dutyName = ({ duty, substitute }) => (substitute ? t('cy.duty.substitute') : { warden: t('cy.duty.warden'), steward: t('cy.duty.steward') }[duty] ?? duty);
