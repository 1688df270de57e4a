import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { nameOf, t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { saveFile } from '../../core/save-file.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { bindAddress, readAddress } from './address.js';
import { createDrawing } from './drawing.js';
import { createModel } from './model.js';
import { createPlayer } from './play.js';
import { createSources } from './sources.js';
import { content } from './template.js';

/** How often a screen on a wall asks again. */
const WALL_MS = 30_000;

/** What requests tell: how many, of what, where, and how they ended. */
async function start() {
  const city = await openPage();
  if (!hasRole('supervisor', 'analyst', 'lead', 'administrator')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({ ...readAddress(location.search), busy: false, error: null, withinName: null, spot: null, allSeries: false, allUnits: false, step: null, frame: null, playing: false });
  const model = createModel(store, draw, city);
  const sources = createSources(store, draw, city);
  const player = createPlayer(store, model.frames);
  const actions = { ...pageActions(draw), set: (patch) => store.set(patch), into, download: model.download, spot: chooseSpot, player, behind: showBehind, picture, geoJson, giGeoJson };
  const drawing = createDrawing({ store, model, sources, city, actions, player });

  /** An area is looked into: its parts are listed and drawn. */
  function into(row) {
    const finer = city.levels[model.rank(store.get()) + 1];
    finer && store.set({ within: `${row.level}:${row.code}`, withinName: nameOf(row.name), level: finer.id });
  }

  function chooseSpot(index) {
    store.set({ spot: store.get().spot === index ? null : index });
    store.get().spot === index && drawing.look(sources.spots.get().data.items[index]);
  }

  /** The requests behind a figure are listed, and take the focus. */
  function showBehind(of) {
    store.set({ behind: of, counting: null });
    const title = document.getElementById('behind-title');
    title?.focus();
    title?.scrollIntoView({ block: 'nearest' });
  }

  async function picture() {
    saveFile(await drawing.picture(), 'insights.png');
  }

  function geoJson() {
    saveFile(drawing.geoJson(), 'insights.geojson');
  }

  function giGeoJson() {
    saveFile(drawing.giGeoJson(), 'gi-star.geojson');
  }

  function draw() {
    document.documentElement.classList.toggle('wall', store.get().view === 'wall');
    render(plainFrame({ city, page: 'insights', actions, content: content({ state: store.get(), city, model, sources, actions, drawing }) }), document.getElementById('app'));
    document.title = [t('page.insights'), t('app.name')].join(' ');
    drawing.draw();
  }

  store.subscribe(draw);
  bindAddress(store);
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start();
  sources.start();
  setInterval(() => store.get().view === 'wall' && model.read(), WALL_MS);
}

start();
