import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { dayFormat } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { said } from './doings.js';
import { refusalWords, WAITS } from './words.js';

const day = (each) => dayFormat(each, { month: 'long', day: 'numeric' });

/** A place in the waiting list: for what and until when, and the way out of it. */
export function waited({ state, model, actions }) {
  const { entry } = state;
  const place = model.place.get().data?.place;
  return html`
    <header class="receipt__head">
      <span class="receipt__mark">${icon('clock')}</span>
      <div class="grow"><h1 id="title" tabindex="-1">${t('waited.title')}</h1><p class="t2">${entry.hall ? nameOf(place?.name) : t('wait.anyHall')}</p>
        <span class="stage stage--${WAITS[entry.state]?.tone ?? 'idle'}" id="stage">${t(WAITS[entry.state]?.key ?? 'waited.ended')}</span></div>
    </header>
    ${said({ state })}
    <dl class="kv">
      <dt>${t('book.matter')}</dt><dd>${(model.matters.get().data ?? []).map(({ name }) => nameOf(name)).join(t('list.separator'))}</dd>
      <dt>${t('waited.days')}</dt><dd>${t('waited.range', { first: day(entry.first_day), last: day(entry.last_day) })}</dd>
    </dl>
    <p class="small t2">${t(entry.state === 'offered' ? 'waited.offered.text' : 'wait.text')}</p>
    ${state.refusal ? html`<p class="note note--due" id="refusal" role="alert" tabindex="-1">${icon('warn', '18')}<span>${refusalWords(state.refusal)}</span></p>` : nothing}
    <p class="small t2 ticket__keep">${t('waited.keep')}</p>
    ${['waiting', 'offered'].includes(entry.state) ? leaving(state, actions) : nothing}
    <div class="receipt__next"><a class="btn btn--l" href="/book?${entry.hall ? `place=${encodeURIComponent(entry.hall)}&` : ''}matter=${entry.matters.join(',')}">${icon('calendar', '18')}${t('appointment.new')}</a></div>`;
}

const leaving = ({ doing }, actions) => (doing === 'leave'
  ? html`<div class="doing"><h2 class="step__title" id="doing-leave" tabindex="-1">${t('waited.leave.sure')}</h2><div class="formfoot__row">
      <button type="button" class="btn btn--l" @click=${() => actions.begin(null)}>${t('ticket.cancel.no')}</button>
      <button type="button" class="btn btn--l btn--danger grow" id="leave-yes" @click=${actions.leave}>${t('waited.leave')}</button></div></div>`
  : html`<button type="button" class="btn btn--l" id="leave" @click=${() => actions.begin('leave')}>${icon('x', '18')}${t('waited.leave')}</button>`);
