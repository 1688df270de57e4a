import { html, nothing } from 'lit-html';
import { clockAt, dayAt, dayFormat, dayTitle, plusDays, spokenDay } from '../core/hall-time.js';
import { number, t } from '../core/i18n.js';
import { icon } from './icon.js';

/** Days of a list that are shown at first, and each time that more are asked for. */
export const DAYS_AT_ONCE = 3;

/**
 * A hall's free times, as a list by day or as a month: two views of one state. Every time says its date, hour, place and seats.
 *
 * @param model `data` answer of `GET /halls/{place}/availability`, `place` its name in words, `view` `calendar` or null, `day` chosen or
 *     null, `shown` days of the list, `chosen` start that is held or meant and `chosenWords` what that is called, `busy` start that is being held; `onView`, `onDay`, `onMore`,
 *     `onChoose(time)`
 */
export function freeTimes(model) {
  return html`
    <div class="times">
      <div class="times__head">
        <h2 id="times-title" tabindex="-1">${t('times.title')}</h2>
        <div class="seg" role="radiogroup" aria-label=${t('times.view')}>
          ${viewChoice(model, 'list', t('times.list'))} ${viewChoice(model, 'calendar', t('times.calendar'))}
        </div>
      </div>
      ${model.view === 'calendar' ? month(model) : list(model)}
    </div>`;
}

const viewChoice = ({ view, onView }, id, text) => {
  const on = (view ?? 'list') === id;
  return html`<label class=${on ? 'is-on' : ''}><input type="radio" name="times-view" value=${id} .checked=${on} @change=${() => onView(id)} />${text}</label>`;
};

const today = ({ data }) => dayAt(new Date(), data.time_zone);
const timesOf = ({ data }, day) => data.times.filter(({ starts_at: at }) => at.startsWith(day));

function list(model) {
  const free = model.data.days.filter(({ free: n }) => n > 0);
  const reach = Math.max(model.shown, free.findIndex(({ day }) => day === model.day) + 1);
  return html`
    ${free.slice(0, reach).map(({ day, free: n }) => html`
      <section class="timeday" aria-labelledby="day-${day}">
        <h3 id="day-${day}" class="timeday__title">${dayTitle(day, today(model))}<small>${t('times.free', { n: number(n) })}</small></h3>
        ${slots(model, day)}
      </section>`)}
    ${free.length > reach ? html`<div class="more"><button type="button" class="btn" id="more-days" @click=${() => model.onMore(reach + DAYS_AT_ONCE)}>${t('times.more')}</button></div>` : nothing}`;
}

function slots(model, day) {
  const times = timesOf(model, day);
  const clocks = times.map(({ starts_at: at }) => clockOf(at));
  return html`<ul class="slots">${times.map((time) => html`<li>${slot(model, day, time, clocks.filter((each) => each === clockOf(time.starts_at)).length > 1)}</li>`)}</ul>`;
}

/** `01:30` of a moment with its offset, as it is written. */
const clockOf = (moment) => moment.slice(11, 16);

/** @param twice where clocks go back an hour comes twice: only its offset tells which one it is */
function slot(model, day, time, twice) {
  const zone = model.data.time_zone;
  const held = model.chosen !== null && Date.parse(model.chosen) === Date.parse(time.starts_at);
  const busy = model.busy === time.starts_at;
  return html`
    <button type="button" class="slot ${held ? 'is-on' : ''}" data-start=${time.starts_at} aria-pressed=${held ? 'true' : 'false'} aria-busy=${busy ? 'true' : 'false'} @click=${() => model.onChoose(time)}>
      <span class="sr">${spokenDay(day)} </span><b>${clockAt(time.starts_at, zone)}</b>${twice ? html` <small class="num">UTC${time.starts_at.slice(-6)}</small>` : nothing} <span class="slot__to">${t('times.until', { time: clockAt(time.ends_at, zone) })}</span>
      <span class="sr">${model.place} </span><span class="slot__n">${held ? model.chosenWords : t('times.left', { n: number(time.free) })}</span>
    </button>`;
}

