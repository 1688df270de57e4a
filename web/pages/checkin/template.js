import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { failure, skeleton } from '../../components/states.js';
import { currentLanguage, dateTime, languages, nameOf, nameOfLanguage, number, t } from '../../core/i18n.js';
import { byNumber, camera } from './by-number.js';
import { fault } from './fault.js';

/** One step at a time, in large type and with large keys. */
export const content = (page) => html`
  <main class="checkin ${page.state.kiosk ? 'is-kiosk' : ''}" id="content">
    <header class="checkin__head">
      <p class="checkin__hall">${icon('logo')}<span>${nameOf(page.state.hall?.name ?? page.state.booking?.hall.name) || t('app.name')}</span></p>
      ${languages().filter((tag) => tag !== currentLanguage()).map(
        (tag) => html`<button class="btn btn--l" lang=${tag} data-language=${tag} @click=${() => page.actions.language(tag)}>${nameOfLanguage(tag)}</button>`,
      )}
    </header>
    ${page.state.online ? nothing : html`<p class="note note--due" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b> ${t('checkin.offline')}</span></p>`}
    <div class="checkin__body">${body(page)}</div>
    ${idle(page)}
  </main>`;

function body(page) {
  const { state } = page;
  if (state.kiosk && !state.hall) {
    return state.hallFault ? failure(state.hallFault, () => location.reload()) : skeleton(3);
  }
  switch (state.step) {
    case 'home': return home(page);
    case 'number': return byNumber(page);
    case 'camera': return camera(page);
    case 'matters': return matters(page);
    case 'ticket': return ticket(page);
    default: return mine(page);
  }
}

const title = (text) => html`<h1 id="title" tabindex="-1">${text}</h1>`;

const home = ({ state, actions }) => html`
  ${title(t('checkin.welcome'))}
  ${fault(state)}
  <div class="checkin__ways">
    <button class="checkin__way" id="have" @click=${() => actions.go('number', 'number')}>${icon('check')}<b>${t('checkin.have')}</b><span>${t('checkin.have.text')}</span></button>
    ${state.pass
      ? html`<button class="checkin__way" id="have-not" @click=${() => actions.go('matters')}>${icon('plus')}<b>${t('checkin.haveNot')}</b><span>${t('checkin.haveNot.text')}</span></button>`
      : html`<p class="checkin__way checkin__way--off">${icon('info')}<b>${t('checkin.haveNot')}</b><span>${t('checkin.askDesk')}</span></p>`}
  </div>
  <p class="checkin__hint">${t('checkin.scan')}</p>`;

function matters({ state, actions }) {
  return html`
    ${title(t('checkin.matters'))}
    ${fault(state)}
    <div class="checkin__matters" role="group" aria-labelledby="title">${state.hall.matters.map(({ code, name }) => html`<button class="checkin__matter" data-matter=${code} aria-pressed=${state.chosen.includes(code) ? 'true' : 'false'} @click=${() => actions.choose(code)}>${state.chosen.includes(code) ? icon('check') : icon('plus')}<span>${nameOf(name)}</span></button>`)}</div>
    <div class="checkin__foot">
      <button class="btn btn--l" @click=${actions.reset}>${t('checkin.back')}</button>
      <button class="btn btn--primary btn--l grow" id="take" ?disabled=${state.chosen.length === 0 || state.busy} @click=${actions.walkIn}>${t('checkin.take')}</button>
    </div>`;
}

/** The label is what one remembers; on a phone it also tells when it is called. */
function ticket({ state, actions }) {
  const { ticket: now, wait, called, moved } = state;
  return html`
    ${title(t('checkin.ticket'))}
    <div class="checkin__ticket ${called && !called.serving ? 'is-called' : ''}" role="status">
      <b class="checkin__label">${now.label}</b>
      ${moved ? html`<p id="moved">${t('checkin.moved')}</p>` : nothing}
      ${called && called.counter ? html`<p class="checkin__to">${t(called.serving ? 'checkin.serving' : 'checkin.called', { n: called.counter })}</p>` : ended(now, wait)}
    </div>
    <p class="checkin__hint">${t(state.kiosk ? 'checkin.watch' : state.live ? 'checkin.stay' : 'checkin.cut')}</p>
    ${state.kiosk
      ? html`<div class="checkin__foot noprint"><button class="btn btn--l" id="print" @click=${actions.print}>${icon('print')}${t('checkin.print')}</button>
          <button class="btn btn--primary btn--l grow" id="done" @click=${actions.reset}>${t('checkin.done')}</button></div>`
      : nothing}`;
}

/** As it was when one arrived: whoever comes later may be due earlier, so this is no place in the queue. */
function ahead({ waiting, wait_minutes: minutes }) {
  const people = Math.max(0, waiting - 1);
  return html`<p>${t('checkin.wait', { people, n: number(waiting > 0 ? Math.ceil((minutes * people) / waiting) : 0) })}</p>`;
}

function ended({ state }, wait) {
  if (state === 'done' || state === 'no_show') {
    return html`<p>${t(state === 'done' ? 'checkin.over' : 'checkin.missed')}</p>`;
  }
  return wait ? html`<p>${nameOf(wait.name)}</p>${ahead(wait)}` : nothing;
}

/** The booking that the link opened, before one says to be there. */
function mine({ state, actions }) {
  const { booking } = state;
  if (!booking) {
    return state.fault ? html`${title(t('page.checkin'))}${fault(state)}<button class="btn btn--l" @click=${() => actions.go('number', 'number')}>${t('checkin.otherWay')}</button>` : skeleton(3);
  }
  const can = booking.state === 'confirmed';
  return html`
    ${title(t('page.checkin'))}
    <dl class="checkin__facts">
      <div><dt>${t('checkin.where')}</dt><dd>${nameOf(booking.hall.name)}<small>${nameOf(booking.hall.address)}</small></dd></div>
      <div><dt>${t('checkin.when')}</dt><dd class="num">${dateTime(booking.starts_at, booking.hall.time_zone)}</dd></div>
      <div><dt>${t('checkin.number')}</dt><dd class="num">${(booking.number ?? '').replace(/(\d{3})(?=\d)/g, '$1 ')}</dd></div>
    </dl>
    ${fault(state)}
    ${can ? html`<button class="btn btn--primary btn--l" id="here" ?disabled=${state.busy} @click=${actions.here}>${t('checkin.here')}</button><p class="checkin__hint">${t('checkin.here.text')}</p>` : html`<p class="note">${icon('info', '18')}<span>${t('checkin.notOpen')}</span></p>`}`;
}

const idle = ({ state, actions }) =>
  state.kiosk && state.left !== null
    ? html`<p class="checkin__idle" role="status"><span>${t('checkin.idle', { n: state.left })}</span><button class="btn" id="stay" @click=${() => actions.set({ left: null })}>${t('checkin.stayHere')}</button></p>`
    : nothing;
