import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';
import { gridField, gridName, selectField } from './parts.js';

const everyName = (every) => ({ day: t('wardens.plan.day'), week: t('wardens.plan.week'), month: t('wardens.plan.month') })[every];
const kindName = (kind) => ({ inquiry: t('wardens.kind.inquiry'), visit: t('wardens.kind.visit'), check: t('wardens.kind.check') })[kind];

/** Checklists whose order is the route. */
export const plansTab = (page) => (page.state.plan ? editor(page) : html`
  <div class="bar"><button class="btn btn--primary" id="plan-new" @click=${() => page.actions.editPlan(null)}>${icon('plus', '18')}${t('wardens.plan.new')}</button></div>
  ${resourceView(page.model.plans.get(), page.model.plans.retry, ({ items }) => (items.length === 0
    ? empty({ glyph: 'list', title: t('wardens.plan.none'), text: t('wardens.plan.none.text') })
    : html`<ul class="wardens__rows wardens__rows--box" id="plans">${items.map((plan) => row(page, plan))}</ul>`), 5)}`);

function row(page, plan) {
  const { state, actions } = page;
  const copying = state.copying?.id === plan.id ? state.copying : null;
  return html`<li data-plan=${plan.id}>
    <span class="grow"><b>${nameOf(plan.name)}</b>${plan.active ? nothing : html` <span class="badge">${t('wardens.plan.off')}</span>`}
      <small>${gridName(plan.grid)}<i class="md"></i>${everyName(plan.every)}<i class="md"></i>${t('wardens.plan.items', { n: plan.items.length })}</small></span>
    <button class="btn" data-do="edit" @click=${() => actions.editPlan(plan)}>${icon('edit', '18')}${t('wardens.plan.edit')}</button>
    <button class="btn" data-do="copy" aria-expanded=${copying ? 'true' : 'false'} @click=${() => actions.copy(copying ? null : { id: plan.id, grids: [] })}>${icon('copy', '18')}${t('wardens.plan.copy')}</button>
    ${copying ? copies(page, plan, copying) : nothing}
  </li>`;
}

const copies = ({ model, actions, state }, plan, copying) => html`
  <fieldset class="wardens__inline wardens__copies"><legend class="small">${t('wardens.plan.copyTo')}</legend>
    <div class="checks">${(model.coverage.get().data?.items ?? []).filter(({ grid }) => grid.code !== plan.grid.code).map(({ grid }) => html`<label><input type="checkbox" value=${grid.code} .checked=${copying.grids.includes(grid.code)}
      @change=${(event) => actions.copy({ ...copying, grids: event.target.checked ? [...copying.grids, grid.code] : copying.grids.filter((each) => each !== grid.code) })}>${gridName(grid)}</label>`)}</div>
    <button class="btn btn--primary" id="copy-save" ?disabled=${copying.grids.length === 0 || state.busy} @click=${actions.saveCopies}>${t('wardens.plan.copyDo', { n: copying.grids.length })}</button>
  </fieldset>`;

function editor({ state, model, actions }) {
  const { plan } = state;
  const whole = plan.grid && Object.values(plan.name).some((text) => text?.trim()) && plan.items.length > 0 && plan.items.every(({ text }) => Object.values(text).some((words) => words?.trim()));
  return html`<form class="wardens__card" id="plan-form" @submit=${(event) => { event.preventDefault(); actions.savePlan(); }}>
    <h2>${plan.id ? t('wardens.plan.edit') : t('wardens.plan.new')}</h2>
    <div class="wardens__form">
      ${plan.id ? nothing : gridField({ id: 'plan-grid', label: t('wardens.grid'), model, value: plan.grid, onInput: (grid) => actions.plan({ grid }) })}
      ${languages().map((tag) => textField({ id: `plan-name-${tag}`, label: t('wardens.plan.name', { language: nameOfLanguage(tag) }), value: plan.name[tag] ?? '', maxlength: 80, onInput: (text) => actions.plan({ name: { ...plan.name, [tag]: text } }) }))}
      ${selectField({ id: 'plan-every', label: t('wardens.plan.every'), value: plan.every, options: ['day', 'week', 'month'].map((each) => [each, everyName(each)]), onInput: (every) => actions.plan({ every }) })}
    </div>
    <ol class="wardens__items">${plan.items.map((item, i) => itemForm(state, actions, item, i))}</ol>
    <span class="row"><button type="button" class="btn" id="item-add" @click=${actions.addItem}>${icon('plus', '18')}${t('wardens.plan.add')}</button></span>
    ${plan.id ? html`<label class="wardens__tick"><input type="checkbox" id="plan-active" .checked=${plan.active} @change=${(event) => actions.plan({ active: event.target.checked })}>${t('wardens.plan.active')}</label>` : nothing}
    <span class="row"><button class="btn btn--primary" id="plan-save" ?disabled=${!whole || state.busy}>${t('wardens.save')}</button><button type="button" class="btn btn--quiet" @click=${() => actions.set({ plan: null })}>${t('wardens.cancel')}</button></span>
  </form>`;
}

const itemForm = (state, actions, item, i) => html`
  <li class=${state.item === i ? 'is-on' : ''} @focusin=${() => state.item === i || actions.set({ item: i })}>
    <div class="wardens__form">
      ${selectField({ id: `item-kind-${i}`, label: t('wardens.plan.kind'), value: item.kind, options: ['check', 'visit', 'inquiry'].map((each) => [each, kindName(each)]), onInput: (kind) => actions.item(i, { kind }) })}
      ${languages().map((tag) => textField({ id: `item-text-${i}-${tag}`, label: t('wardens.plan.text', { language: nameOfLanguage(tag) }), value: item.text[tag] ?? '', maxlength: 200, onInput: (text) => actions.item(i, { text: { ...item.text, [tag]: text } }) }))}
    </div>
    <span class="row"><small class="grow num">${item.lon === null ? t('wardens.plan.noPoint') : `${item.lat.toFixed(5)}, ${item.lon.toFixed(5)}`}</small>
      ${item.lon === null ? nothing : html`<button type="button" class="btn btn--quiet" @click=${() => actions.item(i, { lon: null, lat: null })}>${t('wardens.plan.dropPoint')}</button>`}
      <button type="button" class="iconbtn" aria-label=${t('wardens.plan.up', { n: i + 1 })} ?disabled=${i === 0} @click=${() => actions.moveItem(i, -1)}>${icon('up', '18')}</button>
      <button type="button" class="iconbtn" aria-label=${t('wardens.plan.down', { n: i + 1 })} ?disabled=${i === state.plan.items.length - 1} @click=${() => actions.moveItem(i, 1)}>${icon('down', '18')}</button>
      <button type="button" class="iconbtn" aria-label=${t('wardens.plan.drop', { n: i + 1 })} ?disabled=${state.plan.items.length === 1} @click=${() => actions.dropItem(i)}>${icon('trash', '18')}</button></span>
  </li>`;
