import { html, nothing } from 'lit-html';
import { field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { dayFormat } from '../../core/hall-time.js';
import { langOf, nameOf, number, t } from '../../core/i18n.js';

/** What several tabs draw. */

export const dayName = (day) => (day ? dayFormat(day, { dateStyle: 'medium' }) : '–');
export const percent = (value, digits = 0) => (value === null || value === undefined ? '–' : number(value, { style: 'percent', maximumFractionDigits: digits }));
export const change = (value) => (value === null || value === undefined ? '–' : number(value, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 }));
export const times = (value) => (value === null || value === undefined ? '∞' : number(value, { maximumFractionDigits: 1 }));
export const named = (name, code) => (name ? html`<span lang=${langOf(name)}>${nameOf(name)}</span>` : code ?? '–');
export const plain = (name, code) => (name ? nameOf(name) : code ?? '');
export const kindName = (kind) => ({ inspection: t('gov.kind.inspection'), topic: t('gov.kind.topic'), project: t('gov.kind.project') })[kind];
export const stateName = (state) => ({ open: t('gov.state.open'), running: t('gov.state.running'), done: t('gov.state.done'), cancelled: t('gov.state.cancelled') })[state];
export const originName = (origin) => ({ hot_spot: t('gov.origin.hotSpot'), conflict: t('gov.origin.conflict'), riser: t('gov.origin.riser'), dispute: t('gov.origin.dispute'), staff: t('gov.origin.staff') })[origin];
export const measureName = (measure) => ({ received: t('gov.measure.received'), disputed: t('gov.measure.disputed'), reworked: t('gov.measure.reworked'), not_solved: t('gov.measure.notSolved') })[measure];

/** What the server refused, in its words. */
export function faultNote({ fault }) {
  if (!fault) {
    return nothing;
  }
  const words = { out_of_scope: t('gov.fault.scope'), changed_meanwhile: t('gov.fault.changed'), task_over: t('gov.fault.over') };
  const said = fault.kind === 'offline' ? t('error.offline.text') : words[fault.code] ?? t('error.request.text');
  return html`<p class="form__error" role="alert" id="fault">${icon('warn', '18')}<span>${said}${fault.detail && fault.kind !== 'offline' ? html` <small>${fault.detail}</small>` : nothing}</span></p>`;
}

export const selectField = ({ id, label, options, value, onInput, hint = '' }) => field({
  id, label, hint, control: (described) => html`<select class="input" id=${id} aria-describedby=${described} @change=${(event) => onInput(event.target.value)}>${options.map(([each, words]) => html`<option value=${each} .selected=${String(each) === String(value)}>${words}</option>`)}</select>`,
});

export const dayField = ({ id, label, value, onInput, hint = '' }) => field({
  id, label, hint, control: (described) => html`<input class="input" type="date" id=${id} aria-describedby=${described} .value=${value ?? ''} @change=${(event) => onInput(event.target.value)}>`,
});

/** Headings and rows of cells; a cell is a template or `[template, 'n']` of a number. */
export const table = (caption, heads, rows) => html`<div class="sheetbox gov__list" tabindex="0" role="group" aria-label=${caption}><table class="table"><caption class="sr">${caption}</caption>
  <thead><tr>${heads.map((head) => (Array.isArray(head) ? html`<th scope="col" class="n">${head[0]}</th>` : html`<th scope="col">${head}</th>`))}</tr></thead>
  <tbody>${rows.map((cells) => html`<tr>${cells.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : Array.isArray(cell) ? html`<td class="n">${cell[0]}</td>` : html`<td>${cell}</td>`))}</tr>`)}</tbody></table></div>`;

export const card = (id, title, help, body, tools = nothing) => html`<section class="insights__card" aria-labelledby=${id}>
  <header class="gov__head"><h2 id=${id}>${title}</h2>${tools}</header>
  <details class="insights__means gov__means"><summary>${icon('info', '16')}<span>${t('gov.howCounted')}</span></summary><p>${help}</p></details>
  ${body}</section>`;
