import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { number, t } from '../../core/i18n.js';
import { dutyName, gridName, more } from './parts.js';

/** Wardens and stewards with their grids of today. */
export const peopleTab = ({ state, model, actions }) => html`
  ${crewBar(state, model, actions)}
  <div class="bar">${textField({ id: 'q', label: t('wardens.people.search'), value: state.q, onInput: later((q) => actions.set({ q: q.trim() })) })}</div>
  ${resourceView(model.people.get(), model.people.retry, ({ items, next }) => (items.length === 0
    ? empty({ glyph: 'users', title: t('wardens.people.none'), text: t('wardens.people.none.text') })
    : html`<ul class="wardens__rows wardens__rows--box" id="people">${items.map((person) => html`<li data-person=${person.id}>
      <label class="wardens__tick"><input type="checkbox" data-chosen=${person.id} .checked=${state.chosen.includes(person.id)} ?disabled=${person.locked} @change=${(event) => actions.chosen(person.id, event.target.checked)}><span class="sr">${t('wardens.sheet.choose', { name: person.name })}</span></label>
      <span class="grow"><b>${person.name}</b> <small class="t2">${person.login ?? ''}</small>${person.locked ? html` <span class="badge">${t('wardens.people.locked')}</span>` : nothing}
        <small>${person.assignments.length === 0 ? t('wardens.people.noGrid') : person.assignments.map(({ grid, duty, substitute_for: other }) => `${gridName(grid)} (${other ? t('wardens.standsIn', { name: other.name }) : dutyName(duty)})`).join(t('list.separator'))}</small>
        <small>${person.phones === 0 ? t('wardens.sheet.noPhone') : t('wardens.sheet.phones', { n: number(person.phones) })}${ownNumber(person, state, actions)}</small></span>
      <button class="btn" @click=${() => { actions.tab('phones'); actions.person(person.id); }}>${icon('phone', '18')}${t('wardens.tab.phones')}</button>
      <button class="btn" @click=${() => { actions.tab('handover'); actions.handing({ from: person.id }); }}>${icon('send', '18')}${t('wardens.tab.handover')}</button>
    </li>`)}</ul>${more({ next }, model.morePeople)}`), 5)}`;

/** Who gets a printed code: chosen one by one, or all in sight who have no phone yet. */
function crewBar({ chosen, busy }, model, actions) {
  const without = (model.people.get().data?.items ?? []).filter(({ phones, locked }) => phones === 0 && !locked).map(({ id }) => id);
  return html`<div class="bar wardens__crew">
    <button class="btn" id="choose-without" ?disabled=${without.length === 0} @click=${() => actions.choose(without)}>${t('wardens.sheet.without', { n: number(without.length) })}</button>
    <button class="btn btn--primary" id="sheet-make" ?disabled=${busy || chosen.length === 0} @click=${() => actions.makeSheet(chosen)}>${icon('print', '18')}${t('wardens.sheet.make', { n: number(chosen.length) })}</button></div>`;
}

/** The own number, hidden until it is asked for. */
function ownNumber(person, { numbers, busy }, actions) {
  if (!person.phone) {
    return nothing;
  }
  const open = numbers[person.id];
  return html`<i class="md"></i>${open ? html`<a class="num" href="tel:${open}">${open}</a>` : html`<span class="num">${person.phone}</span> <button class="link" data-do="number" ?disabled=${busy} @click=${() => actions.openPhone(person.id)}>${t('wardens.sheet.showNumber')}</button>`}`;
}

let waiting = null;
const later = (run) => (value) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => run(value), 300);
};
