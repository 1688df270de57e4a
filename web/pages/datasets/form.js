import { html, nothing } from 'lit-html';
import { choice, field, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { langOf, nameOf, number, t } from '../../core/i18n.js';
import { KEYED, KINDS } from './template.js';

const CRS = ['wgs84', 'gcj02', 'bd09', 'EPSG:4490', 'EPSG:4549', 'EPSG:2436'];

/** A file, what it is, which of its columns are what; looked at first, then published as a whole. */
export function form(page) {
  const { state, actions } = page;
  const { form: now } = state;
  return html`<form class="datasets__form" aria-labelledby="form-title" novalidate @submit=${(event) => { event.preventDefault(); actions.check(); }}>
    <h2 id="form-title" tabindex="-1">${now.dataset ? t('datasets.newVersionOf', { name: now.name }) : t('datasets.new')}</h2>
    ${field({
      id: 'file', label: t('datasets.file'), hint: t('datasets.file.hint'), error: state.errors.file,
      control: (described, invalid) => html`<input id="file" class="input" type="file" accept=".csv,text/csv" aria-describedby=${described} aria-invalid=${invalid} @change=${(event) => actions.choose(event.target.files[0] ?? null)}>`,
    })}
    ${state.header ? mapping(page) : nothing}
    <div class="datasets__pair">
      ${said(page, 'name', 'datasets.name')} ${said(page, 'unit', 'datasets.unit', 'datasets.unit.hint')}
      ${said(page, 'source', 'datasets.source', 'datasets.source.hint')} ${said(page, 'licence', 'datasets.licence', 'datasets.licence.hint')}
      ${textField({ id: 'as_of', label: t('datasets.asOf'), hint: t('datasets.asOf.hint'), type: 'date', required: true, value: now.as_of, error: state.errors.as_of, onInput: (as_of) => actions.type({ as_of }) })}
    </div>
    ${now.dataset ? nothing : choice({ id: 'kind', legend: t('datasets.kind'), options: Object.entries(KINDS).map(([id, key]) => [id, t(key)]), value: now.kind, error: state.errors.kind, onChange: (kind) => actions.type({ kind }) })}
    <p class="t2 small">${t('datasets.kind.hint')}</p>
    <p class="checks">
      ${now.kind === 'denominator' && now.keyed !== 'day' ? html`<label><input type="checkbox" id="residents" .checked=${now.residents} @change=${(event) => actions.type({ residents: event.target.checked })}>${t('datasets.residents.ask')}</label>` : nothing}
      <label><input type="checkbox" id="synthetic" .checked=${now.synthetic} @change=${(event) => actions.type({ synthetic: event.target.checked })}>${t('datasets.synthetic.ask')}</label></p>
    ${state.check ? found(state.check) : nothing}
    ${state.fault ? html`<p class="form__error" role="alert" id="form-fault" tabindex="-1">${icon('warn', '18')}<span>${state.fault.detail || t('error.server.text')}</span></p>` : nothing}
    <p class="datasets__acts">
      ${state.check?.finding_count === 0
        ? html`<button class="btn btn--primary btn--l" type="button" id="publish" aria-disabled=${state.busy ? 'true' : 'false'} @click=${actions.publish}>${t('datasets.publish', { n: number(state.check.keys) })}</button>`
        : html`<button class="btn btn--primary btn--l" id="look" aria-disabled=${state.busy ? 'true' : 'false'}>${t(state.busy ? 'datasets.checking' : 'datasets.check')}</button>`}
      <button class="btn btn--quiet" type="button" id="leave" @click=${actions.leave}>${t('datasets.leave')}</button></p>
  </form>`;
}

const said = ({ state, actions }, name, key, hint) =>
  textField({ id: name, label: t(key), hint: hint ? t(hint) : '', required: true, value: state.form[name], error: state.errors[name], onInput: (text) => actions.type({ [name]: text }) });

/** Which of the file's columns are what. */
function mapping({ state, actions, city }) {
  const { form: now, header } = state;
  const named = (name, key, none) => field({
    id: `column-${name}`, label: t(key), error: state.errors[name],
    control: (described, invalid) => html`<select id="column-${name}" class="input" aria-describedby=${described} aria-invalid=${invalid} @change=${(event) => actions.type({ columns: { ...now.columns, [name]: event.target.value } })}>
      <option value="" .selected=${!now.columns[name]}>${t(none)}</option>
      ${header.columns.map((column) => html`<option value=${column.name} .selected=${now.columns[name] === column.name}>${column.samples.length ? `${column.name} (${column.samples[0]} …)` : column.name}</option>`)}</select>`,
  });
  return html`
    ${now.dataset ? nothing : choice({ id: 'keyed', legend: t('datasets.keyed'), options: Object.entries(KEYED).map(([id, key]) => [id, t(key)]), value: now.keyed, error: state.errors.keyed, onChange: (keyed) => actions.type({ keyed }) })}
    <div class="datasets__pair">
      ${now.keyed === 'point' ? html`${named('lon', 'datasets.column.lon', 'datasets.column.choose')} ${named('lat', 'datasets.column.lat', 'datasets.column.choose')}` : named('key', now.keyed === 'day' ? 'datasets.column.day' : 'datasets.column.code', 'datasets.column.choose')}
      ${named('value', 'datasets.column.value', now.keyed === 'point' ? 'datasets.column.each' : 'datasets.column.choose')}
      ${now.keyed === 'day' || now.dataset ? nothing : field({
        id: 'level', label: t(now.keyed === 'point' ? 'datasets.level.points' : 'datasets.level'), error: state.errors.level,
        control: (described, invalid) => html`<select id="level" class="input" aria-describedby=${described} aria-invalid=${invalid} @change=${(event) => actions.type({ level: event.target.value })}>
          ${(city?.levels ?? []).map(({ id, name }) => html`<option value=${id} .selected=${id === now.level}>${nameOf(name)}</option>`)}</select>`,
      })}
      ${now.keyed === 'point' ? field({
        id: 'crs', label: t('datasets.crs'), error: state.errors.crs,
        control: (described, invalid) => html`<input id="crs" class="input" list="crs-list" maxlength="200" autocomplete="off" aria-describedby=${described} aria-invalid=${invalid} .value=${now.crs ?? ''} @input=${(event) => actions.type({ crs: event.target.value })}><datalist id="crs-list">${CRS.map((each) => html`<option value=${each}></option>`)}</datalist>`,
      }) : nothing}
    </div>`;
}

/** Row by row, what hinders; or what the file would become. */
function found(check) {
  const figure = (value) => (value === null ? '–' : number(value, { maximumFractionDigits: 2 }));
  if (check.finding_count === 0) {
    return html`<p class="datasets__said" role="status" id="check" tabindex="-1">${icon('check', '18')}<span>${t('datasets.clean', { rows: number(check.rows), keys: number(check.keys), least: figure(check.least), most: figure(check.most), sum: figure(check.sum) })}
      ${check.without > 0 ? t('datasets.without', { n: number(check.without) }) : nothing}</span></p>`;
  }
  return html`<section class="datasets__findings" id="check" tabindex="-1" aria-labelledby="findings-title">
    <h3 id="findings-title">${icon('warn', '18')}${t('datasets.findings', { n: number(check.finding_count), rows: number(check.rows) })}</h3>
    <div class="sheetbox" tabindex="0" role="group" aria-labelledby="findings-title"><table class="table"><thead><tr><th scope="col" class="n">${t('datasets.line')}</th><th scope="col">${t('datasets.column')}</th><th scope="col">${t('datasets.reason')}</th></tr></thead>
      <tbody>${check.findings.map((each) => html`<tr data-code=${each.code}><td class="n">${each.line || '–'}</td><td>${each.field}</td><td lang=${langOf(each.message)}>${nameOf(each.message)}</td></tr>`)}</tbody></table></div></section>`;
}
