import { html, nothing } from 'lit-html';
import { areaField, choice, field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, dateTime, nameOf, t } from '../../core/i18n.js';
import { hasRole } from '../../core/session.js';
import { grouped } from '../../core/request-number.js';
import { noticeDesk } from './notice-desk.js';
import { residents } from './residents.js';
import { deskMore } from './more.js';
import { step } from './proposal.js';
import { outcomeName, stageClass, stateName, workName } from './words.js';

const day = (text) => date(new Date(`${text}T12:00:00Z`), 'UTC');

const QUEUES = () => [
  ['waiting', t('cy.queue.waiting')], ['to_answer', t('cy.queue.to_answer')], ['under_way', t('cy.queue.under_way')], ['to_close', t('cy.queue.to_close')],
  ['reported', t('cy.queue.reported')], ['done', t('cy.queue.done')], ['notices', t('cy.queue.notices')], ...(hasRole('handler', 'lead') ? [['residents', t('cy.queue.residents')], ['confirmed', t('cy.queue.confirmed')]] : []),
];

/** What the community's staff have to do: read first, answer, close; write notices; confirm residents. */
export function desk(page) {
  const { state, model, actions } = page;
  return html`<section class="section cy__desk" aria-label=${t('cy.desk')}>
    <div class="cy__pair">
      ${field({ id: 'cy-queue', label: t('cy.queue'), control: () => html`<select class="input" id="cy-queue" @change=${(event) => actions.queue(event.target.value)}>${QUEUES().map(([id, text]) => html`<option value=${id} .selected=${state.queue === id}>${text}</option>`)}</select>` })}
      ${field({ id: 'cy-care', label: t('cy.care'), control: () => html`<select class="input" id="cy-care" @change=${(event) => actions.deskArea(event.target.value)}><option value="">${t('cy.care.all')}</option>${(model.care.get().data ?? []).map(({ code, name }) => html`<option value=${code} ?selected=${state.area === code}>${nameOf(name)}</option>`)}</select>` })}
    </div>
    ${state.queue === 'notices' ? noticeDesk(page) : ['residents', 'confirmed'].includes(state.queue) ? residents(page) : list(page)}
  </section>`;
}

const list = (page) =>
  resourceView(page.model.queue.get(), page.model.queue.retry, ({ items, next }) =>
    items.length === 0 ? empty({ glyph: 'check', title: t('cy.queue.none'), text: t('cy.queue.none.text') }) : html`<ul class="cy__list" id="cy-work-list">${items.map((each) => one(page, each))}</ul>${deskMore(page, next)}`, 4);

const one = (page, each) => html`<li class="cy__card" data-proposal=${each.id}>
  <h2>${each.title}</h2>
  <p class="cy__meta small t2"><span class="stage ${stageClass(each)}">${stateName(each)}</span><span>${nameOf(each.area_name)}</span><span>${t('cy.voices.n', { n: each.supports })}</span>${each.answer_by && each.state === 'published' ? html`<span>${t('cy.answerBy', { day: day(each.answer_by) })}</span>` : nothing}</p>
  <p class="cy__words">${each.words}</p>
  ${each.photo ? html`<img class="cy__photo" src=${each.photo} alt=${t('cy.photo', { title: each.title })}>` : nothing}
  <p class="small t2 cy__meta">${icon('pin', '16')}${each.place.words || t(each.place.lon === null ? 'cy.place.whole' : 'cy.place.map')}</p>
  ${each.work ? html`<p class="note note--info">${icon('route', '18')}<span>${t(each.work.kind === 'request' ? 'cy.work.request' : 'cy.work.task', { state: workName(each.work) })} ${each.number ? html`<a class="num" href="/desk?number=${each.number}">${grouped(each.number)}</a>` : nothing}</span></p>` : nothing}
  ${each.outcome ? html`<p class="small t2">${outcomeName(each.outcome)}</p>` : nothing}
  ${each.reports.map((said) => html`<p class="note note--due">${icon('flag', '18')}<span>${said.words} <small>${dateTime(said.at, page.city.time_zone)}</small></span></p>`)}
  <details class="cy__steps"><summary>${t('cy.history')}</summary><ol class="timeline">${each.history.map((every) => step(every, page.city.time_zone))}</ol></details>
  <div class="cy__acts">${acts(page, each)}</div>
  ${doing(page, each)}
</li>`;