/** The month of the chosen day, else of the first free one. */
function month(model) {
  const { days } = model.data;
  const chosen = model.day ?? days.find(({ free }) => free > 0)?.day ?? days[0]?.day ?? today(model);
  const first = `${chosen.slice(0, 7)}-01`;
  const byDay = new Map(days.map((each) => [each.day, each]));
  return html`
    <div class="month" @keydown=${(event) => moveInMonth(event)}>
      <div class="month__head">
        ${turn(model, 'left', t('times.month.before'), days.filter(({ day, free }) => free > 0 && day < first).at(-1)?.day)}
        <h3 class="grow" aria-live="polite">${dayFormat(first, { year: 'numeric', month: 'long' })}</h3>
        ${turn(model, 'right', t('times.month.after'), days.find(({ day, free }) => free > 0 && day.slice(0, 7) > chosen.slice(0, 7))?.day)}
      </div>
      <table class="month__table">
        <caption class="sr">${t('times.month.caption')}</caption>
        <thead><tr>${week(monday(first)).map((day) => html`<th scope="col"><abbr title=${dayFormat(day, { weekday: 'long' })}>${dayFormat(day, { weekday: 'narrow' })}</abbr></th>`)}</tr></thead>
        <tbody>${weeks(first).map((start) => html`<tr>${week(start).map((day) => html`<td>${day.slice(0, 7) === first.slice(0, 7) ? dayButton(model, day, byDay.get(day), chosen) : nothing}</td>`)}</tr>`)}</tbody>
      </table>
    </div>
    <section class="timeday" aria-labelledby="chosen-day">
      <h3 id="chosen-day" class="timeday__title" aria-live="polite">${dayTitle(chosen, today(model))}<small>${t('times.free', { n: number(byDay.get(chosen)?.free ?? 0) })}</small></h3>
      ${slots(model, chosen)}
    </section>`;
}

const turn = (model, side, label, day) => html`<button type="button" class="iconbtn" aria-label=${label} data-turn=${side} ?disabled=${!day} @click=${() => model.onDay(day)}>${icon(side, '18')}</button>`;

function dayButton(model, day, known, chosen) {
  const free = known?.free ?? 0;
  const words = free > 0 ? t('times.free', { n: number(free) }) : t('times.none');
  return html`<button type="button" class="monthday ${day === chosen ? 'is-on' : ''}" data-day=${day} ?disabled=${free === 0} aria-pressed=${day === chosen ? 'true' : 'false'} aria-label="${spokenDay(day)} ${words}" @click=${() => model.onDay(day)}>
    <b>${Number(day.slice(8))}</b><small aria-hidden="true">${free > 0 ? number(free) : '–'}</small></button>`;
}

const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Arrows go to the nearest day in their direction that can be chosen; the page keys turn the month. */
function moveInMonth(event) {
  const step = MOVES[event.key];
  const from = event.target.dataset?.day;
  const page = { PageUp: 'left', PageDown: 'right' }[event.key];
  if (page) {
    event.preventDefault();
    event.currentTarget.querySelector(`[data-turn="${page}"]`).click();
  } else if (step && from) {
    event.preventDefault();
    for (let day = plusDays(from, step), i = 0; i < 31; day = plusDays(day, step), i++) {
      const button = event.currentTarget.querySelector(`[data-day="${day}"]:not([disabled])`);
      if (button) {
        button.focus();
        return;
      }
    }
  }
}

/** Weeks begin on Monday, as offices count them. */
const monday = (day) => plusDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
const week = (start) => Array.from({ length: 7 }, (_, i) => plusDays(start, i));

function weeks(first) {
  const starts = [];
  for (let day = monday(first); day.slice(0, 7) <= first.slice(0, 7); day = plusDays(day, 7)) {
    starts.push(day);
  }
  return starts;
}
