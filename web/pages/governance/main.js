import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { dayAt } from '../../core/hall-time.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createInsightMap } from '../../map/insight-map.js';
import { createActions } from './actions.js';
import { bindAddress, readAddress } from './address.js';
import { createModel } from './model.js';
import { content } from './template.js';

const CORNERS = 24;
const METRES_PER_DEGREE = 111_320;
/** A place without a radius is drawn as large as it takes to be seen. */
const SEEN_METRES = 120;

/** Governance: what piles up and rises, what is done about it, and whether it helped. */
async function start() {
  const city = await openPage();
  if (!hasRole('supervisor', 'analyst', 'lead', 'administrator')) {
    location.replace(loginHref());
    return;
  }
  const today = () => dayAt(Date.now(), city?.time_zone ?? 'Asia/Shanghai');
  const store = createStore({ ...readAddress(location.search), busy: false, fault: null, said: '', form: null, note: '', next: '', proposal: null, twofold: null });
  const model = createModel(store, draw);
  const actions = { ...pageActions(draw), ...createActions({ store, model, today }) };
  const acts = hasRole('supervisor', 'lead', 'administrator');
  let map = null;
  let shown = null;

  /** The map's element comes and goes with the tab. */
  function drawMap() {
    const container = document.getElementById('map');
    if (!container || !city) {
      map = null;
      shown = null;
      return;
    }
    const risks = model.risks.get().data?.items ?? [];
    const places = model.conflicts.get().data?.items ?? [];
    if (shown && shown[0] === risks && shown[1] === places) {
      return;
    }
    shown = [risks, places];
    map ??= createInsightMap(container, city.bbox, () => {});
    map.show([...risks.map(riskShape), ...places.map(placeShape)], 'risks');
  }

  function draw() {
    render(plainFrame({ city, page: 'governance', actions, content: content({ state: store.get(), city, model, actions, acts, tries: hasRole('supervisor', 'analyst', 'administrator'), today }) }), document.getElementById('app'));
    document.title = [t('page.governance'), t('app.name')].join(' ');
    drawMap();
  }

  store.subscribe(draw);
  bindAddress(store);
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start();
}

const riskShape = (row) => ({
  key: row.ref, geometry: circle(row.lon, row.lat, Math.max(400, row.radius_metres)), className: row.score >= 60 ? 'gov-high' : 'gov-risk',
  text: `${row.category ? nameOf(row.category_name) : t('gov.everything')} ${number(row.score, { maximumFractionDigits: 0 })}`,
});
const placeShape = (row) => ({ key: row.ref, geometry: circle(row.lon, row.lat, SEEN_METRES), className: 'gov-place', text: t('gov.requests.n', { n: number(row.requests) }) });

function circle(lon, lat, metres) {
  const ring = Array.from({ length: CORNERS + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / CORNERS;
    return [lon + (metres * Math.cos(angle)) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)), lat + (metres * Math.sin(angle)) / METRES_PER_DEGREE];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

start();
