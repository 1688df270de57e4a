import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { pageNav } from '../../components/page-nav.js';
import { resourceView } from '../../components/states.js';
import { topbar } from '../../components/topbar.js';
import { nameOf, t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { community } from './community.js';
import { desk } from './desk.js';
import { form } from './form.js';
import { proposal } from './proposal.js';
import { faultText } from './words.js';

/** The page: a community beside its map. The element with id `map` is drawn once. */
export const pageTemplate = (page) => html`
  <a class="skip btn btn--primary" href="#cy-content">${t('app.skipToContent')}</a>
  <div class="app app--form">
    ${topbar({ city: page.city, page: 'courtyard', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    ${page.state.online ? nothing : html`<p class="offline" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b></span></p>`}
    <main class="split">
      <div class="panel"><div class="panel__body" id="cy-content" tabindex="-1">
        ${head(page)} ${map(page)} ${fault(page.state)} ${content(page)}
        ${page.city.synthetic ? html`<p class="panel__notice">${icon('info', '16')}<span>${nameOf(page.city.notice) || t('map.synthetic')}</span></p>` : nothing}
      </div></div>
    </main>
    ${pageNav({ page: 'courtyard', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    <p class="sr" role="status">${page.state.said}</p>
  </div>`;

function content(page) {
  const { state, model } = page;
  if (state.view === 'desk' && page.staff) {
    return desk(page);
  }
  if (state.form) {
    return form(page);
  }
  if (state.proposal) {
    return resourceView(model.one.get(), model.one.retry, (one) => proposal(page, one), 5);
  }
  return state.area ? resourceView(model.page.get(), model.page.retry, (data) => community(page, data), 6) : choose(page);
}

function head(page) {
  const { state, model, staff, actions } = page;
  const data = state.area ? model.page.get().data : null;
  return html`<header class="section intro cy__head">
    <div class="cy__title"><h1 id="cy-name" tabindex="-1">${data ? nameOf(data.name) : t('page.courtyard')}</h1>
      ${staff ? html`<button type="button" class="btn" id="cy-desk" aria-pressed=${state.view === 'desk' ? 'true' : 'false'} @click=${() => actions.desk(state.view === 'desk' ? 'page' : 'desk')}>${icon('list', '18')}${t(state.view === 'desk' ? 'cy.desk.leave' : 'cy.desk')}</button>` : nothing}</div>
    ${data
      ? html`<p class="small t2">${data.above.map(({ name }) => nameOf(name)).join(' › ')} <button type="button" class="linkish" id="cy-other" @click=${actions.choose}>${t('cy.other')}</button></p>`
      : html`<p>${t('cy.text')}</p>`}
    ${state.said ? html`<p class="note note--info" id="cy-said">${icon('check', '18')}<span>${state.said}</span></p>` : nothing}
  </header>`;
}

/** Of what has no field to stand at. */
const fault = ({ error }) =>
  error && !['title', 'words', 'lon', 'reason', 'name', 'address', 'reference'].includes(error.field)
    ? html`<div class="section section--note"><p class="note note--due" role="alert" id="cy-fault" tabindex="-1">${icon('warn', '18')}<span>${faultText(error)}</span></p></div>`
    : nothing;

/** By the map, by name or address, or by lists: each alone is enough. */
const choose = ({ state, level, areaChoice, search }) => html`
  <section class="section step" aria-labelledby="cy-choose">
    <h2 class="section__title" id="cy-choose">${t('cy.choose', { level: nameOf(level.name) })}</h2>
    ${search.view()}
    <div class="arealists">${areaChoice.view(state.named)}</div>
  </section>`;

const map = ({ city, actions, state }) => html`
  <div class="map wheremap cy__map" role="group" aria-label=${t('map.label')}>
    <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')} aria-describedby="map-help"></div>
    <span class="cross" aria-hidden="true"></span>
    <p class="sr" id="map-help">${t(state.form ? 'cy.map.place' : 'cy.map.help')}</p>
    <div class="mapctl mapctl--zoom" data-over-map>
      <button type="button" aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
      <button type="button" aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
    </div>
    ${state.tilesFailed ? html`<div class="maperror note note--due" role="alert">${icon('warn', '18')}<span class="grow">${t('map.tilesFailed')}</span></div>` : nothing}
    ${attribution(city)}
  </div>`;
