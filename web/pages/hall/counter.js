import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';

/** Who stands at my counter, in figures that can be read across it, and what can be done. */
export function counter(page, hall) {
  const { state, actions } = page;
  const [ticket, ...others] = actions.atCounter();
  const own = hall.counters.find(({ number }) => String(number) === state.counter);
  return html`
    <section class="hall__card hall__me" aria-labelledby="me-title">
      <h2 id="me-title">${own ? nameOf(own.name) || t('hall.counter.number', { n: own.number }) : t('hall.counter.choose')}</h2>
      ${own ? nothing : html`<p class="note">${icon('info', '18')}<span>${hall.counters.length === 0 ? t('hall.counter.none') : t('hall.counter.text')}</span></p>`}
      ${ticket ? standing(page, ticket) : html`<p class="hall__free">${own ? t('hall.free') : ''}</p>`}
      ${fault(state, 'counter')}
      ${own ? buttons(page, ticket) : nothing}
      ${state.transferring && ticket ? transfer(page, hall, ticket) : nothing}
      ${others.length > 0 ? html`<p class="small t2">${t('hall.also', { labels: others.map(({ label }) => label).join(' ') })}</p>` : nothing}
    </section>`;
}

const standing = ({ model }, ticket) => html`
  <div class="hall__ticket is-${ticket.state}" id="current" data-booking=${ticket.booking}>
    <b class="hall__label">${ticket.label}</b>
    <span>${ticket.state === 'serving' ? t('hall.state.serving') : t('hall.state.called', { n: ticket.calls })}</span>
    <small>${model.queueName(ticket.queue)}</small>
  </div>`;

export const fault = (state, at) =>
  state.fault?.at === at ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${state.fault.text}</span></p>` : nothing;

function buttons({ state, actions }, ticket) {
  const is = (...states) => ticket && states.includes(ticket.state);
  const button = (id, text, key, run, able, kind = '') => html`<button class="btn ${kind}" id=${id} ?disabled=${!able} aria-keyshortcuts=${key} @click=${run}>${text}<kbd>${key}</kbd></button>`;
  const sure = ticket && state.sure === ticket.booking;
  return html`
    <div class="hall__do">
      ${button('next', t(is('serving') ? 'hall.finishNext' : 'hall.next'), 'F2', actions.next, !is('called'), 'btn--primary btn--l')}
      ${button('again', t('hall.again'), 'F4', () => actions.step('call_again'), is('called'))}
      ${button('serve', t('hall.serve'), 'F7', () => actions.step('serve'), is('called'), is('called') ? 'btn--soft' : '')}
      ${button('finish', t('hall.finish'), 'F8', () => actions.step('finish'), is('called', 'serving'))}
      ${button('skip', t('hall.skip'), 'F9', () => actions.step('skip'), is('called'))}
      ${button('no-show', t(sure ? 'hall.noShow.sure' : 'hall.noShow'), 'Alt+N', () => actions.noShow(), is('called'), sure ? 'btn--danger' : '')}
      ${button('transfer', t('hall.transfer'), 'Alt+T', actions.transfer, is('called', 'serving'))}
    </div>`;
}

const transfer = ({ actions }, hall, ticket) => html`
  <form class="hall__line" @submit=${(event) => { event.preventDefault(); actions.step('transfer', { queue: event.target.elements.queue.value }); }}>
    <label class="grow"><span class="sr">${t('hall.transfer.to')}</span>
      <select class="input" id="transfer-to" name="queue">${hall.queues.filter(({ code }) => hall.queues.length === 1 || code !== ticket.queue).map(({ code, name }) => html`<option value=${code}>${nameOf(name)}</option>`)}</select></label>
    <button class="btn btn--primary">${t('hall.transfer.do')}</button>
  </form>`;
