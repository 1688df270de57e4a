/** A schedule as it stands in fields: numbers as they are typed, empty for what is left out. */

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const SETTINGS = ['lead_minutes', 'horizon_days', 'hold_minutes', 'open_per_person', 'no_shows', 'holds_per_caller', 'proof_bits'];
export const SEATS = ['public_capacity', 'internal_capacity', 'walk_in_capacity'];

export const BLANK = Object.freeze({
  version: 0,
  settings: { zone: 'Asia/Shanghai', lead_minutes: 60, horizon_days: 14, hold_minutes: 10, open_per_person: 3, no_shows: 3, holds_per_caller: 20, proof_bits: 0, bookable: true },
  queues: [], counters: [], changes: [],
});

const typed = (value) => (value === null || value === undefined ? '' : String(value));
const each = (names, source) => Object.fromEntries(names.map((name) => [name, typed(source[name])]));

export const draftOf = ({ settings, queues, counters, changes }) => ({
  settings: { ...each(SETTINGS, settings), zone: settings.zone, bookable: settings.bookable },
  queues: queues.map((queue) => ({
    code: queue.code, name: { ...queue.name }, letter: queue.letter, known: true,
    matters: queue.matters.map((matter) => ({ ...matter, slots: typed(matter.slots) })),
    templates: queue.templates.map((template) => ({ ...template, valid_to: typed(template.valid_to), ...each(['slot_minutes', ...SEATS], template) })),
  })),
  counters: counters.map((counter) => ({ number: typed(counter.number), name: { ...counter.name }, queues: [...counter.queues] })),
  changes: changes.map((change) => ({
    ...change, queue: typed(change.queue), reason: { ...change.reason }, ...each(['slot_minutes', ...SEATS], change),
    from: typed(change.from), to: typed(change.to), whole: change.closed && change.from === '00:00' && ['24:00', '00:00'].includes(change.to),
  })),
});

export const newTemplate = (today) => ({
  valid_from: today, valid_to: '', weekdays: WEEKDAYS.slice(0, 5), make_up_days: true, holidays: false, from: '09:00', to: '17:00',
  slot_minutes: '30', public_capacity: '4', internal_capacity: '1', walk_in_capacity: '2',
});

export const newChange = (today) => ({
  queue: '', first_day: today, last_day: today, closed: true, whole: true, from: '09:00', to: '12:00',
  slot_minutes: '30', public_capacity: '4', internal_capacity: '1', walk_in_capacity: '2', reason: {},
});

/** A letter and a code that no queue has. */
export function newQueue(queues, today) {
  const letter = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((one) => queues.every((queue) => queue.letter !== one)) ?? '';
  return { code: `queue-${letter.toLowerCase()}`, name: {}, letter, known: false, matters: [], templates: [newTemplate(today)] };
}

export const newCounter = (counters, queues) => ({
  number: String(Math.max(0, ...counters.map(({ number }) => Number(number) || 0)) + 1), name: {}, queues: queues.map(({ code }) => code),
});

const numbers = (names, source) => Object.fromEntries(names.map((name) => [name, Number(source[name])]));

export const bodyOf = (draft, version) => ({
  version,
  settings: { ...numbers(SETTINGS, draft.settings), zone: draft.settings.zone.trim(), bookable: draft.settings.bookable },
  queues: draft.queues.map(({ code, name, letter, matters, templates }) => ({
    code, name, letter,
    matters: matters.map((matter) => ({ ...matter, slots: Number(matter.slots) })),
    templates: templates.map((template) => ({ ...template, valid_to: template.valid_to || null, ...numbers(['slot_minutes', ...SEATS], template) })),
  })),
  counters: draft.counters.map((counter) => ({ ...counter, number: Number(counter.number) })),
  changes: draft.changes.map(({ whole, ...change }) => ({
    ...change,
    queue: change.queue || null,
    from: change.closed && whole ? null : change.from,
    to: change.closed && whole ? null : change.to,
    ...(change.closed ? Object.fromEntries(['slot_minutes', ...SEATS].map((name) => [name, null])) : numbers(['slot_minutes', ...SEATS], change)),
  })),
});

/** Names of the parts in which two schedules differ. */
export const sectionsThatDiffer = (one, other) =>
  ['settings', 'queues', 'counters', 'changes'].filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
