import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { currentLanguage, dateTime, langOf, nameOf, number, t } from '../../core/i18n.js';
import { check } from './check.js';
import { lead } from './lead.js';
import { disputes, open, parts, places, series, spots } from './parts.js';
import { COUNTS, MEANS, changeOf, dayOf, periodOf, score, share, titleOf } from './words.js';

/** One report as it was archived: to read, to print, to take along. */
export const report = (page) => html`
  <div class="wide briefs">
    <div class="briefs__bar noprint">
      <button class="btn btn--quiet" id="back" @click=${() => page.actions.show({})}>${icon('left', '18')}${t('brief.back')}</button>
      <div class="briefs__tools">
        ${['xlsx', 'csv', 'json'].map((format) => html`<button class="btn" data-format=${format} aria-disabled=${page.state.busy ? 'true' : 'false'} @click=${() => page.actions.download(page.state.id, format, currentLanguage() === 'zh' ? 'zh' : 'en')}>${icon('download', '18')}${format.toUpperCase()}</button>`)}
        <button class="btn btn--primary" id="print" @click=${() => window.print()}>${icon('print', '18')}${t('brief.print')}</button></div>
    </div>
    ${page.state.fault ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${page.state.fault.detail || t('error.server.text')}</span></p>` : nothing}
    ${resourceView(page.model.report.get(), page.model.report.retry, (data) => sheet(page, data), 10)}
  </div>`;

function sheet(page, { head, figures }) {
  return html`<article class="brief" aria-labelledby="brief-title">
    <header class="brief__head"><p class="brief__city">${nameOf(page.city?.name)}</p>
      <h1 id="brief-title" lang=${langOf(head.name)}>${titleOf(head)}</h1>
      <p class="brief__period">${periodOf(head)}<i class="md"></i>${head.period}</p>
      <p class="small t2">${t('brief.compared', { from: dayOf(head.from_before), to: dayOf(head.to_before) })}<i class="md"></i>${t('brief.asOf', { time: dateTime(head.read_at, page.city?.time_zone) })}<i class="md"></i>${t('brief.edition', { n: head.edition })}</p></header>
    ${lead(figures)}
    <ul class="brief__tiles">${figures.counts.map((count) => tile(count))}</ul>
    ${figures.rates_rule ? rates(figures) : nothing}
    <section><h2>${t('brief.series')}</h2>${series(figures)}</section>
    <div class="brief__two">
      <section><h2>${t('brief.categories')}</h2>${parts(figures.categories)}</section>
      ${head.kind === 'daily' && figures.risers.length === 0 ? nothing : html`<section><h2>${t('brief.risers')}</h2>${parts(figures.risers, t('brief.risers.none'))}<p class="small t2">${t('brief.risers.means')}</p></section>`}
    </div>
    ${figures.areas.length > 0 ? html`<section><h2>${t('brief.areas')}</h2>${places(figures.areas, false)}</section>` : nothing}
    ${figures.units.length > 0 ? html`<section><h2>${t('brief.units')}</h2>${places(figures.units, true)}</section>` : nothing}
    ${head.subject.kind === 'unit' ? nothing : html`<section><h2>${t('brief.spots')}</h2>${spots(figures.spots)}</section>`}
    <section><h2>${t('brief.open')}</h2>${open(figures.open)}</section>
    <section><h2>${t('brief.disputes')}</h2>${disputes(figures)}</section>
    ${notes(page, head)}
  </article>`;
}

const tile = ({ code, n, before, year_before: year }) => html`<li><span>${t(COUNTS[code])}</span><b>${number(n)}</b>
  <small class="t2">${before === null ? t('brief.noBefore') : t('brief.was', { change: changeOf(n, before), before: number(before) })}${year === null ? nothing : html`<br>${t('brief.yearWas', { change: changeOf(n, year), before: number(year) })}`}</small></li>`;

function rates({ rates: now, rates_before: before }) {
  if (!now) {
    return html`<section><h2>${t('brief.rates')}</h2><p class="t2">${t('brief.rates.none')}</p></section>`;
  }
  const one = (name, value, was) => html`<li><span>${name}</span><b>${share(value)}</b><small class="t2">${was === undefined ? t('brief.noBefore') : t('brief.points', { n: number((value - was) * 100, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }) })}</small></li>`;
  return html`<section><h2>${t('brief.rates')}</h2><ul class="brief__tiles">
    <li><span>${t('brief.score')}</span><b>${score(now.score)}</b><small class="t2">${t('brief.interval', { low: score(now.low), high: score(now.high), n: number(now.n) })}</small></li>
    ${one(t('brief.response'), now.response, before?.response)}${one(t('brief.resolution'), now.resolution, before?.resolution)}${one(t('brief.satisfaction'), now.satisfaction, before?.satisfaction)}</ul></section>`;
}

const notes = (page, head) => html`
  <footer class="brief__foot"><h2>${t('brief.notes')}</h2>
    <dl class="brief__means">${Object.entries(COUNTS).map(([code, key]) => html`<div><dt>${t(key)}</dt><dd>${t(MEANS[code])}</dd></div>`)}</dl>
    <p class="small t2">${t('brief.sensitive')} ${t('brief.reproducible')}</p>
    <p class="small t2 brief__hash">${t('brief.definitions', { n: head.definitions })}<i class="md"></i>${t('brief.position')} <code>${head.as_of}</code><i class="md"></i>SHA-256 <code>${head.hash}</code></p>
    ${check(page)}
  </footer>`;
