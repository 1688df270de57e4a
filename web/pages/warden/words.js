import { localeTag, nameOf, number, t } from '../../core/i18n.js';

/** Words for what the phone and the server say by key. The keys stand here in full, so that a missing text is found by a test. */

export const glyphAddress = (name) => `${new URL('../../components/glyphs.svg', import.meta.url).pathname}#g-${name}`;

const DAY = { dateStyle: 'short' };

/** Times are the city's, wherever the phone thinks it is. */
export const clock = (iso, timeZone) => new Intl.DateTimeFormat(localeTag(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(iso));
const dayKey = (moment, timeZone) => new Intl.DateTimeFormat('sv-SE', { ...DAY, timeZone }).format(moment);
export const isToday = (timeZone, now = Date.now()) => (iso) => Boolean(iso) && dayKey(new Date(iso), timeZone) === dayKey(now, timeZone);
export const today = (timeZone) => dayKey(Date.now(), timeZone);

/** The hour today, else day and hour. */
export const moment = (iso, timeZone) =>
  isToday(timeZone)(iso) ? clock(iso, timeZone) : new Intl.DateTimeFormat(localeTag(), { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(iso));

export const day = (date) => new Intl.DateTimeFormat(localeTag(), { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

export const size = (bytes) => (bytes < 900_000 ? t('field.kb', { n: number(Math.max(1, Math.round(bytes / 1000))) }) : t('field.mb', { n: number(Math.round(bytes / 100_000) / 10) }));

const STANDINGS = { inside: 'field.standing.inside', near: 'field.standing.near', outside: 'field.standing.outside' };
export const standingWord = (where) => t(STANDINGS[where]);

const OUTCOMES = { fine: 'field.outcome.fine', not_fine: 'field.outcome.not_fine', not_found: 'field.outcome.not_found' };
export const outcomes = Object.keys(OUTCOMES);
export const outcomeWord = (outcome) => t(OUTCOMES[outcome]);

const FINDINGS = { fine: 'field.finding.fine', noted: 'field.finding.noted', reported: 'field.finding.reported' };
export const findingWord = (finding) => t(FINDINGS[finding]);

const KINDS = { inquiry: 'field.kind.inquiry', visit: 'field.kind.visit', check: 'field.kind.check', prevention: 'field.kind.prevention', inspection: 'field.kind.inspection' };
export const kindWord = (kind) => (KINDS[kind] ? t(KINDS[kind]) : kind);

const DUTIES = { warden: 'field.duty.warden', steward: 'field.duty.steward' };
export const dutyWord = (duty) => (DUTIES[duty] ? t(DUTIES[duty]) : '');

const ENDS = { signed_out: 'field.ended.signed_out', device_signed_out: 'field.ended.signed_out', account_locked: 'field.ended.locked', device_unknown: 'field.ended.unknown' };
export const endWord = (code) => t(ENDS[code] ?? 'field.ended.unknown');

const FAULTS = {
  unknown_category: 'field.fault.category', upload_differs: 'field.fault.photo', upload_corrupt: 'field.fault.photo', upload_used: 'field.fault.photo', unsupported_file: 'field.fault.photo',
  unsupported_picture: 'field.fault.photo', damaged_file: 'field.fault.photo', protected_document: 'field.fault.photo', too_large: 'field.fault.large', too_many_pixels: 'field.fault.large',
  key_reused: 'field.fault.reused', task_done: 'field.fault.task_done', task_cancelled: 'field.fault.task_cancelled', task_changed: 'field.fault.task_changed', unknown_task: 'field.fault.task_gone',
  out_of_scope: 'field.fault.not_yours', photo_unreadable: 'field.fault.unreadable', upload_missing: 'field.fault.unreadable',
};
/** What the server would not take, in this page's words where it has some. */
export const faultWord = ({ code, detail }) => (FAULTS[code] ? t(FAULTS[code]) : detail || code || t('field.fault.other'));

/** What keeps the phone from sending: the server's code, else what the browser calls it. */
export const troubleWord = ({ name, code, message, kind }) =>
  name === 'QuotaExceededError' ? t('field.fault.room') : kind ? code || t('field.fault.other') : [name, message].filter(Boolean).join(': ');

const ENROLMENT = { enrolment_used: 'field.enrol.used', enrolment_expired: 'field.enrol.expired', unknown_enrolment: 'field.enrol.unknown' };
export const enrolmentWord = ({ kind, code, detail }) =>
  t(kind === 'offline' ? 'field.enrol.offline' : kind === 'server' ? 'field.enrol.later' : (ENROLMENT[code] ?? 'field.enrol.refused'), { detail: detail ?? '' });

export const gridLabel = (grid) => nameOf(grid?.name);
/** Community and grid, as a warden says it. */
export const gridPlace = (grid) => [nameOf(grid?.areas?.at(-1)), nameOf(grid?.name)].filter(Boolean).join(' ');
