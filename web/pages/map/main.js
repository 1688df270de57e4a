import { html, render } from 'lit-html';
import { getJson } from '../../core/api.js';
import { isSupported, nameOf, t } from '../../core/i18n.js';
import { openCityLanguage, openLanguage } from '../../core/language-choice.js';
import { exchangedPoint } from '../../core/coordinates.js';
import { createRedraw } from '../../core/redraw.js';
import { bindToAddress, readState } from '../../core/router.js';
import { loadSession, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { createSubmission } from '../../core/submission.js';
import { createLayerMenu } from '../../components/layer-menu.js';
import { createSearch } from '../../components/search.js';
import { openWords } from '../../components/open-state.js';
import { failure, skeleton } from '../../components/states.js';
import { createActions } from './actions.js';
import { bindMap, selectedLevel } from './map-binding.js';
import { createModel } from './model.js';
import { prefetchViews, viewKey } from './panel.js';
import { NO_CORRECTION } from './place-actions.js';
import { createPlacesModel } from './places-model.js';
import { printsWithMap } from './printing.js';
import { pageTemplate } from './template.js';
import { title } from './title.js';
import { rememberPlaces } from './scroll-memory.js';

/** Where the map page starts: words first, then the city, then everything else. */
const PREFETCH_MS = 3000;
const NO_SHAPES = [];

const root = document.getElementById('app');
const boot = document.getElementById('boot');

async function start() {
  const address = readState(location.search);
  await openLanguage(address.lang);
  render(html`<main class="boot">${skeleton(4)}</main>`, boot);
  try {
    const city = await getJson('/city');
    await openCityLanguage(address.lang, city);
    boot.remove();
    open(city, address);
  } catch (error) {
    console.error(error);
    render(html`<main class="boot"><h1 class="sr">${t('app.name')}</h1>${failure(error, () => location.reload())}</main>`, boot);
  }
}

function open(city, address) {
  let map = null;
  const store = createStore({
    ...address,
    online: navigator.onLine, locating: false, locateFault: '', own: null, toast: '', announcement: '', tilesFailed: '', areaChain: [], correction: { ...NO_CORRECTION, open: location.hash === '#correct' },
    mislaid: exchangedPoint(location.search, city.bbox),
  });
  const redraw = createRedraw(draw);
  const model = createModel(store, city, () => {
    map?.refresh();
    announce();
    redraw();
  });
  const places = createPlacesModel(store, city, () => {
    map?.refresh();
    announcePlace();
    redraw();
  }, { aged: redraw, reopened: () => map?.places.refilter() });
  const correcting = createSubmission(redraw);
  const chosenPoint = () => (store.get().lon === null ? null : { lon: store.get().lon, lat: store.get().lat });
  const search = createSearch({ bbox: city.bbox, center: city.center, everything: true, near: chosenPoint, onPick: (item) => actions.found(item), changed: redraw });
  const layerMenu = createLayerMenu({
    onToggle: (id, on) => actions.toggleLayer(id, on), onLevel: (level) => actions.selectLevel(level), onBase: (base) => actions.base(base), onStatistics: (on) => actions.toggleStatistics(on), changed: redraw,
  });
  const actions = createActions({ store, city, model, places, search, correcting, getMap: () => map, redraw });
  const scroll = rememberPlaces(() => document.getElementById('panel-body'));

  function draw() {
    const state = store.get();
    const scale = map?.scale(110) ?? null;
    scroll.before(viewKey(state));
    render(pageTemplate({ state, city, model, places, search, layerMenu, statistics, redraw, correcting, actions, opened: actions.opened, scale, selectedLevel: selectedLevel(state, city, model) }), root);
    scroll.after();
    leadToCorrection();
    document.title = pageTitle(state);
  }

  let isLed = !store.get().correction.open;

  /** Who came by the link "this entry is wrong" begins in its form, which stands below what is known of the place. */
  function leadToCorrection() {
    const field = isLed ? null : document.getElementById('correction-text');
    if (field) {
      isLed = true;
      field.focus();
    }
  }

  function pageTitle(state) {
    const name = state.place ? nameOf(places.place.get().data?.place.name) : state.lon === null ? '' : title(model.shown());
    return name ? `${name} ${t('app.name')}` : `${t('app.name')} ${nameOf(city.name)}`;
  }

  /** Tells a screen reader what a click or Enter on the map found. */
  function announce() {
    const { status, data } = model.resolution.get();
    if (status === 'ready' && store.get().place === null) {
      store.set({ announcement: data.status === 'outside' ? t('outside.title') : data.areas.map(({ name }) => nameOf(name)).join(' ') });
    }
  }

  let told = null;

  /** The same for a place, once: its name and whether it is open. */
  function announcePlace() {
    const { status, data } = places.place.get();
    const { place: code } = store.get();
    if (code === null && told !== null) {
      told = null;
      store.set({ announcement: '' });
    } else if (status === 'ready' && data.place.code === code && told !== code) {
      told = code;
      store.set({ announcement: `${nameOf(data.place.name)} ${openWords(data.place.open, city.time_zone).join(' ')}` });
    }
  }

  let statistics = null;
  let statisticsLayer = null;

  /** The layer's modules come when it is first wanted; off, it leaves the map and stays ready. */
  async function followStatistics() {
    if (store.get().stats === null) {
      statistics = null;
    } else {
      statisticsLayer ??= Promise.all([import('./statistics-layer.js'), import('./statistics-legend.js')]).then(([{ createStatisticsLayer }, { statisticsLegend }]) => ({
        ...createStatisticsLayer(store, (state) => selectedLevel(state, city, model), shadeAreas),
        legend: statisticsLegend,
      }));
      try {
        const layer = await statisticsLayer;
        statistics = store.get().stats === null ? null : layer; // switched off meanwhile
      } catch {
        statisticsLayer = null;
        store.set({ stats: null, toast: t('layers.failed') });
      }
    }
    shadeAreas();
  }

  function shadeAreas() {
    const on = store.get().stats !== null && statistics;
    map?.showCounts(on ? statistics.shapes() : NO_SHAPES);
    redraw();
  }

  store.subscribe(redraw);
  store.subscribe((_, keys) => (keys.has('stats') ? followStatistics() : keys.has('lang') && shadeAreas()));
  onSession(redraw);
  loadSession();
  bindToAddress(store);
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  draw();
  model.start();
  places.start(); // before the map, so that its questions do not queue behind tiles
  map = bindMap(document.getElementById('map'), store, model, places, city, redraw);
  printsWithMap(document.getElementById('map'));
  store.subscribe((state, keys) => keys.has('lang') && isSupported(state.lang) && actions.language(state.lang));
  followStatistics();
  setTimeout(prefetchWhenCalm, PREFETCH_MS);
}

/** What may be wanted next must not come before what is looked at now: the names are the last of it. */
function prefetchWhenCalm() {
  document.querySelector('.arealabels[data-complete="true"]') ? prefetchViews() : setTimeout(prefetchWhenCalm, PREFETCH_MS);
}

start();
