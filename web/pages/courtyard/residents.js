import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, t } from '../../core/i18n.js';
import { deskMore } from './more.js';
import { faultText } from './words.js';

/** Who asks to be confirmed, and who is: name and door are opened one by one, which is kept in the audit log. */
export const residents = (page) => html`${page.state.queue === 'confirmed' ? finding(page) : nothing}${page.state.queue === 'confirmed' && page.state.having ? having(page) : everybody(page)}`;

const everybody = (page) =>
  resourceView(page.model.residencies.get(), page.model.residencies.retry, ({ items, next }) =>
    items.length === 0
      ? empty({ glyph: 'check', title: t('cy.residents.none'), text: t('cy.residents.none.text') })
      : html`<ul class="cy__list">${items.map((each) => resident(page, each))}</ul>${deskMore(page, next)}`, 3);

/** Only a code of each number is kept, so that one finds it by the whole number alone. */
const finding = ({ state, actions }) => html`<form class="inc__sub" id="cy-find" role="search" novalidate @submit=${(event) => { event.preventDefault(); actions.findResident(state.register); }}>
  ${textField({ id: 'cy-register', label: t('cy.residents.find'), hint: t('cy.residents.find.hint'), maxlength: 80, value: state.register, error: state.doing === null && state.error?.field === 'reference' ? faultText(state.error) : '', onInput: actions.register })}
  <div class="cy__acts"><button class="btn" data-act="find" ?disabled=${state.busy}>${icon('search', '18')}${t('cy.residents.find.do')}</button></div></form>`;

const having = (page) => html`<h2 class="cy__having" id="cy-having" tabindex="-1">${page.state.having.length === 0 ? t('cy.residents.find.none', { number: page.state.register }) : t('cy.residents.find.found', { number: page.state.register })}</h2>
  ${page.state.having.length === 0 ? nothing : html`<ul class="cy__list">${page.state.having.map((each) => resident(page, each))}</ul>`}
  <button type="button" class="btn" data-act="all" @click=${page.actions.allResidents}>${t('cy.residents.find.all')}</button>`;

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
  ${state.error?.code === 'already_confirmed' ? html`<button type="button" class="btn" data-act="having" ?disabled=${state.busy} @click=${() => actions.findResident(state.draft.reference ?? '')}>${icon('search', '18')}${t('cy.residents.find.who')}</button>` : nothing}
  <div class="cy__acts"><button class="btn btn--primary" data-act="confirm" ?disabled=${state.busy}>${icon('check', '18')}${t('cy.residents.confirm')}</button>
    <button type="button" class="btn" data-act="deny" ?disabled=${state.busy} @click=${() => actions.denyResident(each)}>${icon('x', '18')}${t('cy.residents.refuse')}</button></div></form>`;

const ending = ({ state, actions }, each) => html`<div class="inc__sub"><p class="note note--due">${icon('warn', '18')}<span>${t('cy.residents.end.text')}</span></p>
  <button type="button" class="btn" id="cy-end" data-act="end" ?disabled=${state.busy} @click=${() => actions.endResident(each)}>${icon('x', '18')}${t('cy.residents.end')}</button></div>`;
