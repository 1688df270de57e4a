import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { createReleaseMap } from '../../map/release-map.js';
import { followAddress, fromAddress } from './address.js';
import { classesOf, stepOf } from './classes.js';
import { createModel } from './model.js';
import { content } from './template.js';

/** The statistics that everybody may read. */
async function start() {
  const city = await openPage();
  const store = createStore({ ...fromAddress(location.search), busy: false, error: null });
  const model = createModel(store, draw);
  const actions = { ...pageActions(draw), set: (patch) => store.set(patch), download: model.download };
  const classes = () => classesOf(model.rows().map(({ requests }) => requests));
  let map = null;
  let shown = [];

  function shapes(features) {
    const found = new Map(model.rows().map((row) => [row.area, row]));
    const steps = classes();
    return features.map(({ geometry, properties }) => {
      const row = found.get(properties.code);
      const on = properties.code === model.place() ? ' rel-on' : '';
      return {
        code: properties.code,
        geometry,
        className: (row ? `rel-${stepOf(row.requests, steps)}` : 'rel-none') + on,
        text: `${nameOf(properties.name)} ${row ? number(row.requests) : t('statistics.withheld')}`,
      };
    });
  }

  function drawMap() {
    const container = document.getElementById('map');
    const drawn = model.shapes.get().data;
    const counts = model.counts.get().data;
    const now = [container, drawn, counts, model.place()];
    if (!container || !drawn || !counts || drawn.asked.level !== counts.asked.level || now.every((each, i) => each === shown[i])) {
      return;
    }
    map = container === shown[0] ? map : createReleaseMap(container, (area) => store.set({ area }));
    shown = now;
    map(shapes(drawn.features), `${drawn.asked.version} ${drawn.asked.level}`);
  }

  function draw() {
    render(plainFrame({ city, page: 'statistics', actions, content: content({ state: store.get(), city, model, actions, classes }) }), document.getElementById('app'));
    document.title = [t('page.statistics'), t('app.name')].join(' ');
    drawMap();
  }

  followAddress(store);
  onSession(draw);
  draw();
  model.start();
}

start();
