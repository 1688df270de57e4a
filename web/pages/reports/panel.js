import { html, nothing } from 'lit-html';
import { codeName, severities, severityName, statusName } from '../../components/finding-words.js';
import { icon } from '../../components/icon.js';
import { empty, failure, resourceView, skeleton } from '../../components/states.js';
import { formatPoint } from '../../core/coordinates.js';
import { dateTime, nameOf, number, t } from '../../core/i18n.js';
import { isOnMap } from '../../map/finding-map.js';

/** The side panel: the list of reports, or one report with its findings. */
export const panel = (page) => html`
  <section class="panel" aria-label=${t('page.reports')}>
    <div class="panel__body" id="panel-body" tabindex="-1">${page.state.report === null ? list(page) : one(page)}</div>
  </section>`;

const list = ({ model, actions, timeZone }) => html`
  <section class="section intro">
    <h1>${t('page.reports')}</h1>
    <p>${t('reports.text')}</p>
    <a class="pagelink phoneonly" href="/">${icon('map', '18')}<span class="grow">${t('page.map')}</span>${icon('right', '16')}</a>
  </section>
  ${resourceView(model.list.get(), model.list.retry, ({ items, next }) =>
    items.length === 0
      ? empty({ glyph: 'doc', title: t('reports.none'), text: t('reports.none.text') })
      : html`<ul class="replist">${items.map((report) => html`<li>${row(report, timeZone, actions)}</li>`)}</ul>
          ${next ? more(model.moreReports) : nothing}`, 4)}`;

const row = (report, timeZone, actions) => html`
  <button class="reprow" @click=${() => actions.open(report.id)}>
    <span class="grow">
      <span class="reprow__head"><b>${report.label}</b>${statusMark(report.status)}</span>
      <small>${dateTime(report.made_at, timeZone)}</small>
      <small>${counts(report)}</small>
    </span>
    ${icon('right', '16')}
  </button>`;

const statusMark = (status) =>
  status === 'refused' ? html`<span class="sev sev--error">${statusName(status)}</span>` : html`<span class="badge ${status === 'published' ? 'badge--accent' : ''}">${statusName(status)}</span>`;

const counts = ({ errors, repaired, warnings, fault }) =>
  errors + repaired + warnings === 0
    ? t(fault ? 'reports.fault' : 'reports.clean')
    : [['error', errors], ['repaired', repaired], ['warning', warnings]]
        .filter(([, n]) => n > 0)
        .map(([severity, n]) => `${severityName(severity)} ${number(n)}`)
        .join(t('list.separator'));

function one(page) {
  const { model, actions, timeZone } = page;
  const report = model.report.get();
  const head = report.data?.report;
  return html`
    <div class="phead">
      <button class="iconbtn" aria-label=${t('reports.back')} @click=${actions.back}>${icon('back')}</button>
      <div class="grow">
        <h1 class="cut2">${head?.label ?? t('page.reports')}</h1>
        ${head ? html`<span class="small t3">${statusName(head.status)}<i class="md"></i>${dateTime(head.made_at, timeZone)}</span>` : nothing}
      </div>
    </div>
    ${report.status === 'error' ? failure(report.error, model.retryReport) : report.data ? content(page, report.data) : skeleton(4, report.slow)}`;
}

const content = (page, { report, groups }) => html`
  ${report.fault
    ? html`<div class="section section--note"><div class="note note--due">${icon('warn', '18')}<span><b>${t('reports.fault')}</b><span class="repfault">${report.fault}</span></span></div></div>`
    : nothing}
  ${groups.length === 0
    ? report.fault ? nothing : empty({ glyph: 'check', title: t('reports.clean'), text: t('reports.clean.text') })
    : html`${filters(page, groups)} ${found(page, groups)}`}`;

