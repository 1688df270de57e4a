import { html, nothing } from 'lit-html';
import { field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { dateTime, number, t } from '../../core/i18n.js';
import { changesList, findingsList } from './import-report.js';
import { FIELDS } from './import-model.js';
import { nameOfField } from './field-names.js';
import { categoryOptions } from './parts.js';
import { nameOfSystem } from './where.js';

const ENCODINGS = ['UTF-8', 'GB18030', 'Big5'];
const SYSTEMS = ['wgs84', 'gcj02', 'bd09', 'EPSG:4490', 'EPSG:4549'];

/** A file, how to read it, what is wrong with it, and what it would change. */
export function importPage(page) {
  const { state } = page;
  return html`
    ${faultOf(page)}
    ${state.file === null && state.report === null ? start(page) : nothing}
    ${state.file !== null ? reading(page) : nothing}
    ${state.report !== null ? report(page) : nothing}
    ${state.report === null ? past(page) : nothing}`;
}

const start = (page) => html`
  <section class="reg__part"><h2>${t('registry.import.title')}</h2><p>${t('registry.import.text')}</p>${chooser(page, t('registry.import.choose'))}</section>`;

const chooser = ({ actions, state }, words) => html`
  <label class="btn btn--primary reg__upload">${icon('plus', '18')}${words}<input id="file" class="sr" type="file" ?disabled=${state.step !== ''} accept=".csv,.xlsx,.geojson,.json,text/csv,application/geo+json,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    @change=${(event) => { const [file] = event.target.files; file && actions.choose(file); event.target.value = ''; }}></label>`;

/** The upload stays where it is: mend what is wrong, or try again. */
function faultOf({ state, actions }) {
  if (!state.fault) {
    return nothing;
  }
  const { kind, code, detail } = state.fault;
  const words = kind === 'offline' ? t('registry.import.offline') : code === 'place_changed' ? t('registry.import.stale') : detail || t('error.server.text');
  return html`<div class="form__error" role="alert" id="import-fault">${icon('warn', '18')}<span class="grow">${words}${state.file ? html` ${t('registry.import.kept', { file: state.file.name })}` : nothing}</span>
    ${state.file ? html`<button class="btn btn--s" @click=${state.columns.length > 0 ? actions.check : actions.readColumns}>${t('state.retry')}</button>` : nothing}</div>`;
}

function reading(page) {
  const { state, model, actions } = page;
  const { mapping, columns, step } = state;
  const missing = ['code', 'lon', 'lat'].filter((each) => !mapping.columns[each]).concat(mapping.columns.category || mapping.category ? [] : ['category']);
  return html`
    <section class="reg__part" aria-labelledby="mapping-title">
      <header class="reg__head"><h2 id="mapping-title">${t('registry.mapping')}</h2><span class="row"><span class="badge">${state.file.name}</span><button class="btn btn--quiet" @click=${actions.startAnew}>${t('registry.import.other')}</button></span></header>
      ${state.remembered ? html`<p class="note note--info">${icon('history', '18')}<span>${t('registry.mapping.remembered')}</span></p>` : nothing}
      <div class="reg__two">
        ${select('crs', t('registry.crs'), SYSTEMS.map((each) => [each, nameOfSystem(each)]), mapping.crs, (crs) => actions.mapWith({ crs }))}
        ${select('encoding', t('registry.encoding'), ENCODINGS.map((each) => [each, each]), mapping.encoding, (encoding) => { actions.mapWith({ encoding }); actions.readColumns(); })}
        ${field({ id: 'all-category', label: t('registry.mapping.category'), hint: t('registry.mapping.category.hint'), control: (described) => html`<select id="all-category" class="input" aria-describedby=${described} ?disabled=${Boolean(mapping.columns.category)} @change=${(event) => actions.mapWith({ category: event.target.value })}><option value="" .selected=${mapping.category === ''}>${t('registry.mapping.column')}</option>${categoryOptions(model.categories.get().data, mapping.category)}</select>` })}
        ${field({ id: 'complete', label: t('registry.mapping.complete'), hint: t('registry.mapping.complete.hint'), control: (described) => html`<select id="complete" class="input" aria-describedby=${described} @change=${(event) => actions.mapWith({ complete: event.target.value })}><option value="" .selected=${mapping.complete === ''}>${t('registry.mapping.partial')}</option>${categoryOptions(model.categories.get().data, mapping.complete)}</select>` })}
      </div>
      ${columns.length > 0 ? columnTable(page) : nothing}
      ${columns.length > 0 && missing.length > 0 ? html`<p class="note note--due">${icon('warn', '18')}<span>${t('registry.mapping.missing', { fields: missing.map(nameOfField).join(t('list.separator')) })}</span></p>` : nothing}
      <div class="row"><button class="btn btn--primary" id="check" aria-disabled=${step || columns.length === 0 ? 'true' : 'false'} @click=${actions.check}>${step === 'checking' ? t('registry.checking') : step === 'reading' ? t('state.loading') : t('registry.check')}</button></div>
    </section>`;
}

const select = (id, label, options, value, onChange) => field({
  id, label,
  control: (described) => html`<select id=${id} class="input" aria-describedby=${described} @change=${(event) => onChange(event.target.value)}>${options.map(([each, words]) => html`<option value=${each} .selected=${each === value}>${words}</option>`)}</select>`,
});

function columnTable({ state, actions }) {
  const byColumn = new Map(Object.entries(state.mapping.columns).map(([field, column]) => [column, field]));
  return html`<div class="sheetbox"><table class="table reg__columns">
    <thead><tr><th scope="col">${t('registry.mapping.theirs')}</th><th scope="col">${t('registry.mapping.samples')}</th><th scope="col">${t('registry.mapping.ours')}</th></tr></thead>
    <tbody>${state.columns.map(({ name, samples }) => html`<tr><th scope="row">${name}</th><td class="t2">${samples.join(' · ')}</td>
      <td><select class="input" data-column=${name} aria-label=${t('registry.mapping.of', { column: name })} @change=${(event) => actions.mapColumn(name, event.target.value)}>
        <option value="" .selected=${!byColumn.has(name)}>${t('registry.mapping.none')}</option>
        ${[...new Set([...FIELDS, ...(byColumn.has(name) ? [byColumn.get(name)] : [])])].map((each) => html`<option value=${each} .selected=${byColumn.get(name) === each}>${nameOfField(each)}</option>`)}</select></td></tr>`)}</tbody></table></div>`;
}

function report(page) {
  const { state, city, actions } = page;
  const { report: found, step } = state;
  const same = Math.max(0, found.rows - found.error_count - found.new_places - found.changed_places);
  const open = found.state === 'open';
  return html`
    <section class="reg__part" aria-labelledby="report-title">
      <header class="reg__head"><h2 id="report-title" tabindex="-1">${t('registry.report', { file: found.file })}</h2><span class="badge ${found.state === 'published' ? 'badge--accent' : ''}" id="import-state">${stateWords(found.state)}</span></header>
      <p class="small t2">${t('registry.report.read', { rows: number(found.rows), time: dateTime(found.created_at, city.time_zone) })}</p>
      <dl class="reg__tiles">
        ${tile(t('registry.change.new'), found.new_places, 'new')} ${tile(t('registry.change.changed'), found.changed_places, 'changed')} ${tile(t('registry.change.gone'), found.gone_places, 'gone')}
        ${found.error_count === 0 ? tile(t('registry.change.same'), same, 'same') : nothing} ${tile(t('registry.errors'), found.error_count, 'errors')} ${tile(t('registry.warnings'), found.warning_count, 'warnings')}
      </dl>
      ${open && found.error_count > 0 ? html`<p class="note note--due" id="blocked">${icon('warn', '18')}<span>${t('registry.report.blocked')}</span></p>` : nothing}
      ${shifted(page)}
      <div class="row">
        ${open && found.error_count === 0 ? html`<button class="btn btn--primary" id="publish-import" aria-disabled=${step ? 'true' : 'false'} @click=${actions.publishImport}>${step === 'publishing' ? t('registry.publishing') : t('registry.report.publish', { n: number(found.new_places + found.changed_places + found.gone_places) })}</button>` : nothing}
        ${open ? html`<button class="btn" id="discard-import" ?disabled=${step !== ''} @click=${actions.discardImport}>${t('registry.report.discard')}</button>` : nothing}
        ${state.file === null ? html`<button class="btn" @click=${actions.startAnew}>${t('registry.import.other')}</button>` : nothing}
      </div>
    </section>
    ${findingsList(page)} ${found.error_count === 0 ? changesList(page) : nothing}`;
}

const tile = (label, value, id) => html`<div data-tile=${id}><dt>${label}</dt><dd class="num">${number(value)}</dd></div>`;

/** The usual mistake is mended by one press while the file is still here. */
const shifted = ({ state, actions }) =>
  state.file !== null && state.report.errors.some(({ code }) => code === 'gcj02_suspected')
    ? html`<p class="note note--info">${icon('target', '18')}<span class="grow">${t('registry.shifted')}</span><button class="btn btn--s" id="as-gcj02" @click=${() => actions.checkAs('gcj02')}>${t('registry.shifted.check')}</button></p>`
    : nothing;

const stateWords = (state) => ({ open: () => t('registry.import.open'), published: () => t('registry.state.published'), discarded: () => t('registry.import.discarded') })[state]();

const past = ({ importing, city, actions }) => {
  const items = importing.past.get().data ?? [];
  return items.length === 0
    ? nothing
    : html`<section class="reg__part" aria-labelledby="past-title"><h2 id="past-title">${t('registry.past')}</h2>
        <ul class="reg__rows">${items.slice(0, 20).map((one) => html`<li><button class="reg__past" @click=${() => actions.look(one.id)}><span class="grow"><b>${one.file}</b>
          <span class="reg__sub">${dateTime(one.created_at, city.time_zone)} <i class="md"></i>${t('registry.past.counts', { rows: number(one.rows), errors: number(one.error_count) })}</span></span><span class="badge">${stateWords(one.state)}</span></button></li>`)}</ul></section>`;
};
