import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { dayField, dutyName, gridName, personField, selectField, spanName } from './parts.js';

/** Who looks after the grids of an area: counted while they are many, by name where one can read them. */
export function gridsTab(page) {
  const { state, model } = page;
  return html`
    ${state.grid ? one(page) : nothing}
    ${resourceView(model.areas.get(), model.areas.retry, (areas) => (areas.every(({ grids }) => grids === 1) ? gridTable(page) : areaTable(page, areas)), 6)}`;
}

export const areaTable = ({ actions }, areas) => html`
  <div class="sheetbox"><table class="table" id="areas">
    <thead><tr><th scope="col">${t('wardens.area')}</th><th scope="col">${t('wardens.grids')}</th><th scope="col">${t('wardens.noWarden')}</th><th scope="col">${t('wardens.noSteward')}</th><th scope="col">${t('wardens.visitedWeek')}</th></tr></thead>
    <tbody>${areas.map((area) => html`<tr data-area="${area.level}:${area.code}">
      <td><button class="link" @click=${() => actions.area(`${area.level}:${area.code}`)}>${nameOf(area.name)}</button></td>
      <td class="num"><span class="wardens__label">${t('wardens.grids')}</span>${number(area.grids)}</td><td class="num"><span class="wardens__label">${t('wardens.noWarden')}</span>${number(area.without_warden)}</td>
      <td class="num"><span class="wardens__label">${t('wardens.noSteward')}</span>${number(area.without_steward)}</td><td class="num"><span class="wardens__label">${t('wardens.visitedWeek')}</span>${number(area.visited_this_week)}</td></tr>`)}</tbody></table></div>`;

const gridTable = (page) => resourceView(page.model.coverage.get(), page.model.coverage.retry, ({ items }) => html`
  <div class="sheetbox"><table class="table" id="grids">
    <thead><tr><th scope="col">${t('wardens.grid')}</th><th scope="col">${t('wardens.duty.warden')}</th><th scope="col">${t('wardens.duty.steward')}</th><th scope="col">${t('wardens.tab.tasks')}</th></tr></thead>
    <tbody>${items.map((each) => html`<tr data-grid=${each.grid.code} class=${each.grid.code === page.state.grid ? 'is-on' : ''}>
      <td><button class="link" @click=${() => page.actions.grid(each.grid.code)}>${gridName(each.grid)}</button></td>
      <td>${names(each.wardens, t('wardens.vacantWarden'))}</td><td>${each.stewards.length > 0 ? each.stewards.join(t('list.separator')) : '—'}</td>
      <td class="num"><span class="wardens__label">${t('wardens.tab.tasks')}</span>${number(each.open_tasks)}</td></tr>`)}</tbody></table></div>`, 6);

export const names = (all, none) => (all.length > 0 ? all.join(t('list.separator')) : html`<span class="badge wardens__vacant">${none}</span>`);

/** One grid: who had it, has it and will have it. */
function one(page) {
  const { state, model, actions } = page;
  const known = model.coverage.get().data?.items.find(({ grid }) => grid.code === state.grid)?.grid ?? model.assignments.get().data?.items[0]?.grid;
  return html`<section class="wardens__card" id="grid" aria-labelledby="grid-title">
    <header class="wardens__head"><h2 id="grid-title">${known ? gridName(known) : state.grid}</h2><span class="row">
      <button class="btn btn--primary" id="assign" @click=${() => actions.assign()}>${icon('plus', '18')}${t('wardens.assign')}</button>
      <button class="iconbtn" aria-label=${t('wardens.close')} @click=${() => actions.grid(null)}>${icon('x', '18')}</button></span></header>
    ${state.assigning ? assignForm(page) : nothing}
    ${resourceView(model.assignments.get(), model.assignments.retry, ({ items }) => (items.length === 0
      ? empty({ glyph: 'user', title: t('wardens.nobody'), text: t('wardens.nobody.text') })
      : html`<ul class="wardens__rows">${items.map((each) => assignmentRow(page, each))}</ul>`), 2)}
  </section>`;
}

export function assignmentRow(page, each, withGrid = false) {
  const { state, actions } = page;
  const today = page.today();
  const past = each.last_day && each.last_day < today;
  return html`<li class=${past ? 'is-past' : ''} data-assignment=${each.id}>
    <span class="grow"><b>${withGrid ? gridName(each.grid) : each.account.name}</b>
      <small>${dutyName(each.duty)}<i class="md"></i>${spanName(each)}${each.substitute_for ? html`<i class="md"></i>${t('wardens.standsIn', { name: each.substitute_for.name })}` : nothing}</small></span>
    ${past ? html`<span class="badge">${t('wardens.past')}</span>` : each.first_day > today
      ? html`<button class="btn" data-do="withdraw" @click=${() => actions.withdraw(each.id)}>${t('wardens.withdraw')}</button>`
      : html`<button class="btn" data-do="end" aria-expanded=${state.ending?.id === each.id ? 'true' : 'false'} @click=${() => actions.end(state.ending?.id === each.id ? null : { id: each.id, last_day: each.last_day ?? today })}>${t('wardens.end')}</button>`}
    ${state.ending?.id === each.id ? html`<span class="wardens__inline">${dayField({ id: 'end-day', label: t('wardens.lastDay'), value: state.ending.last_day, onInput: (last_day) => actions.end({ ...state.ending, last_day }) })}
      <button class="btn btn--primary" id="end-save" ?disabled=${!state.ending.last_day} @click=${actions.saveEnd}>${t('wardens.save')}</button></span>` : nothing}
  </li>`;
}

function assignForm({ state, model, actions }) {
  const { assigning } = state;
  return html`<form class="wardens__form" id="assign-form" @submit=${(event) => { event.preventDefault(); actions.saveAssignment(); }}>
    ${personField({ id: 'assign-account', label: t('wardens.who'), model, value: assigning.account, onInput: (account) => actions.assigning({ account }) })}
    ${selectField({ id: 'assign-duty', label: t('wardens.duty'), value: assigning.duty, options: [['warden', t('wardens.duty.warden')], ['steward', t('wardens.duty.steward')]], onInput: (duty) => actions.assigning({ duty }) })}
    ${dayField({ id: 'assign-first', label: t('wardens.firstDay'), value: assigning.first_day, onInput: (first_day) => actions.assigning({ first_day }) })}
    ${dayField({ id: 'assign-last', label: t('wardens.lastDay'), hint: t('wardens.lastDay.hint'), value: assigning.last_day, onInput: (last_day) => actions.assigning({ last_day }) })}
    ${personField({ id: 'assign-for', label: t('wardens.substituteFor'), model, value: assigning.substitute_for, none: t('wardens.substituteFor.none'), onInput: (substitute_for) => actions.assigning({ substitute_for }) })}
    <span class="row"><button class="btn btn--primary" id="assign-save" ?disabled=${!assigning.account || !assigning.first_day || state.busy}>${t('wardens.save')}</button>
      <button type="button" class="btn btn--quiet" @click=${() => actions.set({ assigning: null })}>${t('wardens.cancel')}</button></span>
  </form>`;
}
