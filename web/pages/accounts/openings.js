import { html, nothing } from 'lit-html';
import { dateTime, t } from '../../core/i18n.js';
import { hasRole } from '../../core/session.js';

/** Who asks to open more contacts than one person may: a supervisor agrees or not, with a reason. */
export const openingsTable = (items, actions, timeZone) => html`
  <div class="sheetbox"><table class="table">
    <thead><tr><th>${t('openings.who')}</th><th>${t('openings.why')}</th><th>${t('openings.state')}</th></tr></thead>
    <tbody>${items.map((each) => html`<tr>
      <td><b>${each.name}</b>${each.unit ? html` <span class="t3">${each.unit}</span>` : nothing}<br><span class="t3 num">${t('openings.count', { n: each.opened })}</span></td>
      <td>${each.reason}<br><time class="t3" datetime=${each.asked_at}>${dateTime(each.asked_at, timeZone)}</time></td>
      <td>${each.decided_at ? decided(each, timeZone) : hasRole('supervisor') ? question(each, actions) : t('openings.waits')}</td>
    </tr>`)}</tbody>
  </table></div>`;

const decided = ({ granted, decider, decided_at: at, until }, timeZone) => html`<span class="badge ${granted ? 'badge--accent' : ''}">${t(granted ? 'openings.granted' : 'openings.refused')}</span>
  <span class="t3">${decider} ${dateTime(at, timeZone)}</span>${until ? html`<br><span class="t3">${t('openings.until', { time: dateTime(until, timeZone) })}</span>` : nothing}`;

const question = ({ id, name }, actions) => html`<form class="row" data-question=${id} @submit=${(event) => decide(event, id, actions)}>
  <input class="input grow" name="reason" maxlength="200" required aria-label=${t('openings.reasonOf', { name })} placeholder=${t('openings.reason')} />
  <button class="btn btn--primary" value="true">${t('openings.grant')}</button><button class="btn" value="false">${t('openings.refuse')}</button></form>`;

function decide(event, id, actions) {
  event.preventDefault();
  actions.decideOpenings(id, event.submitter?.value === 'true', event.target.elements.reason.value.trim());
}
