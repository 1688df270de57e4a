import { html, nothing } from 'lit-html';
import { field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { dayFormat } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';

/** What several tabs draw. */

export const dayName = (day) => (day ? dayFormat(day, { dateStyle: 'medium' }) : '');
export const spanName = ({ first_day: first, last_day: last }) => (last ? t('wardens.span', { first: dayName(first), last: dayName(last) }) : t('wardens.span.open', { first: dayName(first) }));
export const dutyName = (duty) => (duty === 'steward' ? t('wardens.duty.steward') : t('wardens.duty.warden'));
export const gridName = ({ code, name, parent_name: parent }) => [nameOf(parent), nameOf(name)].filter(Boolean).join(' ') || code;

/** What the server refused, in its words; a clash names the row that stands in the way. */
export function faultNote({ fault }) {
  if (!fault) {
    return nothing;
  }
  const words = {
    already_assigned: t('wardens.fault.assigned'), out_of_scope: t('wardens.fault.scope'), changed_meanwhile: t('wardens.fault.changed'), task_over: t('wardens.fault.over'), not_handled: t('wardens.fault.notHandled'), table_faults: t('wardens.fault.table'),
  };
  const said = fault.kind === 'offline' ? t('error.offline.text') : words[fault.code] ?? t('error.request.text');
  return html`<p class="form__error" role="alert" id="fault">${icon('warn', '18')}<span>${said}${fault.detail && fault.kind !== 'offline' ? html` <small>${fault.detail}</small>` : nothing}</span></p>`;
}

/** What was done. */
export const saidNote = ({ said }) => html`<p class=${said ? 'note note--info' : 'sr'} role="status" id="said">${said ? html`${icon('check', '18')}<span>${said}</span>` : ''}</p>`;

export const dayField = ({ id, label, value, onInput, hint = '' }) => field({
  id, label, hint, control: (described) => html`<input class="input" type="date" id=${id} aria-describedby=${described} .value=${value ?? ''} @change=${(event) => onInput(event.target.value)}>`,
});

export const selectField = ({ id, label, options, value, onInput, hint = '' }) => field({
  id, label, hint, control: (described) => html`<select class="input" id=${id} aria-describedby=${described} @change=${(event) => onInput(event.target.value)}>${options.map(([each, words]) => html`<option value=${each} .selected=${String(each) === String(value)}>${words}</option>`)}</select>`,
});

/** A table to be read. Emptied when it is clicked: a corrected file of the same name would else be no change; without a choice there is none. */
export const fileField = ({ id, onFile }) => html`<div class="ff"><label class="ff__label" for=${id}>${t('wardens.import.file')}</label><input id=${id} class="input wardens__file" type="file" accept=".csv,.xlsx,text/csv"
  @click=${(event) => { event.target.value = ''; }} @cancel=${() => onFile(null)} @change=${(event) => onFile(event.target.files[0] ?? null)}></div>`;

/** What was taken is not chosen any more. */
export function emptyFile(id) {
  const input = document.getElementById(id);
  input && (input.value = '');
}

/** People by name; only those that the caller may assign are there. */
export const personField = ({ id, label, model, value, onInput, none = t('wardens.choose'), hint = '' }) => selectField({
  id, label, hint, value, onInput, options: [['', none], ...(model.people.get().data?.items ?? []).map(({ id: each, name, locked }) => [each, locked ? t('wardens.locked', { name }) : name])],
});

/** Grids of the open area. */
export const gridField = ({ id, label, model, value, onInput, hint = '' }) => selectField({
  id, label, hint, value, onInput, options: [['', t('wardens.choose')], ...(model.coverage.get().data?.items ?? []).map(({ grid }) => [grid.code, gridName(grid)])],
});

export const more = (list, onMore) => (list.next ? html`<button class="btn" @click=${onMore}>${t('wardens.more')}</button>` : nothing);

export const csvButton = (id, onSave) => html`<button class="btn" id=${id} @click=${onSave}>${icon('download', '18')}CSV</button>`;
