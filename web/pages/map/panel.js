import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { later } from '../../components/later.js';
import { empty, resourceView } from '../../components/states.js';
import { homeKinds } from './home-kinds.js';
import { locateFault } from './locate-fault.js';
import { nameOf, number, t } from '../../core/i18n.js';

const places = later(() => import('./place-views.js'));
const points = later(() => import('./point-panel.js'));
const counts = later(() => import('./statistics-panel.js'));

/** Fetches what the reader will want next. */
export const prefetchViews = () => [places, points].forEach((view) => view.prefetch());

/** The side panel: before a place is chosen, an invitation and the city's areas; after, all about the place. */
export function panel(page) {
  const { state, city } = page;
  return html`
    <section class="panel" aria-label=${t('panel.label')}>
      <div class="panel__body" id="panel-body" tabindex="-1">
        ${view(page)}
      </div>
      ${city.synthetic ? html`<p class="panel__notice">${icon('info', '16')}<span>${nameOf(city.notice) || t('map.synthetic')}</span></p>` : nothing}
    </section>`;
}

/** A place that is open, the list or its conditions, the point that was asked about, or where everything starts. */
function view(page) {
  const { state, redraw } = page;
  if (state.place !== null) {
    return places.show(redraw, ({ placePanel }) => placePanel(page));
  }
  if (state.panel === 'places' || state.panel === 'filters') {
    return places.show(redraw, ({ placeList, placeFilters }) => (state.panel === 'places' ? placeList : placeFilters)(page));
  }
  if (state.panel === 'statistics') {
    return counts.show(redraw, ({ statisticsPanel }) => statisticsPanel(page));
  }
  return state.lon === null ? home(page) : points.show(redraw, ({ pointPanel }) => pointPanel(page));
}

/** Names what the panel shows, so that each is found again where it was left. */
export const viewKey = ({ place, panel, lon, lat }) => (place ? `place ${place}` : (panel ?? (lon === null ? 'home' : `${lon} ${lat}`)));

const home = (page) => {
  const { city, model, state, actions } = page;
  return html`
  <section class="section intro">
    <h1>${t('home.title')}</h1>
    <p>${t('home.text', { levels: city.levels.map(({ name }) => nameOf(name)).join(t('list.separator')) })}</p>
    <button class="btn btn--soft" @click=${actions.locate} ?disabled=${state.locating}>
      ${icon('locate', '18')}${t(state.locating ? 'locate.running' : 'locate.button')}
    </button>
  </section>
  ${locateFault(state)}
  ${state.mislaid ? points.show(page.redraw, ({ swapped }) => swapped(page)) : nothing}
  ${homeKinds(page)}
  <section class="section" aria-labelledby="areas-title">
    <h2 class="section__title" id="areas-title">${t('home.areas', { level: nameOf(city.levels[0].name) })}</h2>
    ${resourceView(model.topAreas.get(), model.topAreas.retry, (areas) => areaList(areas, actions), 6)}
  </section>
  <section class="section phoneonly"><a class="pagelink" href="/book">${icon('calendar', '18')}<span class="grow">${t('page.book')}</span>${icon('right', '16')}</a>
    <a class="pagelink" href="/follow">${icon('history', '18')}<span class="grow">${t('page.follow')}</span>${icon('right', '16')}</a>
    <a class="pagelink" href="/courtyard">${icon('community', '18')}<span class="grow">${t('page.courtyard')}</span>${icon('right', '16')}</a>
    <a class="pagelink" href="/statistics">${icon('grid', '18')}<span class="grow">${t('page.statistics')}</span>${icon('right', '16')}</a>
    <a class="pagelink" href="/reports">${icon('doc', '18')}<span class="grow">${t('page.reports')}</span>${icon('right', '16')}</a></section>`;
};

const areaList = (areas, actions) =>
  areas.length === 0
    ? empty({ glyph: 'map', title: t('home.areas.none'), text: t('home.areas.none.text') })
    : html`<ul class="arealist">
        ${areas.map(
          (area) => html`<li>
            <button class="arealist__row" @click=${() => actions.openArea(area)}>
              <b>${nameOf(area.name)}</b>
              <span class="t3 small num">${t('area.km2', { n: number(area.km2, { maximumFractionDigits: area.km2 < 10 ? 1 : 0 }) })}</span>
              ${icon('right', '16')}
            </button>
          </li>`,
        )}
      </ul>`;
