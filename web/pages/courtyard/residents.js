import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, t } from '../../core/i18n.js';
import { deskMore } from './more.js';
import { faultText } from './words.js';

/** Who asks to be confirmed, and who is: name and door are opened one by one, which is kept in the audit log. */
export const residents = (page) =>
  resourceView(page.model.residencies.get(), page.model.residencies.retry, ({ items, next }) =>
    items.length === 0
      ? empty({ glyph: 'check', title: t('cy.residents.none'), text: t('cy.residents.none.text') })
      : html`<ul class="cy__list">${items.map((each) => resident(page, each))}</ul>${deskMore(page, next)}`, 3);

function resident(page, each) {
  const { state, city, actions } = page;
  const open = state.doing === `check ${each.account}`;
  const since = each.status === 'confirmed' ? t('cy.residents.since', { at: dateTime(each.decided_at, city.time_zone) }) : t('cy.residents.asked', { at: dateTime(each.requested_at, city.time_zone) });
  return html`<li class="cy__card" data-account=${each.account}><h2>${each.name}</h2><p class="small t2">${each.unit}<i class="md"></i>${since}</p>
    <div class="cy__acts"><button type="button" class="btn ${open ? '' : 'btn--primary'}" data-act="check" aria-expanded=${open ? 'true' : 'false'} ?disabled=${state.busy} @click=${() => actions.checkResident(each)}>${icon('user', '18')}${t('cy.residents.check')}</button></div>
    ${open ? html`${who(state.draft.who)}${each.status === 'confirmed' ? ending(page, each) : decision(page, each)}` : nothing}</li>`;
}

const who = ({ name, address }) => html`<dl class="cy__who"><dt>${t('cy.home.name')}</dt><dd>${name ?? t('cy.residents.unknown')}</dd><dt>${t('cy.home.address')}</dt><dd>${address ?? t('cy.residents.unknown')}</dd></dl>`;

const decision = ({ state, actions }, each) => html`<form class="inc__sub" novalidate @submit=${(event) => { event.preventDefault(); actions.confirmResident(each); }}>
  ${textField({ id: 'cy-reference', label: t('cy.residents.reference'), hint: t('cy.residents.reference.hint'), maxlength: 80, required: true, value: state.draft.reference ?? '', error: state.error?.field === 'reference' ? faultText(state.error) : '', onInput: (reference) => actions.draft({ reference }) })}
  <div class="cy__acts"><button class="btn btn--primary" data-act="confirm" ?disabled=${state.busy}>${icon('check', '18')}${t('cy.residents.confirm')}</button>
    <button type="button" class="btn" data-act="deny" ?disabled=${state.busy} @click=${() => actions.denyResident(each)}>${icon('x', '18')}${t('cy.residents.refuse')}</button></div></form>`;

const ending = ({ state, actions }, each) => html`<div class="inc__sub"><p class="note note--due">${icon('warn', '18')}<span>${t('cy.residents.end.text')}</span></p>
  <button type="button" class="btn" id="cy-end" data-act="end" ?disabled=${state.busy} @click=${() => actions.endResident(each)}>${icon('x', '18')}${t('cy.residents.end')}</button></div>`;
