import { html, nothing } from 'lit-html';
import { empty, resourceView } from '../../components/states.js';
import { clockAt } from '../../core/hall-time.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { minutesSince } from './words.js';

/** Who waits, the next one first, and who stands at the other counters. */
export function line(page, hall) {
  const { state, model } = page;
  return html`
    <section class="hall__card hall__queue" aria-labelledby="line-title">
      <h2 id="line-title">${t('hall.line')}</h2>
      ${queues(state.screen, hall)}
      ${resourceView(model.tickets.get(), model.tickets.retry, ({ items }) => lists(page, hall, items), 5)}
    </section>`;
}

const queues = (screen) =>
  screen ? html`<dl class="hall__queues">${screen.queues.map(({ name, waiting, wait_minutes: minutes }) => html`<div><dt>${nameOf(name)}</dt><dd><b>${number(waiting)}</b> ${t('hall.waiting')}<i class="md"></i>${t('hall.about', { n: minutes })}</dd></div>`)}</dl>` : nothing;

function lists(page, hall, items) {
  const { state } = page;
  const own = hall.counters.find(({ number: each }) => String(each) === state.counter)?.queues ?? null;
  const waiting = items.filter((ticket) => ticket.state === 'waiting');
  const elsewhere = items.filter((ticket) => ['called', 'serving'].includes(ticket.state) && String(ticket.counter) !== state.counter);
  return html`
    ${waiting.length === 0 ? empty({ glyph: 'check', title: t('hall.line.none'), text: t('hall.line.none.text') }) : html`<ol class="hall__rows" id="waiting">${waiting.map((ticket) => row(page, hall, ticket, own))}</ol>`}
    ${elsewhere.length > 0 ? html`<h3>${t('hall.elsewhere')}</h3><ul class="hall__rows">${elsewhere.map((ticket) => html`<li class="hall__row"><b class="num">${ticket.label}</b><span class="grow">${t('hall.counter.number', { n: ticket.counter })}</span><span class="badge">${t(ticket.state === 'serving' ? 'hall.state.serving' : 'hall.state.waitsThere')}</span></li>`)}</ul>` : nothing}`;
}

function row({ model, state, timeZone, actions }, hall, ticket, own) {
  const foreign = own !== null && !own.includes(ticket.queue);
  const waited = minutesSince(ticket.arrived_at, state.now);
  const sure = state.sure === ticket.booking;
  return html`
    <li class="hall__row ${foreign ? 'is-foreign' : ''}" data-ticket=${ticket.label}>
      <b class="num">${ticket.label}</b>
      <span class="grow"><span class="cut">${hall.queues.length > 1 ? model.queueName(ticket.queue) : t('hall.due', { time: clockAt(ticket.due_at, timeZone()) })}</span>
        <small>${hall.queues.length > 1 ? html`${t('hall.due', { time: clockAt(ticket.due_at, timeZone()) })}<i class="md"></i>` : nothing}${t('hall.arrived', { time: clockAt(ticket.arrived_at, timeZone()) })}</small></span>
      <span class="num hall__waited">${t('hall.waited', { n: waited })}</span>
      <button class="btn btn--s ${sure ? 'btn--danger' : 'btn--quiet'}" aria-label=${t('hall.noShow.of', { label: ticket.label })} @click=${() => actions.noShow(ticket)}>${t(sure ? 'hall.noShow.sure' : 'hall.noShow')}</button>
    </li>`;
}
