import { html, nothing } from 'lit-html';
import { areaField, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, number, t } from '../../core/i18n.js';
import { change, dayField, dayName, kindName, measureName, named, originName, plain, selectField, stateName } from './parts.js';

const STATES = ['open', 'running', 'done', 'cancelled'];

/** What is done about findings, and what came of it. */
export const tasksTab = (page) => html`
  <div class="gov__split">
    <section class="insights__card" aria-labelledby="tasks-title">
      <header class="gov__head"><h2 id="tasks-title">${t('gov.tab.tasks')}</h2>
        <button class="btn" id="tasks-csv" @click=${() => page.actions.download('tasks', { limit: 500 })}>${icon('download', '18')}CSV</button></header>
      ${selectField({ id: 'task-state', label: t('gov.state'), value: page.state.state ?? '', options: [['', t('gov.all')], ...STATES.map((each) => [each, stateName(each)])], onInput: (state) => page.actions.set({ state: state || null }) })}
      ${resourceView(page.model.tasks.get(), page.model.tasks.retry, ({ items }) => (items.length === 0
        ? empty({ glyph: 'list', title: t('gov.tasks.none'), text: t('gov.tasks.none.text') })
        : html`<ul class="wardens__rows" id="tasks">${items.map((task) => row(page, task))}</ul>`), 5)}
    </section>
    ${page.state.task ? resourceView(page.model.task.get(), page.model.task.retry, (whole) => shown(page, whole), 6) : html`<p class="t2 gov__hint">${t('gov.tasks.pick')}</p>`}
  </div>`;

const row = (page, task) => html`<li data-task=${task.id} class=${task.state === 'done' || task.state === 'cancelled' ? 'is-past' : ''}>
  <span class="grow"><span class="row"><button class="insights__open" aria-current=${task.id === page.state.task ? 'true' : nothing} @click=${() => page.actions.open(task.id)}>${task.title}</button><span class="badge">${kindName(task.kind)}</span></span>
    <small>${named(task.area_name, task.area)}<i class="md"></i>${named(task.unit_name, task.unit)}<i class="md"></i><span class=${task.overdue ? 'gov__late' : ''}>${t('gov.due', { day: dayName(task.due_on) })}${task.overdue ? ` · ${t('gov.overdue')}` : ''}</span><i class="md"></i>${stateName(task.state)}</small></span></li>`;

function shown(page, { task, notes, inspection }) {
  const over = task.state === 'done' || task.state === 'cancelled';
  return html`<article class="insights__card gov__task" data-shown=${task.id}>
    <h2 id="task-title" tabindex="-1">${task.title}</h2>
    <dl class="gov__facts">
      ${fact(t('gov.kind'), kindName(task.kind))} ${fact(t('gov.origin'), html`${originName(task.origin)}`)} ${fact(t('gov.area'), named(task.area_name, task.area))}
      ${fact(t('gov.category'), task.category ? named(task.category_name, task.category) : t('gov.everything'))} ${fact(t('gov.unit'), named(task.unit_name, task.unit))}
      ${fact(t('gov.begins'), dayName(task.begins_on))} ${fact(t('gov.dueOn'), html`<span class=${task.overdue ? 'gov__late' : ''}>${dayName(task.due_on)}</span>`)} ${fact(t('gov.measure'), measureName(task.measure))}
      ${fact(t('gov.goal'), change(task.goal))} ${task.budget !== null ? fact(t('gov.budget'), number(task.budget, { maximumFractionDigits: 2 })) : nothing} ${fact(t('gov.state'), stateName(task.state))}
      ${inspection ? fact(t('gov.inspection'), inspected(inspection)) : nothing}
    </dl>
    ${task.words ? html`<p>${task.words}</p>` : nothing}
    <section aria-labelledby="effect-title"><h3 id="effect-title">${t('gov.effect')}</h3>${resourceView(page.model.effect.get(), page.model.effect.retry, (effect) => effectOf(task, effect), 3)}</section>
    <section aria-labelledby="notes-title"><h3 id="notes-title">${t('gov.notes')}</h3>
      <ol class="gov__notes">${notes.map((note) => html`<li><small class="t2">${dateTime(note.at, page.city?.time_zone)}<i class="md"></i>${note.by ?? t('gov.someone')}<i class="md"></i>${stateName(note.state)}</small>${note.words ? html`<p>${note.words}</p>` : nothing}</li>`)}</ol>
      ${over || !page.acts ? nothing : noteForm(page, task)}</section>
  </article>`;
}

