import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { nameOf, t } from '../../core/i18n.js';
import { arrivals } from './arrivals.js';
import { counter } from './counter.js';
import { day } from './day.js';
import { line } from './line.js';

/** The hall's page: which hall and counter, the tabs that the caller's roles open, and the tab that is open. */
export const content = (page) => html`
  <div class="hall">
    <header class="hall__head">
      <h1>${t('page.hall')}</h1>
      ${choices(page)}
      ${page.state.hall && page.tabs[0].id === null ? links(page) : nothing}
    </header>
    ${page.state.hall || page.tabs.some(({ ofAll }) => ofAll) ? tabs(page) : nothing}
    ${page.state.online ? nothing : html`<p class="note note--due" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b> ${t('hall.offline')}</span></p>`}
    ${body(page)}
  </div>`;

function body(page) {
  const { state, model } = page;
  const open = page.tabs.find(({ id }) => id === state.tab);
  if (!state.hall && !open?.ofAll) {
    return resourceView(model.mine.get(), model.mine.retry, (halls) => html`
      ${halls.length === 0
        ? empty({ glyph: 'hall', title: t('hall.none'), text: t('hall.none.text') })
        : empty({ glyph: 'hall', title: t('hall.choose'), text: t('hall.choose.text') })}
      ${page.makes ? another(page) : nothing}`);
  }
  return (open ?? page.tabs[0]).view(page);
}

/** Places that take no bookings yet are opened by their code. */
const another = ({ actions }) => html`
  <form class="hall__card hall__another" @submit=${(event) => { event.preventDefault(); actions.another(event.target.elements.place.value.trim()); }}>
    <label class="ff__label" for="another">${t('hall.another')}</label>
    <p class="small t2">${t('hall.another.text')}</p>
    <span class="hall__line"><input class="input" id="another" name="place" autocomplete="off" maxlength="80" /><button class="btn btn--primary">${t('hall.another.do')}</button></span>
  </form>`;

const atCounters = (page) => resourceView(page.model.hall.get(), page.model.hall.retry, (hall) => desk(page, hall), 5);

const desk = (page, hall) => html`
  <div class="hall__desk">
    ${counter(page, hall)} ${line(page, hall)} ${arrivals(page, hall)}
  </div>
  <p class="hall__keys noprint">${[['F2', t('hall.next')], ['F4', t('hall.again')], ['F7', t('hall.serve')], ['F8', t('hall.finish')], ['F9', t('hall.skip')], ['Alt+N', t('hall.noShow')], ['Alt+T', t('hall.transfer')], ['Alt+B', t('hall.number')], ['Alt+W', t('hall.walkIn')]].map(
    ([key, text]) => html`<span><kbd>${key}</kbd> ${text}</span>`,
  )}</p>
  ${spoken(page)}`;

/** What the keys did, for those who do not see it happen. */
const spoken = ({ state }) => html`<p class="sr" role="status">${state.said}</p>`;

const choices = ({ state, model, schedule, actions }) => {
  const halls = model.mine.get().data ?? [];
  const counters = model.hall.get().data?.counters ?? [];
  const known = halls.some(({ place }) => place === state.hall);
  return html`
    <div class="hall__choices noprint">
      <label><span class="sr">${t('hall.hall')}</span>
        <select class="input" id="hall" ?disabled=${schedule.view().changed} title=${schedule.view().changed ? t('hall.unsaved') : nothing} @change=${(event) => actions.hall(event.target.value)}>
          <option value="" .selected=${!state.hall}>${t('hall.choose')}</option>
          ${state.hall && !known ? html`<option value=${state.hall} .selected=${true}>${state.hall}</option>` : nothing}
          ${halls.map(({ place, name }) => html`<option value=${place} .selected=${place === state.hall}>${nameOf(name)}</option>`)}
        </select></label>
      ${counters.length > 0 && !state.tab
        ? html`<label><span class="sr">${t('hall.counter')}</span>
            <select class="input" id="counter" @change=${(event) => actions.set({ counter: event.target.value || null, fault: null })}>
              <option value="" .selected=${!state.counter}>${t('hall.counter.choose')}</option>
              ${counters.map(({ number, name }) => html`<option value=${String(number)} .selected=${String(number) === state.counter}>${nameOf(name) || t('hall.counter.number', { n: number })}</option>`)}
            </select></label>`
        : nothing}
    </div>`;
};

const links = ({ state, actions }) => html`
  <div class="hall__links noprint">
    <span class="badge ${state.live ? 'badge--live' : ''}" role="status">${t(state.live ? 'hall.live' : 'hall.notLive')}</span>
    <a class="btn btn--quiet" href="/screen?hall=${encodeURIComponent(state.hall)}" target="_blank" rel="noopener">${icon('external', '16')}${t('page.screen')}</a>
    ${state.pass
      ? html`<a class="btn btn--quiet" id="kiosk-link" href="/checkin?hall=${encodeURIComponent(state.hall)}#pass=${state.pass.pass}" target="_blank" rel="noopener">${icon('external', '16')}${t('hall.kiosk.open', { day: state.pass.last_day })}</a>
        <button class="btn btn--quiet" id="end-kiosks" @click=${actions.endKiosks}>${icon('x', '16')}${t(state.sure === 'kiosks' ? 'hall.kiosk.end.sure' : 'hall.kiosk.end')}</button>`
      : html`<button class="btn btn--quiet" id="kiosk" @click=${actions.kiosk}>${icon('user', '16')}${t('hall.kiosk')}</button>`}
  </div>`;

const tabs = ({ state, tabs: open, actions }) => html`
  <nav class="hall__tabs noprint" aria-label=${t('hall.tabs')}>
    ${open.map(
      ({ id, name }, i) => html`<button type="button" data-tab=${id ?? 'counter'} aria-current=${id === state.tab || (i === 0 && !open.some((each) => each.id === state.tab)) ? 'page' : nothing} @click=${() => actions.set({ tab: id, fault: null })}>${name}</button>`,
    )}
  </nav>`;

/** The first, and the one without a word in the address. */
export const counterTab = () => ({ id: null, name: t('hall.tab.counter'), view: atCounters });
export const dayTab = () => ({ id: 'day', name: t('hall.tab.day'), view: day });
