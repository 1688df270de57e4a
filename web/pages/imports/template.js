import { html, nothing } from 'lit-html';
import { areaField, field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, number, t } from '../../core/i18n.js';
import { OWN } from './model.js';

export const content = (state, model, actions, timeZone) => html`
  <div class="wide">
    <h1>${t('imports.title')}</h1>
    <p class="small t2">${t('imports.text')}</p>
    ${form(state, model, actions)}
    ${resourceView(model.list.get(), model.list.retry, (data) => runs(data, state, model, actions, timeZone), 5)}
  </div>`;

const form = (state, model, actions) => html`
  <form class="imports__form" @submit=${actions.begin} novalidate>
    ${field({
      id: 'file', label: t('imports.file'), hint: t('imports.file.hint'), error: state.errors.file,
      control: (described, invalid) => html`<input id="file" class="input" type="file" aria-describedby=${described} aria-invalid=${invalid} accept=".csv,.xlsx,text/csv" @change=${(event) => actions.set({ file: event.target.files[0] ?? null })}>`,
    })}
    ${field({
      id: 'mapping', label: t('imports.mapping'), hint: t('imports.mapping.hint'),
      control: (described) => html`<select id="mapping" class="input" aria-describedby=${described} @change=${(event) => actions.set({ mapping: event.target.value })}>
        ${(model.mappings.get().data?.items ?? []).map(({ id, source }) => html`<option value=${id} .selected=${id === state.mapping}>${id}${source === id ? '' : ` (${source})`}</option>`)}
        <option value=${OWN} .selected=${state.mapping === OWN}>${t('imports.mapping.own')}</option></select>`,
    })}
    ${state.mapping === OWN ? areaField({ id: 'yaml', label: t('imports.yaml'), hint: t('imports.yaml.hint'), error: state.errors.yaml, value: state.yaml, rows: 10, maxlength: 100_000, onInput: (yaml) => actions.set({ yaml }) }) : nothing}
    <p class="checks"><label><input type="checkbox" id="dry" .checked=${state.dryRun} @change=${(event) => actions.set({ dryRun: event.target.checked })}>${t('imports.dry')}</label></p>
    ${state.fault ? html`<p class="form__error" role="alert" id="import-fault" tabindex="-1">${icon('warn', '18')}<span>${state.fault.detail || t('error.server.text')}</span></p>` : nothing}
    <p><button class="btn btn--primary btn--l" id="begin" aria-disabled=${state.sending ? 'true' : 'false'}>${t(state.sending ? 'imports.sending' : state.dryRun ? 'imports.try' : 'imports.begin')}</button></p>
  </form>`;

const runs = ({ items, next }, state, model, actions, timeZone) =>
  items.length === 0
    ? empty({ glyph: 'doc', title: t('imports.none'), text: t('imports.none.text') })
    : html`
        <div class="sheetbox" tabindex="0" role="region" aria-label=${t('imports.runs')}><table class="table">
          <thead><tr><th>${t('imports.started')}</th><th>${t('imports.file')}</th><th>${t('imports.state')}</th>${COUNTS.map((each) => html`<th class="num">${countName(each)}</th>`)}<th><span class="sr">${t('outbox.actions')}</span></th></tr></thead>
          <tbody>${items.map((run) => html`${row(run, state, actions, timeZone)} ${run.id === state.open ? opened(run, model, actions) : nothing}`)}</tbody>
        </table></div>
        ${next ? html`<p class="more"><button class="btn" @click=${actions.more}>${t('outbox.more')}</button></p>` : nothing}`;

const COUNTS = ['rows', 'imported', 'existing', 'skipped', 'bad'];

function countName(count) {
  switch (count) {
    case 'rows':
      return t('imports.rows');
    case 'imported':
      return t('imports.imported');
    case 'existing':
      return t('imports.existing');
    case 'skipped':
      return t('imports.skipped');
    default:
      return t('imports.bad');
  }
}

const row = (run, state, actions, timeZone) => html`<tr data-run=${run.id}>
  <td><time datetime=${run.started_at}>${dateTime(run.started_at, timeZone)}</time></td>
  <td>${run.file_name}<br><span class="t3">${run.source}</span></td>
  <td><span class="badge">${stateName(run.state)}</span> ${run.dry_run ? html`<span class="t3">${t('imports.dry.badge')}</span>` : nothing}${run.message ? html`<br><span class="why" lang="en">${run.message}</span>` : nothing}</td>
  ${COUNTS.map((each) => html`<td class="num" data-name=${countName(each)} data-count=${each}>${number(run[each])}</td>`)}
  <td><button class="btn" aria-expanded=${run.id === state.open ? 'true' : 'false'} @click=${() => actions.toggle(run.id)}>${t('imports.found')}</button></td>
</tr>`;

function stateName(state) {
  switch (state) {
    case 'running':
      return t('imports.state.running');
    case 'stalled':
      return t('imports.state.stalled');
    case 'done':
      return t('imports.state.done');
    default:
      return t('imports.state.failed');
  }
}

const opened = (run, model, actions) => html`<tr><td colspan="9"><div class="imports__run">
  <section aria-label=${t('imports.faults')}>
    <h2>${t('imports.faults')}</h2>
    ${resourceView(model.faults.get(), model.faults.retry, (data) => faults(data, actions), 2)}
  </section>
  <section aria-label=${t('imports.agreement')}>
    <h2>${t('imports.agreement')}</h2><p class="small t2">${t('imports.agreement.text', { source: run.source })}</p>
    ${resourceView(model.agreement.get(), model.agreement.retry, agreement, 2)}
  </section></div></td></tr>`;

const faults = ({ items, next }, actions) =>
  items.length === 0
    ? html`<p class="small t2">${t('imports.faults.none')}</p>`
    : html`<table class="table"><thead><tr><th class="num">${t('imports.line')}</th><th>${t('imports.field')}</th><th>${t('imports.code')}</th><th>${t('imports.reason')}</th></tr></thead>
        <tbody>${items.map((fault) => html`<tr data-line=${fault.line}><td class="num">${number(fault.line)}</td><td>${fault.field}</td><td><code>${fault.code}</code></td><td lang="en">${fault.reason}</td></tr>`)}</tbody></table>
        <p class="row"><button class="btn" @click=${actions.saveFaults}>${t('imports.faults.save')}</button>${next ? html`<button class="btn" @click=${actions.moreFaults}>${t('outbox.more')}</button>` : nothing}</p>`;

const agreement = ({ items }) =>
  items.length === 0
    ? html`<p class="small t2">${t('imports.agreement.none')}</p>`
    : html`<table class="table"><thead><tr><th>${t('imports.category')}</th><th class="num">${t('imports.compared')}</th><th class="num">${t('imports.agreed')}</th><th class="num">${t('imports.undecided')}</th><th class="num">${t('imports.unknown')}</th></tr></thead>
        <tbody>${items.map((each) => html`<tr><td>${each.category ?? t('imports.noCategory')}</td><td class="num">${number(each.compared)}</td><td class="num">${number(each.agreed)}${each.share === null ? nothing : html` <span class="t3">${number(each.share, { style: 'percent', maximumFractionDigits: 1 })}</span>`}</td><td class="num">${number(each.undecided)}</td><td class="num">${number(each.unknown)}</td></tr>`)}</tbody></table>`;
