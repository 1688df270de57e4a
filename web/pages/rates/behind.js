import { html, nothing } from 'lit-html';
import { choice } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, langOf, nameOf, t } from '../../core/i18n.js';
import { hasRole } from '../../core/session.js';

const COUNTINGS = {
  valid: 'rates.counting.valid', contacted: 'rates.counting.contacted', not_contacted: 'rates.counting.not_contacted', solved: 'rates.counting.solved',
  not_solved: 'rates.counting.not_solved', content: 'rates.counting.content', satisfied: 'rates.counting.satisfied', basically_satisfied: 'rates.counting.basically_satisfied', not_satisfied: 'rates.counting.not_satisfied',
};
const SATISFACTIONS = { satisfied: 'rates.counting.satisfied', basically_satisfied: 'rates.counting.basically_satisfied', neutral: 'rates.neutral', dissatisfied: 'rates.dissatisfied' };

/** The requests that one number counts. */
export const behind = (page) => html`
  <section class="pane" aria-labelledby="behind-title">
    <p><button class="btn btn--quiet" id="back" @click=${page.actions.close}>${icon('back', '18')}${t('rates.back')}</button></p>
    <h2 id="behind-title" tabindex="-1">${t('rates.behind', { of: nameOfRow(page) })}</h2>
    ${choice({ id: 'counting', legend: t('rates.counting'), options: Object.entries(COUNTINGS).map(([id, key]) => [id, t(key)]), value: page.state.counting ?? 'valid', onChange: (counting) => page.actions.set({ counting }) })}
    <div aria-live="polite">${resourceView(page.model.behind.get(), page.model.behind.retry, (data) => list(page, data), 5)}</div>
  </section>`;

const nameOfRow = ({ model, state }) => nameOf(model.ranking.get().data?.items.find(({ code }) => code === state.of)?.name) || state.of;

function list(page, { items, next }) {
  if (items.length === 0) {
    return empty({ glyph: 'check', title: t('rates.behind.none'), text: t('rates.behind.none.text') });
  }
  return html`<ul class="kb__list rates__requests">${items.map((request) => row(page, request))}</ul>
    ${next ? html`<p class="rates__more"><button class="btn" id="more" @click=${page.model.more}>${t('rates.more')}</button></p>` : nothing}`;
}

const row = ({ city }, request) => html`<li data-number=${request.number}>${shell(request, html`
  <span class="rates__line"><b lang=${langOf(request.category?.name)}>${nameOf(request.category?.name)}</b><span class="num t3 small">${request.number}</span></span>
  ${request.text ? html`<span class="kb__start">${request.text}</span>` : nothing}
  <span class="small t2">${t('rates.received', { time: dateTime(request.received_at, city?.time_zone) })}<i class="md"></i>${nameOf(request.unit?.name)}</span>
  <span class="row">${answer(request.contacted, t('rates.counting.contacted'), t('rates.counting.not_contacted'))} ${answer(request.solved, t('rates.counting.solved'), t('rates.counting.not_solved'))}
    ${request.satisfaction ? html`<span class="badge">${t(SATISFACTIONS[request.satisfaction] ?? 'rates.dissatisfied')}</span>` : nothing}</span>`)}</li>`;

/** Only those who have a desk can open a request there. */
const shell = (request, inner) =>
  hasRole('supervisor', 'lead', 'analyst', 'dispatcher', 'operator', 'handler')
    ? html`<a href="/desk?tab=all&number=${request.number}">${inner}</a>`
    : html`<div class="rates__plain">${inner}</div>`;

const answer = (yes, good, bad) => (yes === null ? nothing : html`<span class="badge">${icon(yes ? 'check' : 'x', '14')}${yes ? good : bad}</span>`);
