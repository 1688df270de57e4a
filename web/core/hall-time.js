import { localeTag, t } from './i18n.js';

/** Days and clock times of a hall in words. Days are `YYYY-MM-DD` on the hall's own calendar, moments are ISO texts or dates. */

const DAY_MS = 86400000;

export const clockAt = (moment, timeZone) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(moment));

export const dayAt = (moment, timeZone) =>
  new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(new Date(moment));

/** Midnight of a day as an instant of UTC: only for counting and formatting days. */
const utc = (day) => new Date(`${day}T00:00:00Z`);

export const plusDays = (day, days) => new Date(utc(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);

export const daysBetween = (from, to) => Math.round((utc(to) - utc(from)) / DAY_MS);

export const dayFormat = (day, options) => new Intl.DateTimeFormat(localeTag(), { ...options, timeZone: 'UTC' }).format(utc(day));

/** `11月23日星期一`, as it is spoken. */
export const spokenDay = (day) => dayFormat(day, { month: 'long', day: 'numeric', weekday: 'long' });

/** `明天 11月23日周一`: near days by what people call them. */
export function dayTitle(day, today) {
  const near = ['day.today', 'day.tomorrow'][daysBetween(today, day)];
  return [near ? nearName(near) : '', dayFormat(day, { month: 'short', day: 'numeric', weekday: 'short' })].filter(Boolean).join(' ');
}

const nearName = (key) => (key === 'day.today' ? t('day.today') : t('day.tomorrow'));

/** `明天 10:30`, `11月27日周五 09:00`: as short as it can be said. */
export function soonWords(moment, timeZone, now = new Date()) {
  const day = dayAt(moment, timeZone);
  const days = daysBetween(dayAt(now, timeZone), day);
  const name = days === 0 ? t('day.today') : days === 1 ? t('day.tomorrow') : dayFormat(day, { month: 'short', day: 'numeric', weekday: 'short' });
  return `${name} ${clockAt(moment, timeZone)}`;
}

/** How soon that is, as the colours of halls tell it: 1 today, 2 tomorrow, 3 within seven days, 4 later, 5 none. */
export function soonStep(moment, timeZone, now = new Date()) {
  if (!moment) {
    return 5;
  }
  const days = daysBetween(dayAt(now, timeZone), dayAt(moment, timeZone));
  return days <= 0 ? 1 : days === 1 ? 2 : days < 7 ? 3 : 4;
}

/** The whole visit: `11月23日星期一 09:00 至 09:30`. */
export const visitWords = ({ starts_at: from, ends_at: to }, timeZone) =>
  t('day.visit', { day: spokenDay(dayAt(from, timeZone)), from: clockAt(from, timeZone), to: clockAt(to, timeZone) });
