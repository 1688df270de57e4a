import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { bottomNav } from '../../components/bottom-nav.js';
import { icon } from '../../components/icon.js';
import { soonLegend } from '../../components/soon-legend.js';
import { levelSwitch } from '../../components/level-switch.js';
import { topbar } from '../../components/topbar.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { embedLink, isEmbedded } from './embed.js';
import { finderChips } from './finder-chips.js';
import { panel } from './panel.js';
import { shareDialog } from './share-dialog.js';
import { sheet } from './sheet.js';

/**
 * The whole page. The element with id `map` belongs to the map and is never drawn again. What only a screen reader finds
 * lies inside `.app`, which clips it: below the app its one pixel would give the page a scrollbar of its own.
 */
export const pageTemplate = (page) => html`
  <a class="skip btn btn--primary" href="#search" @click=${page.actions.skipToSearch}>${t('app.skip')}</a>
  <div class="app" data-view=${page.state.view === 'list' && !isEmbedded() ? 'list' : 'map'}>
    ${topbar({ city: page.city, page: 'map', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    ${page.state.online ? nothing : html`<p class="offline" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b> ${t('offline.text')}</span></p>`}
    <main class="split">
      <div class="finder" data-over-map>${page.search.view()}${finderChips(page)}</div>
      ${panel(page)} ${map(page)}
    </main>
    ${bottomNav({ view: page.state.view === 'list' ? 'list' : 'map', theme: currentTheme(), onView: (view) => page.actions.view(view === 'list' ? view : null), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    <p class="sr" role="status" id="announcer">${page.state.announcement}</p>
  </div>
  ${shareDialog(page)}
  ${page.state.toast ? html`<div class="toastbox" role="status"><span class="toast">${page.state.toast}</span></div>` : nothing}`;

const map = (page) => {
  const { state, city, actions, selectedLevel, scale, layerMenu } = page;
  return html`
  <section class="map" aria-label=${t('map.label')}>
    <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')} aria-describedby="map-help"></div>
    <span class="cross" aria-hidden="true"></span>
    <p class="sr" id="map-help">${t('map.help')}</p>
    <p class="keyhint" aria-hidden="true"><kbd>← ↑ ↓ →</kbd> ${t('map.key.move')} <kbd>+ −</kbd> ${t('map.key.zoom')} <kbd>↵</kbd> ${t('map.key.ask')}</p>
    <div class="map__levels" data-over-map>${levelSwitch({ levels: city.levels, selected: selectedLevel, onSelect: actions.selectLevel })}</div>
    <div class="mapctl mapctl--zoom" data-over-map>
      <button aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
      <button aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
    </div>
    <div class="mapctl mapctl--tools" data-over-map>
      <button class=${state.own ? 'is-on' : ''} aria-label=${t('locate.button')} aria-busy=${state.locating ? 'true' : 'false'} @click=${actions.locate}>${icon('locate')}</button>
      <button aria-label=${t('map.wholeCity')} @click=${actions.wholeCity}>${icon('home')}</button>
    </div>
    ${layerMenu({ city, shown: state.layers ?? [], base: state.base, level: selectedLevel, statistics: state.stats !== null })}
    ${state.tilesFailed ? html`<div class="maperror note note--due" role="alert">${icon('warn', '18')}<span class="grow">${t('map.tilesFailed')}</span><button class="btn btn--s" @click=${actions.retryTiles}>${t('state.retry')}</button></div>` : nothing}
    ${state.lon === null || state.tilesFailed ? nothing : html`<p class="hint" data-over-map>${icon('pin', '18')}${t('map.dragHint')}</p>`}
    ${scale ? html`<div class="scale" data-over-map .style=${`width: ${scale.pixels}px`}>${distance(scale.metres)}<i></i></div>` : nothing}
    ${attribution(city)}
    ${freeTimes(page)} ${page.statistics ? page.statistics.legend(page) : nothing} ${embedLink()} ${sheet(page)}
  </section>`;
};

/** With a matter chosen its halls are coloured by how soon they have a free time; the box leaves those of this week. */
const freeTimes = ({ state, places, actions }) =>
  state.matter && places.soon.get().data && !(state.layers ?? []).includes('-places')
    ? soonLegend(nameOf(places.matterName(state.matter)), html`<label class="tick"><input type="checkbox" id="soon-week" .checked=${state.week !== null} @change=${(event) => actions.narrow({ week: event.target.checked ? true : null })} /><span>${t('soon.onlyWeek')}</span></label>`)
    : nothing;
