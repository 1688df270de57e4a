import { t } from '../../core/i18n.js';
import { SEATS, SETTINGS } from './schedule-draft.js';
import { overlaps } from './schedule-overlap.js';

/** What is wrong with what was typed, by the id of its field: the server's own rules, so that each fault stands at its field. */

const RANGES = {
  lead_minutes: [0, 43_200], horizon_days: [1, 366], hold_minutes: [1, 60], open_per_person: [1, 50], no_shows: [1, 50], holds_per_caller: [1, 10_000],
  proof_bits: [0, 24], slot_minutes: [5, 240], public_capacity: [0, 1000], internal_capacity: [0, 1000], walk_in_capacity: [0, 1000], slots: [1, 16], number: [1, 999],
};
const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function check(draft) {
  const faults = new Map();
  const say = (path, text) => faults.has(path.join('-')) || faults.set(path.join('-'), text);
  const range = (path, value) => {
    const [least, most] = RANGES[path.at(-1)];
    const number = value === '' ? NaN : Number(value);
    Number.isInteger(number) && number >= least && number <= most ? null : say(path, t('sched.fault.range', { least, most }));
  };
  const named = (path, name) => Object.values(name).some((text) => text.trim() !== '') || say(path, t('sched.fault.name'));
  const hours = (path, { from, to }) => {
    TIME.test(from) || say([...path, 'from'], t('sched.fault.time'));
    TIME.test(to) || say([...path, 'to'], t('sched.fault.time'));
  };
  const days = (path, first, last, names) => {
    DAY.test(first) || say([...path, names[0]], t('sched.fault.day'));
    last !== '' && last < first && say([...path, names[1]], t('sched.fault.order'));
  };

  SETTINGS.forEach((name) => range(['settings', name], draft.settings[name]));
  isZone(draft.settings.zone) || say(['settings', 'zone'], t('sched.fault.zone'));
  draft.queues.forEach((queue, i) => {
    const path = ['queues', i];
    /^[a-z0-9_-]{1,40}$/.test(queue.code) && isOnly(draft.queues, queue, 'code') ? null : say([...path, 'code'], t('sched.fault.code'));
    /^[A-Z]$/.test(queue.letter) && isOnly(draft.queues, queue, 'letter') ? null : say([...path, 'letter'], t('sched.fault.letter'));
    named([...path, 'name'], queue.name);
    queue.matters.forEach(({ slots }, j) => range([...path, 'matters', j, 'slots'], slots));
    queue.templates.forEach((template, j) => {
      const at = [...path, 'templates', j];
      ['slot_minutes', ...SEATS].forEach((name) => range([...at, name], template[name]));
      hours(at, template);
      days(at, template.valid_from, template.valid_to, ['valid_from', 'valid_to']);
      template.weekdays.length > 0 || template.make_up_days || template.holidays || say([...at, 'weekdays'], t('sched.fault.weekdays'));
    });
  });
  draft.queues.forEach(({ templates }, i) => saysOverlaps(templates, i, faults, say));
  draft.counters.forEach((counter, i) => {
    range(['counters', i, 'number'], counter.number);
    isOnly(draft.counters, counter, 'number') || say(['counters', i, 'number'], t('sched.fault.sameNumber'));
  });
  draft.changes.forEach((change, i) => {
    const path = ['changes', i];
    days(path, change.first_day, change.last_day || '0', ['first_day', 'last_day']);
    change.closed && change.whole ? null : hours(path, change);
    change.closed || ['slot_minutes', ...SEATS].forEach((name) => range([...path, name], change[name]));
  });
  return faults;
}

/** Only of hours that are whole: a fault of their own is mended first. */
function saysOverlaps(templates, i, faults, say) {
  if ([...faults.keys()].some((id) => id.startsWith(`queues-${i}-templates-`))) {
    return;
  }
  overlaps(templates).forEach((other, j) => {
    const { from, to } = templates[other] ?? {};
    other < 0 || say(['queues', i, 'templates', j], t('sched.fault.overlap', { n: other + 1, from, to }));
  });
}

const isOnly = (all, one, name) => all.every((other) => other === one || other[name] !== one[name]);

function isZone(zone) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone.trim() }));
  } catch {
    return false;
  }
}

/** The id of the only field that a name of the API can mean, or null. */
export function faultAt(draft, field) {
  if (field && Object.hasOwn(draft.settings, field)) {
    return `settings-${field}`;
  }
  if (field === 'templates' && draft.queues.length === 1) {
    return 'queues-0-templates';
  }
  return null;
}
