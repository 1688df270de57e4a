import { render } from 'lit-html';
import { getBytes } from '../../core/api.js';
import { isSupported, t } from '../../core/i18n.js';
import { chooseLanguage } from '../../core/language-choice.js';
import { createRedraw } from '../../core/redraw.js';
import { hasRole, loadSession, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange, toggleTheme } from '../../core/theme-choice.js';
import { createAreaChoice } from '../../components/area-choice.js';
import { createCategoryPicker } from '../../components/category-picker.js';
import { openCityPage } from '../../components/city-page.js';
import { createCityMap } from '../../map/city-map.js';
import { boxOf } from '../../map/incident-shapes.js';
import { nameInTile } from '../../map/tile-names.js';
import { createActions } from './actions.js';
import { createModel } from './model.js';
import { pageTemplate } from './template.js';

/** Where the page of incidents and planned outages starts: everybody reads, dispatchers and supervisors make and end. */
const root = document.getElementById('app');

const reads = () => hasRole('dispatcher', 'supervisor', 'operator');
const makes = () => hasRole('dispatcher', 'supervisor');

function open(city) {
  let map = null;
  const store = createStore({
    filter: 'open', selected: null, doing: null, form: null, error: null, busy: false, features: null, answer: {}, outcome: 'solved', reason: '', said: '',
    taken: null, fileFault: '', online: navigator.onLine, tilesFailed: false,
  });
  const redraw = createRedraw(draw);
  const model = createModel(store, reads, () => {
    showOnMap();
    redraw();
  });
  const picker = createCategoryPicker({ onChoose: (code) => actions.addCategory(code), changed: redraw });
  const areaChoice = createAreaChoice({ levels: city.levels, onChoose: (area) => actions.form({ area }), changed: redraw });
  const actions = {
    ...createActions({ store, city, model, getMap: () => map }),
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
    const { form, selected } = store.get();
    const items = model.list.get().data?.items ?? [];
    map?.showIncidents(items.filter(({ id }) => id !== form?.id).map(({ id, outline, kind }) => ({ outline, kind, selected: id === selected })));
    map?.drawOutline(form?.mode === 'drawn' ? form.points : []);
  }

  function draw() {
    render(pageTemplate({ state: store.get(), city, model, picker, areaChoice, actions, makes: makes(), reads: reads() }), root);
    document.title = `${t('page.incidents')} ${t('app.name')}`;
  }

  store.subscribe(redraw);
  store.subscribe((_, keys) => (keys.has('form') || keys.has('selected')) && showOnMap());
  onSession(redraw);
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
    onPick: ({ lon, lat }) => actions.corner(lon, lat),
    onRest: () => {},
  });
  onThemeChange(() => map.themeChanged());
  store.subscribe((state, keys) => keys.has('selected') && state.selected && fit(state.selected));
  function fit(id) {
    const found = model.list.get().data?.items.find((each) => each.id === id);
    found && map.fit(boxOf(found.outline));
  }
  model.start();
}

openCityPage({ lang: new URLSearchParams(location.search).get('lang'), title: () => t('page.incidents'), needs: loadSession, open });
