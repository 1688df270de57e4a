import { t } from '../../core/i18n.js';

/** States and steps in a petitioner's words; what this page does not know yet is shown as the server names it. */

const STAGES = {
  received: ['stage.received', 'idle'],
  answered: ['stage.answered', 'done'],
  diverted: ['stage.diverted', 'idle'],
  dispatched: ['stage.dispatched', 'accent'],
  disputed: ['stage.disputed', 'accent'],
  accepted: ['stage.accepted', 'accent'],
  in_progress: ['stage.in_progress', 'accent'],
  suspended: ['stage.suspended', 'due'],
  handled: ['stage.handled', 'done'],
  callback: ['stage.callback', 'done'],
  closed: ['stage.closed', 'done'],
  withdrawn: ['stage.withdrawn', 'idle'],
  linked: ['stage.linked', 'accent'],
};

const STEPS = {
  file: 'step.file',
  answer: 'step.answer',
  divert: 'step.divert',
  dispatch: 'step.dispatch',
  accept: 'step.accept',
  contact: 'step.contact',
  add_facts: 'step.add_facts',
  grant_extension: 'step.grant_extension',
  suspend: 'step.suspend',
  resume: 'step.resume',
  handle: 'step.handle',
  follow_parent: 'step.follow_parent',
  settle: 'step.settle',
  settle_on_spot: 'step.settle_on_spot',
  call_back: 'step.call_back',
  rework: 'step.rework',
  withdraw: 'step.withdraw',
};

export const stageName = (state) => (STAGES[state] ? t(STAGES[state][0]) : state);
export const stageTone = (state) => STAGES[state]?.[1] ?? 'idle';
export const stepName = (action) => (STEPS[action] ? t(STEPS[action]) : action);
