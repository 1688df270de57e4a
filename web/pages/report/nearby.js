import { html, nothing } from 'lit-html';
import { incidentNotes } from '../../components/incident-notes.js';
import { icon } from '../../components/icon.js';
import { textField } from '../../components/field.js';
import { dateTime, distance, nameOf, t } from '../../core/i18n.js';
import { grouped } from '../../core/request-number.js';
import { stageName, stageTone } from '../follow/words.js';

/** What is known near the place before anything is filed: incidents, planned outages, and reports that one can follow instead. */
export function nearby(page) {
  const incidents = page.model.incidents.get().data?.items ?? [];
  const reports = page.model.near.get().data?.items ?? [];
  const failed = [page.model.incidents, page.model.near].find((resource) => resource.get().status === 'error');
  return html`<div aria-live="polite">${incidents.length + reports.length === 0 && !failed
    ? nothing
    : html`<section class="section step nearby" aria-labelledby="nearby-title">
        <h2 class="step__title" id="nearby-title" tabindex="-1">${icon('info')}${t('nearby.title')}</h2>
        ${failed ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span class="grow">${t('nearby.failed')}</span><button type="button" class="btn btn--s" @click=${failed.retry}>${t('state.retry')}</button></p>` : nothing}
        ${incidents.length > 0 ? incidentNotes({ items: incidents, timeZone: page.city.time_zone }) : nothing}
        ${reports.length > 0 ? html`<p class="ff__hint">${t('nearby.hint')}</p><ul class="nearlist">${reports.map((report) => row(page, report))}</ul>` : nothing}
      </section>`}</div>`;
}

const row = (page, report) => {
  const { state, actions, city } = page;
  const open = state.following === report.number;
  const done = state.followed[report.number];
  return html`<li class="near" data-number=${report.number}>
    <div class="near__line">
      <span class="grow"><b>${nameOf(report.category?.name) || t('follow.noCategory')}</b>
        <small class="num">${distance(report.distance_metres)}<i class="md"></i>${dateTime(report.received_at, city.time_zone)}</small></span>
      <span class="stage stage--${stageTone(report.state)}">${stageName(report.state)}</span>
    </div>
    ${done ? code(report, done)
    : ENDED.has(report.state) ? nothing
    : open ? form(page, report)
    : html`<button type="button" class="btn" id="follow-${report.number}" @click=${() => actions.startFollowing(report.number)}>${icon('plus', '18')}${t('nearby.follow')}<span class="sr"> ${nameOf(report.category?.name)} ${distance(report.distance_metres)}</span></button>`}
  </li>`;
};

/** What nothing will happen to any more is shown, but not followed. */
const ENDED = new Set(['closed', 'answered', 'diverted', 'withdrawn']);

function form({ state, following, actions }, { number }) {
  const { status, error } = following.get();
  return html`<div class="near__form" role="group" aria-label=${t('nearby.follow')} @keydown=${(event) => event.key === 'Enter' && event.target.matches('input') && (event.preventDefault(), actions.follow(number))}>
    <p class="ff__hint">${t('nearby.follow.text')}</p>
    ${textField({ id: 'follow-contact', label: t('nearby.contact'), hint: t('nearby.contact.hint'), value: state.followContact, maxlength: 100, error: state.followFault, onInput: actions.typeFollowContact })}
    ${status === 'unsure' ? html`<p class="note note--due" role="alert">${icon('offline', '18')}<span>${t('report.unsure.text')}</span></p>` : nothing}
    ${status === 'refused' && !state.followFault ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${error.detail || t('error.request.text')}</span></p>` : nothing}
    <div class="formfoot__row">
      <button type="button" class="btn" @click=${() => actions.startFollowing(null)}>${t('follow.cancel')}</button>
      <button type="button" class="btn btn--primary" id="follow-send" aria-disabled=${status === 'sending' ? 'true' : 'false'} @click=${() => actions.follow(number)}>${t(status === 'sending' ? 'report.sending' : 'nearby.follow.send')}</button>
    </div>
  </div>`;
}

const code = ({ number }, { query_code: secret }) => html`
  <div class="note note--info near__done" role="status">${icon('check', '18')}<span class="grow"><b>${t('nearby.followed')}</b>
    <small>${t('follow.number')} <span class="num">${grouped(number)}</span></small><small>${t('follow.code')} <b class="num" data-code>${secret}</b></small>
    <small>${t('receipt.save')}</small><a href="/follow?number=${number}#${secret}">${t('nearby.see')}</a></span></div>`;
