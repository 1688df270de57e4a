import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { dateTime, number, t } from '../../core/i18n.js';
import { checkKeys, figureKey } from './words.js';

export const content = (state, actions, timeZone) => html`
  <div class="wide ops">
    <div class="ops__head"><h1>${t('ops.title')}</h1>
      <button class="btn" @click=${actions.load}>${icon('refresh', '18')}${t('ops.refresh')}</button></div>
    <p class="small t2">${t('ops.text')}</p>
    ${resourceView(state.get(), state.retry, (data) => sections(data, timeZone), 8)}
  </div>`;

const sections = (data, timeZone) => html`
  ${about(data, timeZone)}
  ${findings(data.findings)}
  <section><h2 id="ops-queues">${t('ops.queues')}</h2>
    ${data.figures_at ? html`<p class="small t2">${t('ops.figuresAt', { time: dateTime(data.figures_at, timeZone) })}</p>` : nothing}
    <dl class="ops__figures">${data.figures.map(figure)}</dl></section>
  ${servers(data.servers, timeZone)}
  ${jobs(data.jobs, timeZone)}`;

const about = (data, timeZone) => html`
  <dl class="ops__about">
    ${fact(t('ops.program'), data.program)}
    ${fact(t('ops.java'), data.java)}
    ${fact(t('ops.database'), data.embedded ? [data.database, t('ops.embedded')].join(' · ') : data.database)}
    ${fact(t('ops.schema'), data.schema_here === data.schema_known ? `V${data.schema_here}` : `V${data.schema_here} ≠ V${data.schema_known}`)}
    ${fact(t('ops.pool'), `${number(data.pool.active)} / ${number(data.pool.most)}`)}
  </dl>
  <p class="small t2" role="status">${t('ops.at', { time: dateTime(data.at, timeZone) })}</p>`;

const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function findings(all) {
  const bad = ['fail', 'warn'].flatMap((level) => all.filter((each) => each.level === level));
  const good = all.filter((each) => each.level === 'ok');
  return html`<section><h2 id="ops-findings">${t('ops.findings')}</h2>
    ${bad.length === 0 ? html`<p class="ops__fine">${icon('check', '18')}${t('ops.fine')}</p>` : html`<ul class="ops__findings">${bad.map(finding)}</ul>`}
    <details class="ops__good"><summary>${t('ops.fine.more', { n: number(good.length) })}</summary>
      <ul class="ops__findings">${good.map(finding)}</ul></details></section>`;
}

function finding(each) {
  const keys = checkKeys(each.code);
  return html`<li data-check=${each.code} data-level=${each.level}>
    <span class="badge ops__level">${levelName(each.level)}</span>
    <div><b>${keys ? t(keys[0]) : each.code}</b> ${each.subject ? html`<code>${each.subject}</code>` : nothing}
      ${each.level === 'ok' ? nothing : html`<p>${keys ? t(keys[1]) : html`<span lang="en">${each.text}</span>`}</p>`}</div></li>`;
}

function levelName(level) {
  switch (level) {
    case 'ok':
      return t('ops.level.ok');
    case 'warn':
      return t('ops.level.warn');
    default:
      return t('ops.level.fail');
  }
}

const figure = (each) => {
  const key = figureKey(each.name);
  return html`<div data-figure=${each.name}><dt>${key ? t(key) : each.name}</dt><dd>${amount(each)}</dd></div>`;
};

function amount({ unit, value }) {
  if (value === null || value === undefined) {
    return html`<span class="t3">${t('ops.none')}</span>`;
  }
  switch (unit) {
    case 'seconds':
      return span(value);
    case 'bytes':
      return value < 1e9
        ? number(value / 1e6, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
        : number(value / 1e9, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 });
    default:
      return number(value);
  }
}

/** A span of time in its one fitting unit. */
function span(seconds) {
  const say = (key, amountOf) => t(key, { n: number(amountOf, { maximumFractionDigits: 1 }) });
  if (seconds < 90) {
    return say('ops.seconds', seconds);
  }
  if (seconds < 5400) {
    return say('ops.minutes', seconds / 60);
  }
  return seconds < 172_800 ? say('ops.hours', seconds / 3600) : say('ops.days', seconds / 86_400);
}

const servers = (all, timeZone) => html`<section><h2 id="ops-servers">${t('ops.servers')}</h2>
  <div class="sheetbox" tabindex="0" role="region" aria-labelledby="ops-servers"><table class="table">
    <thead><tr><th>${t('ops.machine')}</th><th>${t('ops.version')}</th><th>${t('ops.knows')}</th><th class="num">${t('ops.port')}</th><th>${t('ops.started')}</th><th>${t('ops.seen')}</th></tr></thead>
    <tbody>${all.map((each) => html`<tr>
      <td>${each.machine} ${each.self ? html`<span class="badge badge--accent">${t('ops.self')}</span>` : nothing}</td>
      <td>${each.program}</td><td>V${each.knows}</td><td class="num">${each.port}</td>
      <td>${dateTime(each.started_at, timeZone)}</td>
      <td>${each.alive ? t('ops.alive') : html`${t('ops.gone')} ${dateTime(each.seen_at, timeZone)}`}</td></tr>`)}</tbody>
  </table></div></section>`;

const jobs = (all, timeZone) => html`<section><h2 id="ops-jobs">${t('ops.jobs')}</h2>
  <div class="sheetbox" tabindex="0" role="region" aria-labelledby="ops-jobs"><table class="table">
    <thead><tr><th>${t('ops.job')}</th><th>${t('ops.last')}</th><th class="num">${t('ops.took')}</th><th class="num">${t('ops.runs')}</th><th class="num">${t('ops.failures')}</th></tr></thead>
    <tbody>${all.map((each) => html`<tr>
      <td lang="en">${each.name}</td><td>${dateTime(each.last_end, timeZone)}</td>
      <td class="num">${t('ops.millis', { n: number(each.last_millis) })}</td><td class="num">${number(each.runs)}</td>
      <td class="num">${each.failures > 0 ? html`<b class="ops__bad">${number(each.failures)}</b> <code>${each.last_fault}</code>` : number(0)}</td></tr>`)}</tbody>
  </table></div></section>`;
