import { render } from 'lit-html';
import { getBytes } from '../../core/api.js';
import { isSupported, nameOf, t } from '../../core/i18n.js';
import { chooseLanguage } from '../../core/language-choice.js';
import { createRedraw } from '../../core/redraw.js';
import { hasRole, loadSession, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange, toggleTheme } from '../../core/theme-choice.js';
import { createAreaChoice } from '../../components/area-choice.js';
import { courtyardLevel } from '../../components/courtyard-link.js';
import { createCategoryPicker } from '../../components/category-picker.js';
import { openCityPage } from '../../components/city-page.js';
import { createPhotos } from '../../components/photos.js';
import { createSearch } from '../../components/search.js';
import { createCityMap } from '../../map/city-map.js';
import { nameInTile } from '../../map/tile-names.js';
import { geometryOf } from '../map/model.js';
import { createActions } from './actions.js';
import { createDeskActions } from './desk-actions.js';
import { addressOf, readAddress } from './address.js';
import { createModel } from './model.js';
import { pageTemplate } from './template.js';
import { toneOf } from './words.js';

/** Where the online courtyard starts: everybody reads, residents propose and support, the community's staff answer. */
const root = document.getElementById('app');

const isStaff = () => hasRole('handler', 'lead', 'supervisor', 'administrator');

function open(city) {
  let map = null;
  const level = courtyardLevel(city);
  const store = createStore({
    ...readAddress(location.search), named: [], tab: 'proposals', sort: 'newest', filter: '', form: null, doing: null, draft: {}, error: null, busy: false, said: '',
    queue: 'waiting', notice: null, register: '', having: null, online: navigator.onLine, tilesFailed: false,
  });
  const redraw = createRedraw(draw);
  const model = createModel(store, isStaff, () => {
    showOnMap();
    redraw();
  });
  const upTo = city.levels.slice(0, city.levels.findIndex(({ id }) => id === level.id) + 1);
  const areaChoice = createAreaChoice({ levels: upTo, onChoose: (chain) => actions.named(chain), changed: redraw });
  const search = createSearch({ bbox: city.bbox, center: city.center, onPick: (item) => actions.found(item), changed: redraw });
  const photos = createPhotos({ changed: redraw, most: 1 });
  const picker = createCategoryPicker({ onChoose: (category) => actions.draft({ category }), changed: redraw });
  const shared = { store, city, level, model, photos, getMap: () => map };
  const actions = {
    ...createActions(shared),
    ...createDeskActions(shared),
    theme() {
      toggleTheme();
      redraw();
    },
    async language(tag) {
      if (isSupported(tag)) {
        await chooseLanguage(tag);
        map?.relabel();
        redraw();
      }
    },
  };

  function showOnMap() {
    const { form, proposal, view } = store.get();
    const items = view === 'desk' ? (model.queue.get().data?.items ?? []) : (model.list.get().data?.items ?? []);
    map?.showRequests(
      items.filter(({ place }) => place.lon !== null).map((each) => ({
        id: each.id, lon: each.place.lon, lat: each.place.lat, tone: toneOf(each), label: String(each.supports), title: each.title, selected: each.id === proposal,
      })),
    );
    map?.showPoint(form && form.lon !== null ? { lon: form.lon, lat: form.lat } : null);
    showCommunity();
  }

  let outlined = null;
  async function showCommunity() {
    const page = model.page.get().data;
    if (!map || !page || outlined === page.code) {
      return;
    }
    outlined = page.code;
    map.fit(page.bbox);
    const geometry = await geometryOf(page.level, page.code, 16).catch(() => null);
    outlined === page.code && map.showSelected(`${page.level} ${page.code}`, geometry);
  }

  function draw() {
    const state = store.get();
    render(pageTemplate({ state, city, level, model, areaChoice, search, photos, picker, actions, staff: isStaff(), citizen: hasRole('citizen') }), root);
    const name = nameOf(model.page.get().data?.name);
    document.title = [name, t('page.courtyard'), t('app.name')].filter(Boolean).join(' ');
  }

  let popping = false;
  store.subscribe(redraw);
  store.subscribe((state, keys) => {
    if (!popping && ['area', 'proposal', 'view'].some((key) => keys.has(key))) {
      const address = addressOf(state);
      address === location.search || history.pushState(null, '', location.pathname + address);
    }
    ['form', 'proposal', 'view'].some((key) => keys.has(key)) && showOnMap();
  });
  window.addEventListener('popstate', () => {
    popping = true;
    store.set({ ...readAddress(location.search), form: null, doing: null, error: null });
    popping = false;
  });
  onSession(() => {
    model.loadMine();
    redraw();
  });
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  draw();
  map = createCityMap(document.getElementById('map'), city, {
    center: city.center, zoom: city.zoom, whole: true,
    fetchTile: (z, x, y, signal) =>
      getBytes(`/tiles/${encodeURIComponent(city.version.id)}/${z}/${x}/${y}.mvt`, { signal }).catch((error) => {
        error.name === 'AbortError' || store.set({ tilesFailed: true });
        throw error;
      }),
    textOf: nameInTile,
    obstacles: () => [...document.querySelectorAll('[data-over-map]')],
    onPick: (point) => actions.picked(point),
    onRequest: (id) => actions.openProposal(id),
    onRest: () => {},
  });
  onThemeChange(() => map.themeChanged());
  model.start();
}

openCityPage({ lang: new URLSearchParams(location.search).get('lang'), title: () => t('page.courtyard'), needs: loadSession, open });
