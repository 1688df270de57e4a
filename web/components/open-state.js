import { html, nothing } from 'lit-html';
import { localeTag, t } from '../core/i18n.js';

const SOON_MINUTES = 60;
const DAY = 86400000;

/** Whether a place is open, and what comes next, in words: `[state, next]`, the second perhaps empty. */
export function openWords(open, timeZone, now = new Date()) {
  if (!open) {
    return [t('open.unknown'), ''];
  }
  return open.now ? [t('open.now'), closing(open, timeZone, now)] : closed(open, timeZone, now);
}

/** Minutes go down while the page stays open; never more than the server said, whatever this device's clock is. */
function closing({ closes_at: at, closes_in_minutes: said }, timeZone, now) {
  if (!at) {
    return t('open.always');
  }
  const minutes = Math.min(said, Math.max(1, Math.ceil((Date.parse(at) - now.getTime()) / 60000)));
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

/** Whether a place opened or closed meanwhile, between two moments in milliseconds: what is known of it is no longer so. */
export function turned(open, from, to) {
  const at = open && (open.now ? open.closes_at : open.opens_at);
  const due = at ? Date.parse(at) + LATER : NaN;
  return from < due && due <= to;
}

const LOOK_MS = 20000;

/** Calls `look` with the moment of the last look and this one, while somebody sees the page and when it is seen again. */
export function watchTime(look) {
  let last = Date.now();
  const turn = () => {
    if (document.visibilityState === 'visible') {
      const from = last;
      last = Date.now();
      look(from, last);
    }
  };
  setInterval(turn, LOOK_MS);
  document.addEventListener('visibilitychange', turn);
}

/** The two words as a line; what is open is heavier, never only another colour. */
export function openLine(open, timeZone) {
  const [state, next] = openWords(open, timeZone);
  return html`<span class="openline ${open?.now ? 'is-open' : ''}"><b>${state}</b>${next ? html`<i class="md"></i><span class="num">${next}</span>` : nothing}</span>`;
}
