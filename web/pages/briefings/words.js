import { date, nameOf, number, t } from '../../core/i18n.js';

export const KINDS = { daily: 'brief.daily', weekly: 'brief.weekly', monthly: 'brief.monthly', annual: 'brief.annual' };
export const COUNTS = {
  received: 'brief.count.received', ended: 'brief.count.ended', open: 'brief.count.open',
  overdue: 'brief.count.overdue', called_back: 'brief.count.called_back', disputed: 'brief.count.disputed',
};
export const MEANS = {
  received: 'brief.means.received', ended: 'brief.means.ended', open: 'brief.means.open',
  overdue: 'brief.means.overdue', called_back: 'brief.means.called_back', disputed: 'brief.means.disputed',
};
export const CAUSES = {
  late_changes: 'brief.cause.late', rates_rule: 'brief.cause.rates', areas: 'brief.cause.areas',
  definitions: 'brief.cause.definitions', other: 'brief.cause.other',
};
const SUBJECTS = { city: 'brief.subject.city', area: 'brief.subject.area', unit: 'brief.subject.unit' };
const WEEKDAYS = ['brief.day.1', 'brief.day.2', 'brief.day.3', 'brief.day.4', 'brief.day.5', 'brief.day.6', 'brief.day.7'];

export const kindOf = (kind) => t(KINDS[kind] ?? KINDS.daily);
export const subjectKinds = () => Object.entries(SUBJECTS).map(([id, key]) => [id, t(key)]);
export const weekday = (day) => t(WEEKDAYS[day - 1] ?? WEEKDAYS[0]);
export const dayOf = (iso) => date(new Date(`${iso}T12:00:00`));
export const periodOf = ({ from, to }) => (from === to ? dayOf(from) : t('brief.fromTo', { from: dayOf(from), to: dayOf(to) }));
export const titleOf = (head) => t('brief.title', { subject: nameOf(head.name), kind: kindOf(head.kind) });
export const share = (value) => number(value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const score = (value) => number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** The change in words and a sign; null when there is nothing to compare with. */
export function changeOf(now, before) {
  if (before === null || before === undefined) {
    return null;
  }
  if (before === 0) {
    return now === 0 ? t('brief.same') : t('brief.fromNothing');
  }
  return number((now - before) / before, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 1 });
}
