import { html, nothing } from 'lit-html';
import { filings } from '../../components/filings.js';
import { icon } from '../../components/icon.js';
import { pageNav } from '../../components/page-nav.js';
import { topbar } from '../../components/topbar.js';
import { nameOf, t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { choose } from './choose.js';
import { details } from './details.js';
import { legend } from './legend.js';
import { stepOf } from './state.js';
import { times } from './times.js';
import { waiting } from './waiting.js';

const STEPS = { choose, times, details, waiting };

/** The page: one step at a time in the panel, the map beside it. */
export const pageTemplate = (page) => html`
  <a class="skip btn btn--primary" href="#step-title">${t('app.skipToContent')}</a>
  <div class="app app--form app--book" data-step=${stepOf(page.state)}>
    ${topbar({ city: page.city, page: 'book', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    ${page.state.online ? nothing : html`<p class="offline" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b> ${t('book.offline')}</span></p>`}
    <main class="split">
      <section class="panel" aria-labelledby="step-title">${STEPS[stepOf(page.state)](page)}</section>
      ${mapBox(page)}
    </main>
    ${pageNav({ page: 'book', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    <p class="sr" role="status">${page.state.announcement}</p>
  </div>`;

/** Drawn once and never again; on a phone only where it is asked for. */
const mapBox = (page) => {
  const { state, city, actions } = page;
  return html`
    <div class="map bookmap ${state.mapOpen ? 'is-open' : ''}" role="group" aria-label=${t('map.label')}>
      <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')} aria-describedby="map-help"></div>
      <span class="cross" aria-hidden="true"></span>
      <p class="sr" id="map-help">${t('report.map.help')}</p>
      <div class="mapctl mapctl--zoom" data-over-map>
        <button type="button" aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
        <button type="button" aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
      </div>
      <div class="mapctl mapctl--tools" data-over-map><button type="button" aria-label=${t('map.wholeCity')} @click=${actions.wholeCity}>${icon('home')}</button></div>
      ${state.tilesFailed ? html`<div class="maperror note note--due" role="alert">${icon('warn', '18')}<span class="grow">${t('map.tilesFailed')}</span><button type="button" class="btn btn--s" @click=${actions.reloadTiles}>${t('state.retry')}</button></div>` : nothing}
      ${legend(page)}
      <p class="attrib" data-over-map>${nameOf(city.base_tiles?.attribution)} ${nameOf(city.attribution) || t('map.ownBase')}${city.synthetic ? html`<i class="md"></i>${t('map.syntheticShort')}` : nothing} ${filings(city)}</p>
    </div>`;
};