const button = ({ state, actions }, each, name, glyph, text, primary) => html`<button type="button" class="btn ${primary ? 'btn--primary' : ''}" data-act=${name} aria-expanded=${state.doing === `${name} ${each.id}` ? 'true' : 'false'} @click=${() => actions.act(each, name)}>${icon(glyph, '18')}${text}</button>`;

function acts(page, each) {
  const { state, actions } = page;
  const settle = each.reports.length > 0 ? html`<button type="button" class="btn" data-act="settle" ?disabled=${state.busy} @click=${() => actions.settle(each)}>${icon('check', '18')}${t('cy.desk.settle')}</button>` : nothing;
  if (each.state === 'waiting') {
    return html`<button type="button" class="btn btn--primary" data-act="publish" ?disabled=${state.busy} @click=${() => actions.publish(each)}>${icon('check', '18')}${t('cy.desk.publish')}</button>${button(page, each, 'refuse', 'x', t('cy.desk.refuse'))}`;
  }
  if (each.state === 'published') {
    return html`${button(page, each, 'adopt', 'check', t('cy.desk.adopt'), true)}${button(page, each, 'decline', 'x', t('cy.desk.decline'))}${button(page, each, 'refuse', 'trash', t('cy.desk.takeDown'))}${settle}`;
  }
  const shown = each.state !== 'refused' && !each.taken_down;
  return html`${each.state === 'adopted' ? button(page, each, 'close', 'check', t('cy.desk.close'), each.work?.ended) : nothing}${shown ? button(page, each, 'refuse', 'trash', t('cy.desk.takeDown')) : nothing}${settle}`;
}

function doing(page, each) {
  const { state, actions } = page;
  const name = ['refuse', 'decline', 'adopt', 'close'].find((every) => state.doing === `${every} ${each.id}`);
  if (!name) {
    return nothing;
  }
  const labels = { refuse: t('cy.desk.refuse.why'), decline: t('cy.desk.decline.why'), adopt: t('cy.desk.adopt.words'), close: t('cy.desk.close.words') };
  return html`<form class="inc__sub" novalidate @submit=${(event) => { event.preventDefault(); actions[name](each); }}>
    ${name === 'adopt' ? adoption(page) : nothing}
    ${name === 'close' ? choice({ id: 'cy-outcome', legend: t('cy.desk.outcome'), value: state.draft.outcome, onChange: (outcome) => actions.draft({ outcome }), options: ['implemented', 'partly_implemented', 'not_implemented'].map((id) => [id, outcomeName(id)]) }) : nothing}
    ${areaField({ id: 'cy-reason', label: labels[name], rows: 3, maxlength: 1000, value: state.draft.reason ?? '', required: true, error: state.error?.field === 'reason' ? t('cy.desk.reason.needed') : '', onInput: (reason) => actions.draft({ reason }) })}
    <button class="btn btn--primary" id="cy-do" ?disabled=${state.busy}>${t('cy.desk.do')}</button>
  </form>`;
}

/** A request for a unit, found by the catalogue; or a task for those who look after the grid. */
const adoption = ({ state, model, picker, actions }) => html`
  ${choice({ id: 'cy-as', legend: t('cy.desk.as'), value: state.draft.as, onChange: (as) => actions.draft({ as }), options: [['request', t('cy.desk.as.request')], ['task', t('cy.desk.as.task')]] })}
  ${state.draft.as === 'request'
    ? html`<div class="ff"><span class="ff__label" id="category-label">${t('cy.desk.category')}</span>${resourceView(model.tree.get(), model.tree.retry, (tree) => picker.view({ tree, selected: state.draft.category ?? null }), 1)}</div>`
    : field({ id: 'cy-grid', label: t('cy.desk.grid'), control: () => html`<select class="input" id="cy-grid" @change=${(event) => actions.draft({ grid: event.target.value })}><option value="">${t('cy.desk.grid.place')}</option>${(model.grids.get().data ?? []).map(({ code, name }) => html`<option value=${code} ?selected=${state.draft.grid === code}>${nameOf(name)}</option>`)}</select>` })}`;
