import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, langOf, nameOf, t } from '../../core/i18n.js';
import { makeForm } from './form.js';
import { report } from './report.js';
import { schedules } from './schedules.js';
import { KINDS, kindOf, periodOf } from './words.js';

/** An open report; else the archive, or the schedules. */
export const content = (page) => (page.state.id ? report(page) : html`
  <div class="wide briefs">
    <header class="briefs__head"><h1>${t('page.briefings')}</h1>
      ${page.mayMake ? html`<div class="briefs__tools"><button class="btn btn--primary" id="make" @click=${() => page.actions.begin('make')}>${icon('plus', '18')}${t('brief.make')}</button></div>` : nothing}</header>
    ${page.mayMake ? html`<nav class="seg briefs__views" aria-label=${t('brief.views')}>
      ${view(page, null, t('brief.archive'))}${view(page, 'schedules', t('brief.schedules'))}</nav>` : nothing}
    ${page.state.form === 'make' ? makeForm(page) : nothing}
    ${page.state.view === 'schedules' && page.mayMake ? schedules(page) : archive(page)}
  </div>`);

const view = ({ state, actions }, id, text) => html`<button id=${id ?? 'archive'} class=${state.view === id ? 'is-on' : ''} aria-current=${state.view === id ? 'page' : nothing} @click=${() => actions.show({ view: id })}>${text}</button>`;

const archive = (page) => html`
  <div class="bar"><div class="ff"><label class="ff__label" for="kind">${t('brief.kind')}</label>
    <select class="input" id="kind" @change=${(event) => page.actions.show({ kind: event.target.value || null })}>
      ${[['', t('brief.all')], ...Object.entries(KINDS).map(([id, key]) => [id, t(key)])].map(([id, text]) => html`<option value=${id} .selected=${id === (page.state.kind ?? '')}>${text}</option>`)}
    </select></div></div>
  <div aria-live="polite">${resourceView(page.model.archive.get(), page.model.archive.retry, (data) => list(page, data), 8)}</div>`;

function list(page, { items, next }) {
  if (items.length === 0) {
    return empty({ glyph: 'doc', title: t('brief.none'), text: page.mayMake ? t('brief.none.text') : t('brief.none.lead') });
  }
  return html`<div class="sheetbox"><table class="table briefs__list"><caption class="sr">${t('brief.archive')}</caption>
    <thead><tr><th scope="col">${t('brief.subject')}</th><th scope="col">${t('brief.kind')}</th><th scope="col">${t('brief.period')}</th><th scope="col">${t('brief.edition.short')}</th><th scope="col">${t('brief.made')}</th></tr></thead>
    <tbody>${items.map((head) => html`<tr data-brief=${head.id}>
      <th scope="row" lang=${langOf(head.name)}><a href="?id=${head.id}" @click=${(event) => follow(event, () => page.actions.open(head.id))}>${nameOf(head.name)}</a></th>
      <td>${kindOf(head.kind)}</td><td>${periodOf(head)}</td><td>${head.edition}</td>
      <td>${dateTime(head.made_at, page.city?.time_zone)}<small class="t2">${head.scheduled ? t('brief.bySchedule') : head.made_by}</small></td></tr>`)}</tbody></table></div>
  ${next ? html`<p class="briefs__more"><button class="btn" @click=${page.actions.more}>${t('brief.more')}</button></p>` : nothing}`;
}

/** A plain press is followed here; one that asks for another tab goes its way. */
export function follow(event, run) {
  if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    run();
  }
}
