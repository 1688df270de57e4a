import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { bar } from './bar.js';
import { metresBetween } from './inside.js';
import { countRound, openTasks, round } from './model.js';
import { strip } from './strip.js';
import { day, findingWord, isToday, kindWord, moment, today } from './words.js';

/** What is to be done: tasks by their day, and today's round point by point. */
export function tasksTab({ state, actions }) {
  const tasks = [...openTasks(state)].sort((a, b) => String(a.due_on).localeCompare(String(b.due_on)));
  const plans = round(state, isToday(state.base?.zone));
  const { done, all } = countRound(plans);
  return html`
    ${bar({ title: t('field.tab.tasks') })} ${strip(state)}
    <main class="wp__body">
      <h2 class="qh">${t('field.tasks.open')} <span class="t3">${t('field.n', { n: tasks.length })}</span></h2>
      ${tasks.length > 0 ? html`<ul id="tasks">${tasks.map((task) => row(task, state))}</ul>` : html`<p class="none">${t('field.tasks.none')}</p>`}
      <h2 class="qh">${t('field.round.today')} ${all ? html`<span class="t3">${t('field.round.n', { done, all })}</span>` : nothing}</h2>
      ${all ? plans.map((each) => plan(each, state, actions)) : html`<p class="none">${t('field.round.none')}</p>`}
    </main>`;
}

function row(task, { base, position }) {
  const late = task.due_on < today(base?.zone);
  const away = position && task.lon ? distance(metresBetween(position, task)) : '';
  return html`
    <li><a class="qi" href="#task/${task.id}" data-task=${task.id}>
      <span class="thumb">${icon(task.kind === 'inspection' ? 'check' : 'flag')}</span>
      <span class="grow"><b>${task.title}</b><span class="meta">${kindWord(task.kind)}<i class="md"></i>${gridName(base, task.grid)}${away ? html`<i class="md"></i>${away}` : nothing}</span></span>
      <span class="pill pill--${late ? 'over' : 'due'}">${late ? t('field.late') : t('field.until', { day: day(task.due_on) })}</span>
    </a></li>`;
}

const gridName = (base, code) => nameOf(base?.grids.find((grid) => grid.code === code)?.name) || code;

const plan = ({ plan: each, points }, state, actions) => html`
  <section class="plan">
    <h3>${nameOf(each.name)} <span class="t3">${gridName(state.base, each.grid)}</span></h3>
    <ul>${points.map((point) => pointRow(each, point, state, actions))}</ul>
  </section>`;

/** One tap: was there, all is well. What is not well is a report. */
const pointRow = (each, { point, visit }, { base, position, busy, noting }, actions) => html`
  <li class="point ${visit ? 'is-done' : ''}" data-point=${point.id}>
    <span class="grow"><b>${nameOf(point.text)}</b><span class="meta">${kindWord(point.kind)}${position && point.lon ? html`<i class="md"></i>${distance(metresBetween(position, point))}` : nothing}
      ${visit ? html`<i class="md"></i>${moment(visit.found_at, base?.zone)} ${findingWord(visit.finding)}${visit.waiting ? html`<i class="md"></i>${t('field.state.waiting')}` : nothing}` : nothing}</span></span>
    ${visit
      ? html`<span class="point__done">${icon('check')}<span class="sr">${t('field.done')}</span></span>`
      : html`<button type="button" class="btn btn--touch" ?disabled=${busy} aria-label=${`${t('field.noted')} ${nameOf(point.text)}`} aria-expanded=${isNoting(noting, each, point) ? 'true' : 'false'} @click=${() => actions.note(isNoting(noting, each, point) ? null : { plan: each.id, point: point.id, note: '' })}>${t('field.noted')}</button>
          <button type="button" class="btn btn--soft btn--touch" ?disabled=${busy} aria-label=${`${t('field.fine')} ${nameOf(point.text)}`} @click=${() => actions.visit(each, point)}>${icon('check', '18')}${t('field.fine')}</button>`}
    ${!visit && isNoting(noting, each, point) ? noteForm(each, point, noting, busy, actions) : nothing}
  </li>`;

const isNoting = (noting, plan, point) => noting?.plan === plan.id && noting.point === point.id;

/** What was noted, in a few words or none. */
const noteForm = (each, point, noting, busy, actions) => html`
  <form class="point__note" @submit=${(event) => { event.preventDefault(); actions.visit(each, point, 'noted', noting.note); }}>
    <label class="ff__label" for="visit-note">${t('field.note')}</label>
    <textarea id="visit-note" class="input input--area" rows="2" maxlength="2000" .value=${noting.note} @input=${(event) => actions.note({ ...noting, note: event.target.value })}></textarea>
    <button class="btn btn--primary btn--touch" id="visit-save" ?disabled=${busy}>${t('field.note.save')}</button>
  </form>`;