const fact = (label, value) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
const outcome = (word) => ({ fine: t('wardens.task.fine'), not_fine: t('wardens.task.notFine'), not_found: t('wardens.task.notFound') })[word] ?? word;
const inspected = ({ state, outcome: found, done_on: day }) => (state === 'done' ? `${outcome(found)} (${dayName(day)})` : state === 'cancelled' ? t('gov.state.cancelled') : t('gov.inspection.open'));

function noteForm(page, task) {
  const { state, actions } = page;
  return html`<form class="gov__note" id="note-form" @submit=${(event) => { event.preventDefault(); actions.addNote(task); }}>
    ${areaField({ id: 'note', label: t('gov.note'), value: state.note, rows: 2, maxlength: 2000, required: true, onInput: (note) => actions.set({ note }) })}
    ${selectField({ id: 'next', label: t('gov.next'), value: state.next, options: [['', t('gov.next.same')], ...STATES.filter((each) => each !== task.state).map((each) => [each, stateName(each)])], onInput: (next) => actions.set({ next }) })}
    <button class="btn btn--primary" id="note-save" ?disabled=${!state.note.trim() || state.busy}>${t('gov.note.add')}</button></form>`;
}

const VERDICTS = () => ({ fewer: t('gov.verdict.fewer'), more: t('gov.verdict.more'), none_shown: t('gov.verdict.none'), too_early: t('gov.verdict.early'), too_few: t('gov.verdict.few'), no_like: t('gov.verdict.noLike') });

/** What became of it, in words first; also when it is nothing, and when nothing can be said. */
function effectOf(task, effect) {
  const told = effect.effect !== null;
  return html`<p class="gov__verdict gov__verdict--${effect.verdict}" data-verdict=${effect.verdict}>${icon(effect.verdict === 'fewer' ? 'check' : effect.verdict === 'more' ? 'warn' : 'info', '18')}<span>${VERDICTS()[effect.verdict]}</span></p>
    ${told ? bar(effect) : nothing}
    <dl class="gov__facts">
      ${fact(t('gov.effect.days'), effect.to ? `${dayName(effect.from)} – ${dayName(effect.to)}` : '–')}
      ${fact(t('gov.effect.counts'), t('gov.effect.perDay', { before: number(effect.before / effect.days_before, { maximumFractionDigits: 2 }), after: effect.days_after ? number(effect.after / effect.days_after, { maximumFractionDigits: 2 }) : '–' }))}
      ${told ? html`${fact(t('gov.effect.own'), change(effect.own))} ${fact(t('gov.effect.others', { n: number(effect.areas) }), change(effect.others))} ${fact(t('gov.effect.net'), `${change(effect.effect)} (${change(effect.low)} … ${change(effect.high)})`)}
        ${fact(t('gov.effect.level'), number(effect.level_before, { maximumFractionDigits: 2 }))}` : nothing}
      ${effect.areas_treated + effect.areas_changed > 0 ? fact(t('gov.effect.leftOut'), t('gov.effect.leftOut.why', { treated: number(effect.areas_treated), changed: number(effect.areas_changed) })) : nothing}
      ${effect.goal_reached === null ? nothing : fact(t('gov.goal'), `${change(task.goal)} · ${effect.goal_reached ? t('gov.goal.reached') : t('gov.goal.notYet')}`)}
    </dl>
    ${effect.check === 'fewer' || effect.check === 'more' ? html`<p class="gov__doubt">${icon('warn', '16')}<span>${t('gov.effect.doubt', { change: change(effect.check_effect) })}</span></p>` : nothing}
    <p class="small t2">${t('gov.effect.method')}</p>`;
}

