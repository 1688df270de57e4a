import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { number, t } from '../../core/i18n.js';
import { fault } from './editor.js';

/** What is kept of a person: how much, a copy of it, and its erasure. */
export const personForm = (state, actions) => html`
  <section class="card editor" aria-labelledby="person-title">
    <h2 id="person-title">${t('persons.title')}</h2><p class="small t2">${t('persons.text')}</p>
    <form class="form" novalidate @submit=${(event) => { event.preventDefault(); actions.lookUp(); }}>
      <div class="span">${state.error ? refusal(state.error) : nothing}</div>
      ${textField({ id: 'person-contact', label: t('persons.contact'), value: state.person.contact, error: '', onInput: (contact) => actions.person({ contact }) })}
      ${textField({ id: 'person-reason', label: t('persons.reason'), value: state.person.reason, maxlength: 200, error: state.error?.field === 'reason' ? state.error.detail : '', onInput: (reason) => actions.person({ reason }) })}
      <div class="row span"><button class="btn btn--primary" ?disabled=${state.busy}>${t('persons.look')}</button></div>
    </form>
    ${state.person.kept ? kept(state, actions) : nothing}
    ${state.person.erased ? html`<p class="note note--info" role="status" id="person-erased">${icon('check', '18')}<span>${t('persons.erased')} ${figures(state.person.erased)}</span></p>` : nothing}
  </section>`;

const refusal = (error) => (error.code === 'open_requests' ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${t('persons.open')} ${error.detail}</span></p>` : fault(error));

const figures = (found) => t('persons.figures', { contacts: number(found.contacts), requests: number(found.requests), calls: number(found.calls), messages: number(found.messages), bookings: number(found.bookings) });

const kept = ({ person, busy }, actions) => html`
  <p id="person-kept" role="status">${figures(person.kept)}</p>
  ${person.kept.open.length > 0 ? html`<p class="note note--due">${icon('warn', '18')}<span>${t('persons.open')} <span class="num">${person.kept.open.join(t('list.separator'))}</span></span></p>` : nothing}
  <div class="row">
    <button class="btn" id="person-export" ?disabled=${busy} @click=${actions.exportPerson}>${t('persons.export')}</button>
    ${person.sure
      ? html`<button class="btn btn--primary" id="person-erase" ?disabled=${busy} @click=${actions.erasePerson}>${t('persons.sure')}</button>`
      : html`<button class="btn" id="person-ask" ?disabled=${busy || person.kept.open.length > 0} @click=${actions.sureToErase}>${t('persons.erase')}</button>`}
  </div>`;
