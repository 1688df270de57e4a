import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { t } from '../../core/i18n.js';
import { dutyName, gridName } from './parts.js';

/** Wardens and stewards with their grids of today. */
export const peopleTab = ({ state, model, actions }) => html`
  <div class="bar">${textField({ id: 'q', label: t('wardens.people.search'), value: state.q, onInput: later((q) => actions.set({ q: q.trim() })) })}</div>
  ${resourceView(model.people.get(), model.people.retry, ({ items }) => (items.length === 0
    ? empty({ glyph: 'users', title: t('wardens.people.none'), text: t('wardens.people.none.text') })
    : html`<ul class="wardens__rows wardens__rows--box" id="people">${items.map((person) => html`<li data-person=${person.id}>
      <span class="grow"><b>${person.name}</b> <small class="t2">${person.login ?? ''}</small>${person.locked ? html` <span class="badge">${t('wardens.people.locked')}</span>` : nothing}
        <small>${person.assignments.length === 0 ? t('wardens.people.noGrid') : person.assignments.map(({ grid, duty, substitute_for: other }) => `${gridName(grid)} (${other ? t('wardens.standsIn', { name: other.name }) : dutyName(duty)})`).join(t('list.separator'))}</small></span>
      <button class="btn" @click=${() => { actions.tab('phones'); actions.person(person.id); }}>${icon('phone', '18')}${t('wardens.tab.phones')}</button>
      <button class="btn" @click=${() => { actions.tab('handover'); actions.handing({ from: person.id }); }}>${icon('send', '18')}${t('wardens.tab.handover')}</button>
    </li>`)}</ul>`), 5)}`;

let waiting = null;
const later = (run) => (value) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => run(value), 300);
};
