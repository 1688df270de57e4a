import { html, nothing } from 'lit-html';
import { localeTag, t } from '../core/i18n.js';

const MINUTE = 60000;
const SOON_MINUTES = 60;
const DAY = 86400000;

/** Whether a place is open, and what comes next, in words: `[state, next]`, the second perhaps empty. */
export function openWords(open, timeZone, now = new Date()) {
  if (!open) {
    return [t('open.unknown'), ''];
  }
  return open.now ? [t('open.now'), closing(open, timeZone, now)] : closed(open, timeZone, now);
}

/** When an answer was first shown, by this device's clock: time is counted from then, so that a clock that is wrong does no harm. */
const shownAt = new WeakMap();

function elapsed(open, now) {
  shownAt.has(open) || shownAt.set(open, now);
  return Math.max(0, now - shownAt.get(open));
}

/** Minutes go down while the page stays open. */
function closing(open, timeZone, now) {
  const { closes_at: at, closes_in_minutes: said } = open;
  if (!at) {
    return t('open.always');
  }
  const minutes = Math.max(1, said - Math.floor(elapsed(open, now.getTime()) / MINUTE));
  return minutes <= SOON_MINUTES ? t('open.closesIn', { n: minutes }) : t('open.closesAt', { time: clock(at, timeZone) });
}

function closed({ opens_at: at }, timeZone, now) {
  if (!at) {
    return [t('open.closed'), ''];
  }
  const days = dayAt(at, timeZone) - dayThere(now, at, timeZone);
  const time = clock(at, timeZone);
  if (days === 0) {
    return [t('open.closed'), t('open.opensToday', { time })];
  }
  return [t('open.closed'), days === 1 ? t('open.opensTomorrow', { time }) : t('open.opensOn', { day: dayWords(at, timeZone, days), time })];
}

const dayWords = (at, timeZone, days) =>
  new Intl.DateTimeFormat(localeTag(), { ...(days < 7 ? { weekday: 'long' } : { month: 'long', day: 'numeric' }), timeZone: 'UTC' }).format(new Date(dayAt(at, timeZone) * DAY));

/** Date, time and offset as they are written: the server writes moments on the place's own clocks. */
const WRITTEN = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*([+-])(\d\d):?(\d\d)$/;

/** On the place's clocks; where these differ from the city's it says which. */
function clock(at, timeZone) {
  const city = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(at));
  const [, , own, sign, hours, minutes] = WRITTEN.exec(at) ?? [];
  return own === undefined || own === city ? city : `${own} (UTC${sign}${hours}:${minutes})`;
}

/** The day of a moment on the place's calendar, in days since 1970. */
function dayAt(at, timeZone) {
  const own = WRITTEN.exec(at);
  return own ? Date.parse(own[1]) / DAY : dayNumber(new Date(at), timeZone);
}

/** Which day `now` is on the clocks on which `at` is written. */
function dayThere(now, at, timeZone) {
  const [, , , sign, hours, minutes] = WRITTEN.exec(at) ?? [];
  const offset = sign && Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  return sign ? Math.floor((now.getTime() + offset * 60000) / DAY) : dayNumber(now, timeZone);
}

/** Days since 1970 on the local calendar. */
function dayNumber(moment, timeZone) {
  const [year, month, day] = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(moment).split('-').map(Number);
  return Date.UTC(year, month - 1, day) / DAY;
}

/** An answer of that very moment could still be the old one. */
const LATER = 15000;

/** Whether a place has opened or closed since it was asked for, at a moment in milliseconds: what is known of it is no longer so. */
export function isPast(open, now) {
  if (open?.now) {
    return Boolean(open.closes_at) && elapsed(open, now) >= open.closes_in_minutes * MINUTE + LATER;
  }
  return Boolean(open?.opens_at) && now >= Date.parse(open.opens_at) + LATER;
}

const LOOK_MS = 20000;

/** Calls `look` with the moment, now and then while somebody sees the page, and when it is seen again. */
export function watchTime(look) {
  const turn = () => document.visibilityState === 'visible' && look(Date.now());
  setInterval(turn, LOOK_MS);
  document.addEventListener('visibilitychange', turn);
}

/** The two words as a line; what is open is heavier, never only another colour. */
export function openLine(open, timeZone) {
  const [state, next] = openWords(open, timeZone);
  return html`<span class="openline ${open?.now ? 'is-open' : ''}"><b>${state}</b>${next ? html`<i class="md"></i><span class="num">${next}</span>` : nothing}</span>`;
}
