import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { nameOf, t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { bindAddress, readAddress } from './address.js';
import { classOf, edgesOf, stepOf } from './breaks.js';
import { kindOf, shownOf, textOf } from './figures.js';
import { createInsightMap } from '../../map/insight-map.js';
import { createRingMap } from '../../map/ring-map.js';
import { giText, ringText } from './hot-spots.js';
import { createModel } from './model.js';
import { createSources } from './sources.js';
import { tabOf } from './tabs.js';
import { content } from './template.js';

/** What requests tell: how many, of what, where, and how they ended. */
async function start() {
  const city = await openPage();
  if (!hasRole('supervisor', 'analyst', 'lead', 'administrator')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({ ...readAddress(location.search), busy: false, error: null, withinName: null, spot: null, allSeries: false });
  const model = createModel(store, draw, city);
  const sources = createSources(store, draw, city);
  const actions = { ...pageActions(draw), set: (patch) => store.set(patch), into, download: model.download, spot: chooseSpot };
  let map = null;
  let rings = null;
  let shown = null;

  /** An area is looked into: its parts are listed and drawn. */
  function into(row) {
    const finer = city.levels[model.rank(store.get()) + 1];
    finer && store.set({ within: `${row.level}:${row.code}`, withinName: nameOf(row.name), level: finer.id });
  }

  /** Edges of the classes, and each class's style. */
  function drawn() {
    const state = store.get();
    const kind = kindOf(state);
    const rows = model.places.get().data?.items ?? [];
    const edges = edgesOf(rows.map((row) => shownOf(row, state)).filter((value) => value !== 0 || kind === 'change' || kind === 'points'), kind);
    const scale = kind === 'change' || kind === 'points' ? 'div' : 'seq';
    return { edges, styleOf: (index) => `ins-${scale}-${stepOf(index, edges)}` };
  }

  function shapesOf(data) {
    const state = store.get();
    const kind = kindOf(state);
    const { edges, styleOf } = drawn();
    const style = (row) => {
      const value = shownOf(row, state);
      return value === null || row.n === 0 ? 'ins-none' : styleOf(classOf(value, edges));
    };
    const text = (row) => textOf(shownOf(row, state), kind, state.measure ?? 'received');
    if (data.view === 'hex') {
      return data.items.map((row) => ({ key: row.cell, geometry: { type: 'Polygon', coordinates: [row.ring] }, className: style(row), text: text(row) }));
    }
    const rows = new Map(data.items.map((row) => [row.code, row]));
    const features = model.shapes.get().data?.features ?? [];
    return features.filter(({ properties }) => rows.has(properties.code)).map(({ geometry, properties }) => {
      const row = rows.get(properties.code);
      return { key: row.code, geometry, className: style(row), text: `${nameOf(row.name)} ${text(row)}`, picks: model.rank(state) + 1 < city.levels.length };
    });
  }

  function chooseSpot(index) {
    store.set({ spot: store.get().spot === index ? null : index });
    const spot = sources.spots.get().data.items[index];
    store.get().spot === index && rings?.map.look({ ...spot, metres: spot.drawn_metres });
  }

  function drawRings() {
    const container = document.getElementById('rings');
    if (rings?.container !== container) {
      rings = { container, map: createRingMap(container, city.bbox, chooseSpot), key: [] };
    }
    const state = store.get();
    const local = state.clusters === 'gi' ? sources.local.get().data : null;
    const key = [model.shapes.get().data, state.clusters === 'gi' ? null : sources.spots.get().data, local, state.spot, model.choices.categories];
    if (key.every((each, i) => each === rings.key[i])) {
      return;
    }
    key[0] !== rings.key[0] && rings.map.ground(key[0]?.features ?? []);
    rings.map.cells((local?.items ?? []).map((row) => ({ ring: row.ring, className: row.hot ? 'ins-div-7' : 'ins-div-1', text: giText(row) })));
    rings.map.rings((key[1]?.items ?? []).map((spot, i) => ({ lon: spot.lon, lat: spot.lat, metres: spot.drawn_metres, number: i + 1, chosen: state.spot === i, text: ringText({ model }, spot) })));
    rings.key = key;
  }

  function drawMap() {
    tabOf(store.get()) === 'hot-spots' && drawRings();
    if (tabOf(store.get()) !== 'overview') {
      return;
    }
    if (map && map.container !== document.getElementById('map')) {
      map = null;
      shown = null;
    }
    const data = model.places.get().data;
    const shapes = model.shapes.get().data;
    const key = [data, shapes, store.get().show, store.get().measure];
    if (!data || (data.view !== 'hex' && shapes?.level !== data.level) || (shown && key.every((each, i) => each === shown[i]))) {
      return;
    }
    shown = key;
    map ??= createInsightMap(document.getElementById('map'), city.bbox, (code) => into(model.places.get().data.items.find((row) => row.code === code)));
    map.show(shapesOf(data), `${data.view}:${data.level}:${store.get().within}`);
  }

  function draw() {
    render(plainFrame({ city, page: 'insights', actions, content: content({ state: store.get(), city, model, sources, actions, drawn }) }), document.getElementById('app'));
    document.title = [t('page.insights'), t('app.name')].join(' ');
    drawMap();
  }

  store.subscribe(draw);
  bindAddress(store);
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start();
  sources.start();
}

start();