/** The interval against no change; its ends are cut at −100 % and +100 %. */
function bar({ effect, low, high }) {
  const x = (value) => 100 + 100 * Math.max(-1, Math.min(1, value));
  return html`<svg class="gov__bar" viewBox="0 0 200 26" preserveAspectRatio="none" role="img" aria-label=${t('gov.effect.bar', { effect: change(effect), low: change(low), high: change(high) })}>
    <line class="gov__zero" x1="100" x2="100" y1="0" y2="26"></line><line class="gov__interval" x1=${x(low)} x2=${x(high)} y1="13" y2="13"></line><rect class="gov__point" x=${x(effect) - 1.5} y="4" width="3" height="18"></rect></svg>`;
}

const KINDS = ['topic', 'inspection', 'project'];
const MEASURES = ['received', 'disputed', 'reworked', 'not_solved'];

/** A task about what was found: who, until when, and how it will be known whether it helped. */
export function taskForm(page) {
  const { state, actions, model } = page;
  const { form } = state;
  const units = model.units.get().data ?? [];
  return html`<form class="insights__card gov__form" id="task-form" @submit=${(event) => { event.preventDefault(); actions.save(); }}>
    <h2 id="form-title" tabindex="-1">${t('gov.form')}</h2>
    <p class="small t2">${originName(form.origin)}<i class="md"></i>${plain(form.area_name, form.area)}</p>
    <div class="wardens__form">
      ${textField({ id: 'form-name', label: t('gov.form.title'), value: form.title, maxlength: 120, required: true, onInput: (title) => actions.form({ title }) })}
      ${selectField({ id: 'form-kind', label: t('gov.kind'), value: form.kind, options: KINDS.filter((kind) => kind !== 'inspection' || form.lon !== null).map((kind) => [kind, kindName(kind)]), onInput: (kind) => actions.form({ kind }) })}
      ${selectField({ id: 'form-unit', label: t('gov.unit'), value: form.unit || units[0]?.code || '', options: units.map((unit) => [unit.code, plain(unit.name, unit.code)]), onInput: (unit) => actions.form({ unit }) })}
      ${dayField({ id: 'form-begins', label: t('gov.begins'), value: form.begins_on, hint: t('gov.begins.hint'), onInput: (begins_on) => actions.form({ begins_on }) })}
      ${dayField({ id: 'form-due', label: t('gov.dueOn'), value: form.due_on, onInput: (due_on) => actions.form({ due_on }) })}
      ${selectField({ id: 'form-measure', label: t('gov.measure'), value: form.measure, options: MEASURES.map((each) => [each, measureName(each)]), onInput: (measure) => actions.form({ measure }) })}
      ${textField({ id: 'form-goal', label: t('gov.form.goal'), hint: t('gov.form.goal.hint'), type: 'number', inputmode: 'numeric', value: form.goal, onInput: (goal) => actions.form({ goal }) })}
      ${form.kind === 'project' ? textField({ id: 'form-budget', label: t('gov.budget'), type: 'number', inputmode: 'decimal', value: form.budget, onInput: (budget) => actions.form({ budget }) }) : nothing}
    </div>
    ${areaField({ id: 'form-words', label: t('gov.form.words'), value: form.words, rows: 3, maxlength: 2000, onInput: (words) => actions.form({ words }) })}
    <span class="row"><button class="btn btn--primary" id="form-save" ?disabled=${!form.title.trim() || !form.due_on || units.length === 0 || state.busy}>${t('gov.form.save')}</button>
      <button type="button" class="btn btn--quiet" @click=${() => actions.set({ form: null })}>${t('gov.form.cancel')}</button></span>
  </form>`;
}
