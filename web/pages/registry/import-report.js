import { html, nothing } from 'lit-html';
import { field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { failure, resourceView } from '../../components/states.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { comparison } from './history.js';
import { nameOfField } from './field-names.js';

const MORE = 100;

/** Row by row what is wrong or doubtful, and what to do about it. */
export function findingsList({ state, actions }) {
  const { report, finding, findingsShown } = state;
  const all = [...report.errors.map((each) => ({ ...each, severe: true })), ...report.warnings.map((each) => ({ ...each, severe: false }))];
  if (all.length === 0) {
    return nothing;
  }
  const kinds = [...new Set(all.map(({ code }) => code))];
  const shown = all.filter(({ code, severe }) => finding === '' || code === finding || finding === (severe ? '!' : '?'));
  return html`
    <section class="reg__part" aria-labelledby="findings-title"><h2 id="findings-title">${t('registry.findings')}</h2>
      ${field({ id: 'finding', label: t('registry.findings.filter'), control: (described) => html`<select id="finding" class="input" aria-describedby=${described} @change=${(event) => actions.set({ finding: event.target.value, findingsShown: MORE })}>
        ${[['', t('registry.findings.all')], ['!', t('registry.errors')], ['?', t('registry.warnings')], ...kinds.map((code) => [code, kindWords(code)])].map(([value, words]) => html`<option value=${value} .selected=${finding === value}>${words}</option>`)}</select>` })}
      ${report.error_count > report.errors.length || report.warning_count > report.warnings.length ? html`<p class="small t2">${t('registry.findings.part')}</p>` : nothing}
      <ul class="reg__findings" id="findings">${shown.slice(0, findingsShown).map(findingRow)}</ul>
      ${shown.length > findingsShown ? html`<p class="more"><button class="btn" @click=${() => actions.set({ findingsShown: findingsShown + MORE })}>${t('registry.findings.more', { n: number(shown.length - findingsShown) })}</button></p>` : nothing}
    </section>`;
}

const findingRow = ({ line, field: name, code, message, severe }) => html`
  <li data-finding=${code} class=${severe ? 'is-severe' : ''}>${icon(severe ? 'warn' : 'info', '18')}<span class="grow">
    <b>${line > 0 ? t('registry.findings.row', { n: number(line) }) : t('registry.findings.file')}</b>${name ? html` <span class="badge">${nameOfField(name)}</span>` : nothing} <span class="sr">${severe ? t('registry.errors') : t('registry.warnings')}</span>
    <span class="reg__said">${nameOf(message)}</span><span class="reg__sub">${whatToDo(code)}</span></span></li>`;

function kindWords(code) {
  const words = { outside_city: () => t('registry.kind.outside'), likely_duplicate: () => t('registry.kind.duplicate'), wrong_area: () => t('registry.kind.area'), gcj02_suspected: () => t('registry.kind.shifted'), duplicate_code: () => t('registry.kind.twice'), missing_value: () => t('registry.kind.missing'), unknown_category: () => t('registry.kind.category') };
  return (words[code] ?? (() => code))();
}

function whatToDo(code) {
  const words = {
    outside_city: () => t('registry.todo.outside'), likely_duplicate: () => t('registry.todo.duplicate'), wrong_area: () => t('registry.todo.area'), gcj02_suspected: () => t('registry.todo.shifted'),
    duplicate_code: () => t('registry.todo.twice'), missing_value: () => t('registry.todo.missing'), unknown_category: () => t('registry.todo.category'), bad_coordinates: () => t('registry.todo.coordinates'),
    bad_hours: () => t('registry.todo.hours'), bad_csv: () => t('registry.todo.csv'), ragged_row: () => t('registry.todo.csv'),
  };
  return (words[code] ?? (() => t('registry.todo.mend')))();
}

/** What publishing would do, place by place. */
export function changesList({ state, importing, actions }) {
  const { report, kind } = state;
  const kinds = [['', t('registry.change.all')], ['new', t('registry.change.new')], ['changed', t('registry.change.changed')], ['gone', t('registry.change.gone')]];
  return html`
    <section class="reg__part" aria-labelledby="changes-title"><h2 id="changes-title">${t('registry.changes')}</h2>
      <div class="chips" role="group" aria-label=${t('registry.changes')}>${kinds.map(([each, words]) => html`<button type="button" class="chip ${kind === each ? 'is-on' : ''}" data-kind=${each} aria-pressed=${kind === each ? 'true' : 'false'} @click=${() => actions.ofKind(each)}>${words}</button>`)}</div>
      ${resourceView(importing.changes.get(), importing.changes.retry, (data) => rows(data, report, importing), 3)}
    </section>`;
}

function rows({ items, next }, report, importing) {
  const more = importing.following.get();
  return html`
    ${items.length === 0 ? html`<p class="small t2">${t('registry.changes.none')}</p>` : nothing}
    <ul class="reg__history" id="changes">${items.map((each) => change(each, report))}</ul>
    ${more.status === 'error' ? failure(more.error, importing.moreChanges) : next ? html`<p class="more"><button class="btn" ?disabled=${more.status === 'loading'} @click=${importing.moreChanges}>${t('places.more')}</button></p>` : nothing}`;
}

const change = ({ kind, code, name, differences }, report) => html`
  <li data-change=${code}><details><summary><span class="badge ${kind === 'gone' ? '' : 'badge--accent'}">${words(kind)}</span> <b>${nameOf(name) || code}</b> <code>${code}</code>
    ${kind === 'changed' ? html`<span class="t2">${differences.map(({ field: each }) => nameOfField(each)).join(t('list.separator'))}</span>` : nothing}</summary>
    ${kind === 'gone' ? html`<p class="small t2">${t('registry.changes.gone')}</p>` : report.state === 'open' ? comparison(differences) : html`<p class="small t2">${t('registry.changes.past')}</p>`}</details></li>`;

const words = (kind) => ({ new: () => t('registry.change.new'), changed: () => t('registry.change.changed'), gone: () => t('registry.change.gone') })[kind]();
