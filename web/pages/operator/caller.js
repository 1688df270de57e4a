import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { failure, skeleton } from '../../components/states.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';
import { stateName } from '../desk/words.js';
import { callerBookings } from './bookings.js';

/** Calls that wait, the open call, and what its caller asked for before. */
export const caller = (page) => html`
  ${page.state.call ? opened(page) : fresh(page)} ${waiting(page)}
  ${page.state.fault ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${page.state.fault.detail || t('error.server.text')}</span></p>` : nothing}`;

const fresh = ({ state, actions }) => html`
  <form class="card" novalidate @submit=${(event) => { event.preventDefault(); actions.announce(); }}>
    ${textField({ id: 'caller', label: t('operator.caller'), hint: t('operator.caller.hint'), inputmode: 'tel', maxlength: 40, value: state.caller, onInput: (text) => actions.set({ caller: text }) })}
    <button class="btn btn--primary">${icon('phone', '18')}${t('operator.answer')}</button>
  </form>`;

function waiting({ state, model, actions }) {
  const found = model.calls.get();
  const items = (found.data?.items ?? []).filter(({ id }) => id !== state.call);
  if (found.status === 'error' && !found.data) {
    return failure(found.error, model.calls.retry);
  }
  return items.length === 0
    ? nothing
    : html`<section class="card" aria-labelledby="waiting-title"><h2 id="waiting-title">${t('operator.waiting')}</h2>
        <ul class="op__list">${items.map((call) => html`<li><button type="button" class="op__row" data-call=${call.id} @click=${() => actions.open(call.id)}>
          <b class="num">${call.caller ?? t('operator.withheld')}</b><span class="pill">${t(call.state === 'open' ? 'operator.state.open' : 'operator.state.waiting')}</span></button></li>`)}</ul></section>`;
}

function opened(page) {
  const { state, model, actions, city } = page;
  const { data, status, error, slow } = model.opened.get();
  if (status === 'error') {
    return failure(error, model.opened.retry);
  }
  if (!data) {
    return skeleton(4, slow);
  }
  return html`<section class="card" aria-labelledby="caller-title">
    <div class="op__head"><h2 id="caller-title" class="num">${data.call.caller ?? t('operator.withheld')}</h2>
      <button type="button" class="btn btn--s" @click=${actions.end}>${t('operator.end')} <kbd>F9</kbd></button></div>
    <p class="small t2">${data.name ? html`<b>${data.name}</b> ` : nothing}${t('operator.earlierCalls', { n: data.earlier_calls })}</p>
    <p><a class="btn btn--s" id="book-for" href=${bookFor(data, state)} target="_blank">${icon('calendar', '16')}${t('operator.book')}</a></p>
    ${callerBookings(data.call, page)}
    <h3 class="op__sub">${t('operator.history')}</h3>
    ${data.history.length === 0 ? html`<p class="small t2">${t('operator.history.none')}</p>` : html`<ul class="op__list">${data.history.map((each) => earlier(each, data.call, { actions, city, state }))}</ul>`}
  </section>`;
}

/** Who calls goes along behind the `#`, which no server is sent. */
const bookFor = ({ call, name }, state) => `/book#${new URLSearchParams({ ...(call.caller ? { phone: call.caller, call: call.id } : { phone: '' }), name: state.name || (name ?? '') })}`;

const earlier = (request, call, { actions, city, state }) => html`<li class="op__past ${state.parent === request.number ? 'is-on' : ''}">
  <p><b>${nameOf(request.category?.name) || t('desk.uncategorised')}</b> <span class="pill">${stateName(request.state)}</span></p>
  ${request.text ? html`<p class="small op__words">${request.text}</p>` : nothing}
  <p class="small t2"><span class="num">${request.number}</span><i class="md"></i>${dateTime(request.received_at, city?.time_zone)}</p>
  ${call.requests.some(({ number }) => number === request.number)
    ? html`<p class="small">${icon('link', '16')} ${t('operator.tied')}</p>`
    : html`<button type="button" class="btn btn--s" aria-label=${t('operator.tieTo', { number: request.number })} @click=${() => actions.tie(request.number)}>${t('operator.tie')}</button>`}
</li>`;
