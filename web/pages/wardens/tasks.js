import { html, nothing } from 'lit-html';
import { areaField, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, t } from '../../core/i18n.js';
import { dayField, dayName, gridField, gridName, personField, selectField } from './parts.js';

const stateName = (state) => ({ open: t('wardens.task.open'), done: t('wardens.task.done'), cancelled: t('wardens.task.cancelled') })[state];
const outcomeName = (outcome) => ({ fine: t('wardens.task.fine'), not_fine: t('wardens.task.notFine'), not_found: t('wardens.task.notFound') })[outcome];
const kindName = (kind) => (kind === 'inspection' ? t('wardens.task.inspection') : t('wardens.task.prevention'));
const originName = (origin) => ({ staff: t('wardens.task.staff'), hot_spot: t('wardens.task.hotSpot'), courtyard: t('wardens.task.courtyard') })[origin];

/** What is to be done in the field, and what came of it. */
export const tasksTab = (page) => html`
  <div class="bar">
    ${selectField({ id: 'task-state', label: t('wardens.task.state'), value: page.state.state, options: [['', t('wardens.all')], ...['open', 'done', 'cancelled'].map((each) => [each, stateName(each)])], onInput: (state) => page.actions.set({ state }) })}
    ${selectField({ id: 'task-kind', label: t('wardens.task.kind'), value: page.state.kind, options: [['', t('wardens.all')], ...['prevention', 'inspection'].map((each) => [each, kindName(each)])], onInput: (kind) => page.actions.set({ kind }) })}
    <label class="wardens__tick"><input type="checkbox" id="overdue" .checked=${page.state.overdue} @change=${(event) => page.actions.set({ overdue: event.target.checked })}>${t('wardens.task.overdueOnly')}</label>
    <button class="btn btn--primary" id="task-new" @click=${() => page.actions.newTask()}>${icon('plus', '18')}${t('wardens.task.new')}</button>
  </div>
  ${page.state.task ? form(page) : nothing}
  ${resourceView(page.model.tasks.get(), page.model.tasks.retry, ({ items }) => (items.length === 0
    ? empty({ glyph: 'check', title: t('wardens.task.none'), text: t('wardens.task.none.text') })
    : html`<ul class="wardens__rows wardens__rows--box" id="tasks">${items.map((task) => row(page, task))}</ul>`), 5)}`;

function row({ state, actions, today, city }, task) {
  const zone = city?.time_zone;
  const late = task.state === 'open' && task.due_on < today();
  const cancelling = state.cancelling?.id === task.id ? state.cancelling : null;
  return html`<li data-task=${task.id}>
    <span class="grow"><span class="row"><b>${task.title}</b><span class="badge">${kindName(task.kind)}</span>${task.outcome ? html`<span class="badge ${task.outcome === 'fine' ? 'wardens__good' : 'wardens__vacant'}">${outcomeName(task.outcome)}</span>` : nothing}</span>
      <small>${gridName(task.grid)}<i class="md"></i><span class=${late ? 'wardens__late' : ''}>${t('wardens.task.due', { day: dayName(task.due_on) })}</span><i class="md"></i>${task.account ? task.account.name : t('wardens.task.anyone')}<i class="md"></i>${originName(task.origin)}<i class="md"></i>${stateName(task.state)}</small>
      ${task.words ? html`<small>${task.words}</small>` : nothing}
      ${task.request ? html`<small><a href="/desk?request=${task.request.number}">${t('wardens.task.request', { number: task.request.number })}</a></small>` : nothing}
      ${task.answers.length > 0 ? task.answers.map((each) => answer(each, zone)) : task.done_by ? html`<small>${t('wardens.task.doneBy', { name: task.done_by.name })}${task.note ? `: ${task.note}` : ''}</small>` : task.note ? html`<small>${task.note}</small>` : nothing}
      ${photos(task.request)}</span>
    ${task.state === 'open' ? html`<button class="btn" data-do="change" @click=${() => actions.changeTask(task)}>${t('wardens.task.change')}</button><button class="btn" data-do="cancel" aria-expanded=${cancelling ? 'true' : 'false'} @click=${() => actions.cancelling(cancelling ? null : { id: task.id, version: task.version, reason: '' })}>${t('wardens.task.cancel')}</button>` : nothing}
    ${cancelling ? html`<span class="wardens__inline">${textField({ id: 'cancel-reason', label: t('wardens.task.reason'), value: cancelling.reason, maxlength: 500, onInput: (reason) => actions.cancelling({ ...cancelling, reason }) })}
      <button class="btn btn--primary" id="cancel-save" @click=${actions.cancelTask}>${t('wardens.task.cancel')}</button></span>` : nothing}
  </li>`;
}

