import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, failure, resourceView } from '../../components/states.js';
import { spokenNumber } from '../../core/booking-link.js';
import { visitWords } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { currentAccount } from '../../core/session.js';
import { STATES } from './words.js';

/** Number and phone open a booking; who is logged in sees their own. */
export const entrance = (page) => html`
  <header class="entry"><div class="intro"><h1 id="title" tabindex="-1">${t('page.appointment')}</h1><p>${t('appointment.text')}</p></div></header>
  ${currentAccount()?.kind === 'citizen' ? mine(page) : nothing} ${lookUp(page)}
  <div class="receipt__next"><a class="btn btn--l" href="/book">${icon('calendar', '18')}${t('appointment.new')}</a></div>`;

function lookUp({ state, actions }) {
  const input = (id, label, more) => textField({ id, label, value: state[id], error: state.errors[id], required: true, onInput: (text) => actions.type(id, text), ...more });
  return html`
    <form class="doing" novalidate aria-label=${t('appointment.look')} @submit=${actions.look}>
      ${input('number', t('appointment.number'), { inputmode: 'numeric', maxlength: 20, hint: t('appointment.number.hint') })}
      ${input('phone', t('details.phone'), { type: 'tel', inputmode: 'tel', autocomplete: 'tel', maxlength: 30 })}
      ${state.fault ? failure(state.fault, actions.look) : nothing}
      <button class="btn btn--primary btn--l" id="look">${icon('search', '18')}${t(state.looking ? 'follow.looking' : 'appointment.look')}</button>
    </form>`;
}

const mine = ({ state, model, actions }) => html`
  <section class="mine" aria-labelledby="mine-title">
    <h2 class="step__title" id="mine-title">${t('mine.title')}</h2>
    ${state.mineFault ? failure(state.mineFault, () => actions.open(null)) : nothing}
    ${resourceView(model.mine.get(), model.mine.retry, (items) => (items.length === 0
      ? empty({ glyph: 'calendar', title: t('mine.none'), text: t('mine.none.text') })
      : html`<ul class="mine__list">${items.map((item) => own(item, state.busy, actions))}</ul>`), 3)}
  </section>`;

const own = ({ id, number, state, hall, ...visit }, busy, actions) => html`
  <li><span class="stage stage--${STATES[state]?.tone ?? 'idle'}">${t(STATES[state]?.key ?? 'ticket.ended')}</span>
    <b>${visitWords(visit, hall.time_zone)}</b><span class="small">${nameOf(hall.name)}</span>
    ${number ? html`<button type="button" class="btn btn--s" data-mine=${id} aria-busy=${busy ? 'true' : 'false'} @click=${() => actions.openMine(id)}>${t('mine.open', { number: spokenNumber(number) })}</button>` : nothing}</li>`;
