import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { peopleImport } from './people-import.js';
import { dayName, dutyName, fileField, gridName, selectField, spanName } from './parts.js';

/** A table of assignments: what is wrong with it, what it changes, and then all of it or nothing. */
export const importTab = (page) => html`${peopleImport(page)}${ofAssignments(page)}`;

const ofAssignments = ({ state, actions }) => html`
  <section class="wardens__card">
    <h2>${t('wardens.import.assignments')}</h2><p class="small t2">${t('wardens.import.text')}</p>
    <p class="small"><code>login,duty,grid,first_day,last_day,substitute_for</code></p>
    <div class="bar">
      ${fileField({ id: 'file', onFile: actions.chooseFile })}
      ${selectField({ id: 'encoding', label: t('wardens.import.encoding'), value: state.encoding, options: ['UTF-8', 'GB18030'].map((each) => [each, each]), onInput: (encoding) => actions.set({ encoding, report: null }) })}
      <button class="btn btn--primary" id="look" ?disabled=${!state.file || state.busy} @click=${actions.look}>${t('wardens.import.look')}</button>
    </div>
    ${state.report ? report(state, actions) : nothing}
  </section>`;

function report({ report: found, busy }, actions) {
  return html`<div id="report" class="pane">
    <p role="status"><b>${found.applied ? t('wardens.import.taken') : t('wardens.import.seen', { rows: number(found.rows) })}</b>
      ${t('wardens.import.counts', { created: number(found.created), changed: number(found.changed), unchanged: number(found.unchanged), errors: number(found.error_count) })}</p>
    ${found.errors.length > 0 ? html`<div class="sheetbox" tabindex="0" role="region" aria-label=${t('wardens.import.errors')}><table class="table" id="errors"><thead><tr><th scope="col">${t('wardens.import.line')}</th><th scope="col">${t('wardens.import.column')}</th><th scope="col">${t('wardens.import.wrong')}</th></tr></thead>
      <tbody>${found.errors.map(({ line, column, message }) => html`<tr><td class="num">${number(line)}</td><td><code>${column}</code></td><td>${nameOf(message)}</td></tr>`)}</tbody></table></div>` : nothing}
    ${found.changes.length > 0 ? html`<div class="sheetbox" tabindex="0" role="region" aria-label=${t('wardens.import.changes')}><table class="table" id="changes"><thead><tr><th scope="col">${t('wardens.import.line')}</th><th scope="col">${t('wardens.import.what')}</th><th scope="col">${t('wardens.who')}</th><th scope="col">${t('wardens.grid')}</th><th scope="col">${t('wardens.import.days')}</th></tr></thead>
      <tbody>${found.changes.map((each) => html`<tr><td class="num">${number(each.line)}</td><td>${each.kind === 'new' ? t('wardens.import.new') : t('wardens.import.changed')}</td><td>${each.login}<small class="t2"> ${dutyName(each.duty)}${each.substitute_for ? ` · ${t('wardens.standsIn', { name: each.substitute_for })}` : ''}</small></td>
        <td>${gridName(each.grid)}</td><td>${spanName(each)}${each.kind === 'changed' && each.last_day_before !== each.last_day ? html` <del class="t2">${each.last_day_before ? dayName(each.last_day_before) : t('wardens.import.noEnd')}</del>` : nothing}</td></tr>`)}</tbody></table></div>` : nothing}
    ${found.applied || found.error_count > 0 ? nothing : found.changes.length === 0 ? html`<p class="t2">${t('wardens.import.nothing')}</p>` : html`<button class="btn btn--primary" id="take" ?disabled=${busy} @click=${actions.take}>${icon('check', '18')}${t('wardens.import.take')}</button>`}
  </div>`;
}