const answer = ({ name, outcome, note, taken, photos: own, ...when }, zone) => html`
  <small data-answer>${taken ? t('wardens.task.doneBy', { name }) : t('wardens.task.late', { name })}<i class="md"></i>${outcomeName(outcome)}${note ? `: ${note}` : ''}<i class="md"></i><time datetime=${when.found_at}>${dateTime(when.found_at, zone)}</time></small>
  ${doubts(when).length > 0 ? html`<span class="row">${doubts(when).map((words) => html`<span class="badge wardens__vacant">${words}</span>`)}</span>` : nothing}
  ${own.length > 0 ? html`<span class="wardens__photos">${own.map((id, i) => photo(id, t('wardens.task.now', { n: i + 1 })))}</span>` : nothing}`;

/** What speaks against taking an answer as it stands. */
const doubts = ({ outside, without_position: unplaced, exif_differs: exif, doubtful, clock_off_s: off }) => [
  outside && t('wardens.visits.outside'), unplaced && t('wardens.visits.unplaced'), exif && t('desk.found.exif'), doubtful && t('wardens.visits.doubtful'),
  Math.abs(off ?? 0) >= 120 && t('desk.found.clock', { minutes: Math.round(off / 60) }),
].filter(Boolean);

const photos = (request) => (request && request.before.length + request.after.length > 0
  ? html`<span class="wardens__photos">${request.before.map((id, i) => photo(id, t('wardens.task.before', { n: i + 1 })))}${request.after.map((id, i) => photo(id, t('wardens.task.after', { n: i + 1 })))}</span>`
  : nothing);
const photo = (id, words) => html`<a href="/api/v1/attachments/${id}" target="_blank" rel="noopener"><img src="/api/v1/attachments/${id}/thumbnail" alt=${words} loading="lazy"></a>`;

function form({ state, model, actions }) {
  const { task } = state;
  const inspection = task.request !== '' || task.inspects;
  return html`<form class="wardens__card" id="task-form" @submit=${(event) => { event.preventDefault(); actions.saveTask(); }}>
    <h2>${t(task.id ? 'wardens.task.changing' : 'wardens.task.new')}</h2>
    <div class="wardens__form">
      ${textField({ id: 'task-title', label: t('wardens.task.title'), value: task.title, maxlength: 120, required: true, onInput: (title) => actions.task({ title }) })}
      ${task.id ? nothing : html`${gridField({ id: 'task-grid', label: t('wardens.grid'), hint: inspection ? t('wardens.task.gridOfRequest') : '', model, value: task.grid, onInput: (grid) => actions.task({ grid }) })}
      ${textField({ id: 'task-request', label: t('wardens.task.inspects'), hint: t('wardens.task.inspects.hint'), value: task.request, maxlength: 40, onInput: (request) => actions.task({ request: request.trim() }) })}`}
      ${personField({ id: 'task-account', label: t('wardens.who'), model, value: task.account, none: t('wardens.task.anyone'), onInput: (account) => actions.task({ account }) })}
      ${dayField({ id: 'task-due', label: t('wardens.task.dueOn'), value: task.due_on, onInput: (due_on) => actions.task({ due_on }) })}
    </div>
    ${areaField({ id: 'task-words', label: t('wardens.task.words'), value: task.words, rows: 3, maxlength: 2000, onInput: (words) => actions.task({ words }) })}
    <span class="row"><button class="btn btn--primary" id="task-save" ?disabled=${!task.title.trim() || !(task.id || task.grid || task.request) || !task.due_on || state.busy}>${t(task.id ? 'wardens.task.save' : 'wardens.task.give')}</button>
      <button type="button" class="btn btn--quiet" @click=${() => actions.set({ task: null })}>${t('wardens.cancel')}</button></span>
  </form>`;
}
