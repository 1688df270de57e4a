import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { bottomNav } from '../../components/bottom-nav.js';
import { codeName } from '../../components/finding-words.js';
import { icon } from '../../components/icon.js';
import { topbar } from '../../components/topbar.js';
import { nameOf, t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { panel, severityMark, where } from './panel.js';

const viewOf = (state) => (state.view === 'map' ? 'map' : 'list');

/** The whole page. The element with id `map` belongs to the map and is never drawn again. */
export const pageTemplate = (page) => html`
  <a class="skip btn btn--primary" href="#panel-body">${t('reports.skip')}</a>
  <div class="app" data-view=${viewOf(page.state)}>
    ${topbar({ city: page.city, page: 'reports', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    ${page.state.online ? nothing : html`<p class="offline" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b> ${t('offline.text')}</span></p>`}
    <main class="split">${panel(page)} ${map(page)}</main>
    ${bottomNav({ view: viewOf(page.state), theme: currentTheme(), onView: page.actions.view, onLanguage: page.actions.language, onTheme: page.actions.theme })}
  </div>`;

const map = ({ city, state, model, actions }) => html`
  <section class="map map--findings" aria-label=${t('map.label')}>
    <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')}></div>
    <div class="mapctl mapctl--zoom">
      <button aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
      <button aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
    </div>
    <div class="mapctl mapctl--tools">
      <button aria-label=${t('reports.fit')} @click=${actions.fit}>${icon('home')}</button>
    </div>
    ${state.tilesFailed ? html`<div class="maperror note note--due" role="alert">${icon('warn', '18')}<span class="grow">${t('map.tilesFailed')}</span></div>` : nothing}
    ${sheet(model.selected(), actions)}
    ${attribution(city)}
  </section>`;

/** On a phone, the finding that was chosen, over the foot of the map. */
const sheet = (finding, actions) =>
  finding === null
    ? nothing
    : html`<div class="sheet">
        <div class="sheet__head"><h2 class="cut">${codeName(finding.code)}</h2>${severityMark(finding.severity)}</div>
        <p class="sheet__unit"><span>${nameOf(finding.message)}</span></p>
        <p class="small t3">${where(finding)}</p>
        <button class="btn btn--primary btn--l" @click=${() => actions.view('list')}>${t('reports.toList')}</button>
      </div>`;
