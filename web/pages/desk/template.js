import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { topbar } from '../../components/topbar.js';
import { t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { detail } from './detail.js';
import { queue } from './queue.js';

const VIEWS = ['list', 'map', 'detail'];
const viewOf = ({ view }) => (VIEWS.includes(view) ? view : 'list');

/** The whole page: three panes, one at a time on a phone. The element with id `map` belongs to the map and is never drawn again. */
export const deskTemplate = (page) => html`
  <a class="skip btn btn--primary" href="#queue-body">${t('desk.skip')}</a>
  <div class="app app--desk" data-view=${viewOf(page.state)}>
    ${topbar({ city: page.city, page: 'desk', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    ${page.state.online ? nothing : html`<p class="offline" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b> ${t('desk.offline')}</span></p>`}
    <main class="desk"><h1 class="sr">${t('page.desk')}</h1>${queue(page)} ${map(page)} ${detail(page)}</main>
    ${bottom(page)}
  </div>
  ${page.state.toast ? html`<div class="toastbox" role="status"><p class="toast toast--act">${page.state.toast.text}
    ${page.state.toast.undo ? html`<button @click=${page.state.toast.undo}>${t('desk.undo')}</button>` : nothing}</p></div>` : nothing}`;

const map = ({ city, actions, state, account }) => html`
  <section class="map" aria-label=${t('map.label')}>
    <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')}></div>
    <div class="mapctl mapctl--zoom">
      <button aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
      <button aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
    </div>
    ${state.tilesFailed ? html`<div class="maperror note note--due" role="alert">${icon('warn', '18')}<span class="grow">${t('map.tilesFailed')}</span></div>` : nothing}
    <p class="deskuser" data-over-map>${icon('user', '16')}<span class="cut">${account.name}</span>${account.roles.some((role) => ['dispatcher', 'supervisor'].includes(role)) ? html`<a class="btn btn--s" href="/incidents">${t('page.incidents')}</a>` : nothing}<button class="btn btn--s" @click=${actions.logOut}>${t('desk.logout')}</button></p>
    ${attribution(city)}
  </section>`;

const bottom = ({ state, actions }) => html`
  <nav class="bottomnav" aria-label=${t('nav.label')}>
    ${[['list', 'list', t('nav.list')], ['map', 'map', t('nav.map')], ['detail', 'doc', t('desk.view.detail')]].map(
      ([id, glyph, text]) => html`<button aria-current=${viewOf(state) === id ? 'page' : nothing} @click=${() => actions.view(id)}>${icon(glyph)}${text}</button>`,
    )}
  </nav>`;
