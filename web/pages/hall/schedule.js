import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { spokenNumber } from '../../core/booking-link.js';
import { dateTime, nameOf, number, t } from '../../core/i18n.js';
import { changes, counters, queues, settings } from './schedule-parts.js';
import { affectedText, scheduleRefusal } from './words.js';

/** When the hall is open and for what: changed in the form, previewed, then applied. */
export function schedule(page) {
  page.schedule.open();
  return resourceView(page.schedule.read.get(), page.schedule.load, () => form(page), 8);
}

const form = (page) => html`
  <form class="hall__schedule" novalidate @submit=${(event) => { event.preventDefault(); page.schedule.preview(); }}>
    ${page.schedule.view().base.new ? html`<p class="note note--info">${icon('info', '18')}<span>${t('sched.new')}</span></p>` : nothing}
    ${settings(page)} ${queues(page)} ${counters(page)} ${changes(page)}
    ${foot(page)}
  </form>`;

function foot(page) {
  const { faults, preview, conflict, busy, done, refused, changed } = page.schedule.view();
  return html`
    <div class="hall__card sched__foot" aria-live="polite">
      ${faults.size > 0 ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${t('sched.faults', { n: faults.size })}</span></p>` : nothing}
      ${refused ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${scheduleRefusal(refused)}</span></p>` : nothing}
      ${conflict ? changedMeanwhile(page, conflict) : nothing}
      ${done ? html`<h2 id="done-title" tabindex="-1">${t('sched.done')}</h2>${consequences(page, done, true)}` : nothing}
      ${preview ? html`<h2 id="preview-title" tabindex="-1">${t('sched.preview.title')}</h2>${consequences(page, preview, false)}` : nothing}
      <div class="sched__row">
        <button class="btn ${preview ? '' : 'btn--primary'}" id="preview" ?disabled=${busy || conflict !== null}>${t('sched.preview')}</button>
        ${preview ? html`<button type="button" class="btn btn--primary" id="apply" ?disabled=${busy || conflict !== null} @click=${page.schedule.apply}>${t(preview.affected.length > 0 ? 'sched.applyAll' : 'sched.apply', { n: preview.affected.length })}</button>` : html`<span class="small t2">${t('sched.previewFirst')}</span>`}
        ${changed ? html`<button type="button" class="btn btn--quiet" id="discard" @click=${page.schedule.discard}>${t('sched.discard')}</button>` : nothing}
      </div>
    </div>`;
}

const SECTIONS = {
  settings: () => t('sched.settings'), queues: () => t('sched.queues'), counters: () => t('sched.counters'), changes: () => t('sched.changes'),
};

const changedMeanwhile = (page, { sections }) => html`
  <div class="note note--due" role="alert" id="conflict">${icon('warn', '18')}<div class="grow"><p><b>${t('sched.conflict')}</b> ${t('sched.conflict.text', { parts: sections.map((each) => SECTIONS[each]()).join(' · ') || '—' })}</p>
    <div class="sched__row"><button type="button" class="btn" id="keep-mine" @click=${page.schedule.keepMine}>${t('sched.conflict.mine')}</button>
      <button type="button" class="btn btn--quiet" id="take-theirs" @click=${page.schedule.takeTheirs}>${t('sched.conflict.theirs')}</button></div></div></div>`;

const consequences = (page, { added_slots: added, closed_slots: closed, reduced_slots: reduced, other_slots: other, affected, offered, offers_follow: follow }, done) => html`
  <ul class="sched__sums">${[[added, t('sched.added')], [closed, t('sched.closed')], [reduced, t('sched.reduced')], [other, t('sched.other')]].map(([n, text]) => html`<li><b class="num">${number(n)}</b> ${text}</li>`)}</ul>
  ${affected.length === 0
    ? html`<p class="note">${icon('check', '18')}<span>${t('sched.nobody')}</span></p>`
    : html`<p class="note note--due">${icon('warn', '18')}<span>${done ? t('sched.offered', { n: affected.length, offered }) : t('sched.affected', { n: affected.length })}${follow ? html` ${t('sched.offered.rest')}` : nothing}</span></p>
      <div class="sheetbox" tabindex="0" role="region" aria-label=${t('sched.affected.list')}><table class="table" id="affected">
        <thead><tr><th>${t('hall.col.number')}</th><th>${t('hall.col.time')}</th><th>${t('hall.col.matters')}</th><th>${t('sched.why')}</th><th>${t(done ? 'sched.offer.held' : 'sched.offer.foreseen')}</th></tr></thead>
        <tbody>${affected.map((booking) => html`<tr><td class="num">${spokenNumber(booking.number ?? '')}</td><td class="num">${dateTime(booking.starts_at, page.timeZone())}</td>
          <td>${booking.matters.map(page.model.matterName).join(' · ')}</td><td>${affectedText(booking.reason)}</td><td>${offerCell(page, booking, follow)}</td></tr>`)}</tbody></table></div>`}`;

/** The other time: only the day and hour at this hall, with the name at another one. */
const offerCell = (page, { offer }, follow) => (offer
  ? html`<span class="num">${dateTime(offer.starts_at, page.timeZone())}</span>${offer.hall === page.state.hall ? nothing : html` <span class="t2">${nameOf(offer.name)}</span>`}`
  : html`<span class="t2">${follow ? t('sched.offer.soon') : t('sched.offer.none')}</span>`);

export const scheduleTab = () => ({ id: 'schedule', name: t('hall.tab.schedule'), view: schedule });
