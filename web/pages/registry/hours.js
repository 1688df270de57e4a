import { localeTag, t } from '../../core/i18n.js';

/**
 * Opening hours between the text that is stored and what the weekly editor shows: one rule for each group of days, dated rules
 * as exceptions; the last rule that holds on a day decides it. Pure.
 */

export const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
/** Public holidays, and weekend days that are worked. */
export const KINDS = ['PH', 'MD'];
const DATES = /^(\d{4}-\d{2}-\d{2})(?:\/(\d{4}-\d{2}-\d{2}))?$/;
const TIMES = /^\d{1,2}:\d{2}-\d{1,2}:\d{2}(?:,\d{1,2}:\d{2}-\d{1,2}:\d{2})*$/;

export const NEW_RULE = Object.freeze({ from: '', to: '', days: [], spans: [{ from: '09:00', to: '17:00' }] });
export const USUAL_WEEK = Object.freeze([
  { from: '', to: '', days: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'MD'], spans: [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '17:00' }] },
  { from: '', to: '', days: ['PH'], spans: [] },
]);

/** `[{from, to, days, spans}]`, no spans for closed; null where only the text can say it (seasons by months, mistakes). */
export function parseHours(text) {
  const rules = text.split(';').map((each) => each.trim()).filter(Boolean).map(parseRule);
  return rules.includes(null) ? null : rules;
}

function parseRule(text) {
  const rule = { from: '', to: '', days: [], spans: null };
  if (text === '24/7') {
    return { ...rule, spans: [{ from: '00:00', to: '24:00' }] };
  }
  for (const word of text.replace(/\s*,\s*/g, ',').split(/\s+/)) {
    if (rule.spans !== null || !take(rule, word)) {
      return null;
    }
  }
  return rule.spans === null ? null : rule;
}

function take(rule, word) {
  const dates = DATES.exec(word);
  if (dates) {
    rule.from = dates[1];
    rule.to = dates[2] ?? dates[1];
    return true;
  }
  if (word === 'off' || word === 'closed') {
    rule.spans = [];
    return true;
  }
  if (TIMES.test(word)) {
    rule.spans = word.split(',').map((span) => ({ from: clock(span.split('-')[0]), to: clock(span.split('-')[1]) }));
    return true;
  }
  const days = word.split(',').map(daysOf);
  rule.days = days.includes(null) ? [] : ordered([...rule.days, ...days.flat()]);
  return !days.includes(null);
}

function daysOf(range) {
  if (KINDS.includes(range)) {
    return [range];
  }
  const [first, last = first, ...more] = range.split('-').map((day) => DAYS.indexOf(day));
  if (first < 0 || last < 0 || more.length > 0) {
    return null;
  }
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => DAYS[(first + i) % 7]);
}

const ordered = (days) => [...DAYS, ...KINDS].filter((day) => days.includes(day));

/** What a person types for a time: `9`, `930`, `9:30` and `9：30` are times as well. Anything else stays as it is. */
export function clock(text) {
  const found = /^\s*(\d{1,2})(?:[:：.]?(\d{2}))?\s*$/.exec(text);
  return found ? `${found[1].padStart(2, '0')}:${found[2] ?? '00'}` : text.trim();
}

/** As it is stored; dated rules come last, so that they win. */
export function writeHours(rules) {
  const dated = (rule) => (rule.from ? 1 : 0);
  return [...rules].sort((one, other) => dated(one) - dated(other)).map(writeRule).join('; ');
}

function writeRule({ from, to, days, spans }) {
  const dates = from ? [to && to !== from ? `${from}/${to}` : from] : [];
  const times = spans.length === 0 ? 'off' : spans.map((span) => `${span.from}-${span.to}`).join(',');
  return [...dates, ...(days.length > 0 ? [writeDays(days)] : []), times].join(' ');
}

function writeDays(days) {
  const parts = runs(days).map((run) => (run.length > 2 ? `${run[0]}-${run[run.length - 1]}` : run.join(',')));
  return [...parts, ...KINDS.filter((kind) => days.includes(kind))].join(',');
}

/** Days that follow each other. */
function runs(days) {
  const found = [];
  DAYS.forEach((day, i) => days.includes(day) && (i > 0 && days.includes(DAYS[i - 1]) ? found[found.length - 1].push(day) : found.push([day])));
  return found;
}

const dayName = (day, form = 'short') => new Intl.DateTimeFormat(localeTag(), { weekday: form, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + DAYS.indexOf(day)));

/** What a day or kind of day is called. */
export const nameOfDay = (day) => (day === 'PH' ? t('registry.hours.ph') : day === 'MD' ? t('registry.hours.md') : dayName(day));

/** The rules in words, one line each: when, then from when to when and the break, or closed. */
export const hoursInWords = (rules) => rules.map((rule) => t('registry.hours.line', { when: whenWords(rule), times: timeWords(rule.spans) }));

function whenWords({ from, to, days }) {
  const dates = from ? [to && to !== from ? t('registry.hours.fromTo', { from, to }) : from] : [];
  const named = runs(days).map((run) => (run.length > 2 ? t('registry.hours.range', { from: dayName(run[0]), to: dayName(run[run.length - 1]) }) : run.map((day) => dayName(day)).join(t('list.separator'))));
  const kinds = KINDS.filter((kind) => days.includes(kind)).map(nameOfDay);
  const which = [...named, ...kinds].join(t('list.separator'));
  return [...dates, which || (from ? '' : t('registry.hours.daily'))].filter(Boolean).join(' ');
}

function timeWords(spans) {
  if (spans.length === 0) {
    return t('registry.hours.closed');
  }
  const times = spans.map(({ from, to }) => (from === '00:00' && to === '24:00' ? t('registry.hours.allDay') : `${from}–${to}`)).join(t('list.separator'));
  const breaks = spans.slice(1).map((span, i) => `${spans[i].to}–${span.from}`).join(t('list.separator'));
  return breaks ? t('registry.hours.withBreak', { times, breaks }) : times;
}

/** Weekdays and kinds that no undated rule speaks of: then the place is closed, or nobody thought of it. */
export function unsaid(rules) {
  const weekly = rules.filter(({ from }) => !from);
  return weekly.some(({ days }) => days.length === 0) ? [] : DAYS.filter((day) => !weekly.some(({ days }) => days.includes(day)));
}