function filters({ state, actions }, groups) {
  const countOf = (severity) => sum(groups.filter((group) => severity === null || group.severity === severity));
  const choice = (severity, text) => html`
    <label class=${state.severity === severity ? 'is-on' : ''}>
      <input type="radio" name="severity" .checked=${state.severity === severity} @change=${() => actions.filter({ severity })} />${text}&nbsp;<span class="num">${number(countOf(severity))}</span>
    </label>`;
  return html`
    <section class="section repfilters" aria-label=${t('reports.filters')}>
      <fieldset class="seg"><legend class="sr">${t('reports.severity')}</legend>
        ${choice(null, t('reports.all'))} ${severities.filter((each) => countOf(each) > 0).map((each) => choice(each, severityName(each)))}
      </fieldset>
      <div class="repfilters__row">
        ${picker({ id: 'by-code', label: t('reports.code'), value: state.code, options: options(groups, 'code', codeName), onChange: (code) => actions.filter({ code }) })}
        ${picker({ id: 'by-layer', label: t('reports.layer'), value: state.source, options: options(groups, 'layer', (layer) => layer || t('reports.layer.none')), onChange: (source) => actions.filter({ source }) })}
      </div>
    </section>`;
}

const sum = (groups) => groups.reduce((all, { count }) => all + count, 0);

/** `[value, text]` of all that the report has; layers without a name cannot be asked for. */
function options(groups, key, nameOfValue) {
  const values = [...new Set(groups.map((group) => group[key]))].filter((value) => value !== '');
  return values.map((value) => [value, `${nameOfValue(value)} (${number(sum(groups.filter((group) => group[key] === value)))})`]);
}

const picker = ({ id: field, label, value, options: choices, onChange }) => html`
  <div class="field"><label for=${field}>${label}</label>
    <select class="input" id=${field} @change=${(event) => onChange(event.target.value || null)}>
      <option value="" ?selected=${value === null}>${t('reports.all')}</option>
      ${choices.map(([id, text]) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}
    </select>
  </div>`;

function found({ state, model, actions }, groups) {
  const { severity, code, source } = state;
  const total = sum(groups.filter((group) => (!severity || group.severity === severity) && (!code || group.code === code) && (!source || group.layer === source)));
  return html`
    <section aria-labelledby="found-title">
      <h2 class="section__title repfound" id="found-title" aria-live="polite">${t('reports.found', { n: number(total) })}</h2>
      ${resourceView(model.findings.get(), model.findings.retry, ({ items, next }) =>
        items.length === 0
          ? empty({ glyph: 'search', title: t('reports.filtered'), text: t('reports.filtered.text'), action: { text: t('reports.unfilter'), run: () => actions.filter({ severity: null, code: null, source: null }) } })
          : html`<ol class="findings">${items.map((finding) => html`<li>${findingRow(finding, state.finding, actions)}</li>`)}</ol>
              ${next ? more(model.moreFindings) : nothing}`, 5)}
    </section>`;
}

const findingRow = (finding, selected, actions) => html`
  <button class="finding ${finding.number === selected ? 'is-on' : ''}" aria-pressed=${finding.number === selected ? 'true' : 'false'} data-number=${finding.number} @click=${() => actions.pick(finding)}>
    <span class="finding__head">${severityMark(finding.severity)}<b>${codeName(finding.code)}</b><span class="t3 num">${area(finding.m2)}</span></span>
    <span class="finding__text">${nameOf(finding.message)}</span>
    <small>${where(finding)}</small>
  </button>`;

export const severityMark = (severity) => html`<span class="sev sev--${severity}">${severityName(severity)}</span>`;

const area = (m2) => (m2 > 0 ? t('area.m2', { n: number(m2, { maximumFractionDigits: m2 < 100 ? 2 : 0 }) }) : '');

export function where({ layer, feature, lon, lat }) {
  const source = layer ? `${layer}${feature > 0 ? ` #${number(feature, { useGrouping: false })}` : ''}` : '';
  const place = lon === null || lat === null ? t('reports.noPlace') : isOnMap({ lon, lat }) ? formatPoint({ lon, lat }) : `${lon}, ${lat}`;
  return [source, place].filter(Boolean).join(t('list.separator'));
}

const more = (load) => html`<p class="repmore"><button class="btn" @click=${load}>${t('reports.more')}</button></p>`;
