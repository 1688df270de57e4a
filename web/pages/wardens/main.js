import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { getBytes } from '../../core/api.js';
import { dayAt } from '../../core/hall-time.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { createRedraw } from '../../core/redraw.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createCityMap } from '../../map/city-map.js';
import { nameInTile } from '../../map/tile-names.js';
import { createActions } from './actions.js';
import { bindAddress, readAddress } from './address.js';
import { createModel } from './model.js';
import { shadesOf } from './shades.js';
import { content, mapped } from './template.js';

/** The administration of wardens: who looks after which grid, what is missing, phones, plans, tasks, coverage. */
async function start() {
  const city = await openPage();
  const works = hasRole('lead', 'supervisor', 'administrator');
  if (!works && !hasRole('analyst')) {
    location.replace(loginHref());
    return;
  }
  const today = () => dayAt(Date.now(), city?.time_zone ?? 'Asia/Shanghai');
  const store = createStore({
    ...readAddress(location.search), busy: false, fault: null, said: '', q: '', finding: '', noted: false, duty: 'warden', state: 'open', kind: '', overdue: false,
    grid: null, assigning: null, ending: null, plan: null, task: null, cancelling: null, copying: null, file: null, report: null, encoding: 'UTF-8', handing: null, moved: null, person: '', enrolled: null, revoking: null, item: 0, crewFile: null, crewColumns: null, crew: null, chosen: [], numbers: {}, sheet: null,
  });
  let map = null;
  const redraw = createRedraw(draw);
  const model = createModel(store, redraw, today, works);
  const actions = { ...pageActions(redraw), ...createActions({ store, model, today }), zoom: (steps) => map?.zoomBy(steps) };

  function draw() {
    const page = { state: store.get(), city, model, actions, works, today };
    render(plainFrame({ city, page: 'wardens', actions, content: content(page) }), document.getElementById('app'));
    document.title = [t('page.wardens'), t('app.name')].join(' ');
    city && showMap(page);
  }

  let drawn = null;
  let fitted = null;

  /** The map's element comes and goes with the tabs. */
  function showMap(page) {
    const container = document.getElementById('map');
    if (map && !map.element.isConnected) {
      map.remove();
      map = null;
    }
    if (container && map === null && mapped(page.state)) {
      map = { ...openMap(container), element: container };
      drawn = null;
      fitted = null;
    }
    const items = map ? shadesOf(page) : null;
    if (map && items !== drawn) {
      drawn = items;
      map.showShades(items);
    }
    const box = model.box();
    if (map && box && fitted !== box) {
      fitted = box;
      map.fit(box);
    }
    map?.showPoint(actions.shownPoint());
  }

  const openMap = (container) => createCityMap(container, city, {
    center: city.center,
    zoom: city.zoom,
    whole: true,
    fetchTile: (zoom, x, y, signal) => getBytes(`/tiles/${encodeURIComponent(city.version.id)}/${zoom}/${x}/${y}.mvt`, { signal }),
    textOf: nameInTile,
    obstacles: () => [...container.parentElement.querySelectorAll('[data-over-map]')],
    onPick: actions.pick,
    onShade: actions.open,
    onRest: () => {},
  });

  store.subscribe(redraw);
  bindAddress(store);
  onSession(redraw);
  onThemeChange(() => {
    map?.themeChanged();
    redraw();
  });
  draw();
  model.start();
}

start();
