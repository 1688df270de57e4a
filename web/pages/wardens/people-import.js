import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { dutyName, fileField, gridName, selectField, spanName } from './parts.js';

/** A table of wardens with their grids: which column is what, what is wrong by row, what it changes, and then all of it or nothing. */
export const peopleImport = ({ state, actions }) => html`
  <section class="wardens__card" id="crew">
    <h2>${t('wardens.crew')}</h2><p class="small t2">${t('wardens.crew.text')}</p>
    <p class="small"><code>login,name,phone,unit,area,duty,grids,first_day,last_day</code></p>
    <div class="bar">
      ${fileField({ id: 'crew-file', onFile: actions.chooseCrew })}
      ${selectField({ id: 'crew-encoding', label: t('wardens.import.encoding'), value: state.encoding, options: ['UTF-8', 'GB18030'].map((each) => [each, each]), onInput: (encoding) => actions.set({ encoding, crew: null }) })}
      <button class="btn btn--primary" id="crew-look" ?disabled=${!state.crewFile || state.busy} @click=${actions.lookAtCrew}>${t('wardens.import.look')}</button>
    </div>
    ${state.crew ? report(state, actions) : nothing}
  </section>`;

const fieldName = (name) =>
  ({ login: t('wardens.crew.login'), name: t('wardens.crew.name'), phone: t('wardens.crew.phone'), unit: t('wardens.crew.unit'), area: t('wardens.crew.area'), duty: t('wardens.crew.duty'), grids: t('wardens.crew.grids'), first_day: t('wardens.crew.first'), last_day: t('wardens.crew.last') })[name] ?? name;

const kindName = (kind) => ({ new: t('wardens.import.new'), changed: t('wardens.import.changed') })[kind] ?? t('wardens.crew.same');

/** The file's columns may have any names; stays open when one was chosen, as the focus is inside. */
const mapping = ({ crew, crewColumns }, actions) => html`<details class="wardens__mapping" ?open=${crewColumns !== null || crew.errors.some(({ code }) => code === 'missing_column')}><summary>${t('wardens.crew.columns')}</summary>
  <div class="wardens__form">${crew.fields.map((name) => selectField({ id: `crew-${name}`, label: fieldName(name), value: crew.mapping[name] ?? '', options: [['', t('wardens.crew.noColumn')], ...crew.columns.map((each) => [each, each])], onInput: (theirs) => actions.mapCrew(name, theirs) }))}</div></details>`;

function report(state, actions) {
  const { crew: found, busy } = state;
  const changed = found.people.filter(({ kind, grids }) => kind !== 'unchanged' || grids.length > 0);
  return html`<div id="crew-report" class="pane">
    ${found.applied ? nothing : mapping(state, actions)}
    <p role="status"><b>${found.applied ? t('wardens.import.taken') : t('wardens.import.seen', { rows: number(found.rows) })}</b>
      ${t('wardens.crew.counts', { created: number(found.created), changed: number(found.changed), unchanged: number(found.unchanged), grids: number(found.grids), errors: number(found.error_count) })}</p>
    ${found.errors.length > 0 ? html`<div class="sheetbox" tabindex="0" role="region" aria-label=${t('wardens.import.errors')}><table class="table" id="crew-errors"><thead><tr><th scope="col">${t('wardens.import.line')}</th><th scope="col">${t('wardens.import.column')}</th><th scope="col">${t('wardens.import.wrong')}</th></tr></thead>
      <tbody>${found.errors.map(({ line, column, message }) => html`<tr><td class="num">${number(line)}</td><td>${fieldName(column)} <code>${column}</code></td><td>${nameOf(message)}</td></tr>`)}</tbody></table></div>` : nothing}
    ${changed.length > 0 ? html`<div class="sheetbox" tabindex="0" role="region" aria-label=${t('wardens.import.changes')}><table class="table" id="crew-changes"><thead><tr><th scope="col">${t('wardens.import.line')}</th><th scope="col">${t('wardens.import.what')}</th><th scope="col">${t('wardens.who')}</th><th scope="col">${t('wardens.crew.unit')}</th><th scope="col">${t('wardens.grid')}</th></tr></thead>
      <tbody>${changed.map((each) => html`<tr><td class="num">${number(each.line)}</td><td>${kindName(each.kind)}</td><td>${each.name}<small class="t2"> ${each.login}${each.phone ? html`<i class="md"></i>${each.phone}` : nothing}</small></td><td>${each.unit}<small class="t2"> ${each.area}</small></td>
        <td>${each.grids.map((grid) => html`<span class="wardens__given">${gridName(grid.grid)} <small class="t2">${dutyName(grid.duty)}<i class="md"></i>${spanName(grid)}</small></span>`)}</td></tr>`)}</tbody></table></div>` : nothing}
    ${found.applied ? html`<button class="btn btn--primary" id="crew-sheet" ?disabled=${busy} @click=${() => actions.makeSheet(found.accounts)}>${icon('print', '18')}${t('wardens.sheet.make', { n: number(found.accounts.length) })}</button>`
      : found.error_count > 0 ? nothing : changed.length === 0 ? html`<p class="t2">${t('wardens.import.nothing')}</p>` : html`<button class="btn btn--primary" id="crew-take" ?disabled=${busy} @click=${actions.takeCrew}>${icon('check', '18')}${t('wardens.import.take')}</button>`}
  </div>`;
}
