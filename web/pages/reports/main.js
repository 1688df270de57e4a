import { html, render } from 'lit-html';
import { getBytes, getJson } from '../../core/api.js';
import { isSupported, nameOf, t } from '../../core/i18n.js';
import { chooseLanguage, openCityLanguage, openLanguage } from '../../core/language-choice.js';
import { createRedraw } from '../../core/redraw.js';
import { bindToAddress, readState } from '../../core/router.js';
import { loadSession, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange, toggleTheme } from '../../core/theme-choice.js';
import { skeleton } from '../../components/states.js';
import { createFindingMap, isOnMap } from '../../map/finding-map.js';
import { nameInTile } from '../../map/tile-names.js';
import { createModel } from './model.js';
import { pageTemplate } from './template.js';

/** Where the reports page starts. It also works before there is a city: then every import so far was refused. */
const root = document.getElementById('app');
const boot = document.getElementById('boot');
const NOTHING = Object.freeze([]);
const PHONE = window.matchMedia('(max-width: 760px)');

async function start() {
  const address = readState(location.search);
  await openLanguage(address.lang);
  render(html`<main class="boot">${skeleton(4)}</main>`, boot);
  const city = await getJson('/city').catch(() => null);
  if (city) {
    await openCityLanguage(address.lang, city);
  }
  boot.remove();
  open(city, address);
}

function open(city, address) {
  const store = createStore({ ...address, online: navigator.onLine, tilesFailed: false });
  let map = null;
  let drawn = null;
  const redraw = createRedraw(draw);
  const model = createModel(store, () => {
    showOnMap();
    redraw();
  });

  /** What was refused lies over the version in force. A new list of findings is drawn at once; all of them come into view unless one of them is asked for. */
  function showOnMap() {
    if (!map) {
      return;
    }
    const { id, status } = model.report.get().data?.report ?? { status: 'refused' };
    map.showVersion(status === 'refused' ? (city?.version?.id ?? null) : id);
    const items = model.findings.get().data?.items ?? NOTHING;
    if (items === drawn) {
      return;
    }
    const grows = drawn !== null && drawn.length > 0 && items[0] === drawn[0];
    drawn = items;
    map.show(items);
    const selected = model.selected();
    map.select(selected?.number ?? null);
    grows || (selected && isOnMap(selected) ? map.goTo(selected) : map.fit());
  }

  const focusPanel = () => requestAnimationFrame(() => document.getElementById('panel-body')?.focus({ preventScroll: true }));
  const CLOSED = { severity: null, code: null, source: null, finding: null };
  const actions = {
    open(report) {
      store.set({ ...CLOSED, report });
      focusPanel();
    },
    back() {
      store.set({ ...CLOSED, report: null, view: null });
      focusPanel();
    },
    filter: (patch) => store.set({ ...patch, finding: null }),
    pick(finding) {
      const onPhone = PHONE.matches && isOnMap(finding) ? { view: 'map' } : {};
      store.set({ finding: finding.number, ...onPhone });
    },
    view: (view) => store.set({ view }),
    zoom: (steps) => map.zoomBy(steps),
    fit: () => map.fit(),
    theme() {
      toggleTheme();
      redraw();
    },
    async language(tag) {
      if (isSupported(tag)) {
        await chooseLanguage(tag);
        store.set({ lang: tag });
        map.relabel();
        redraw();
      }
    },
  };

  function draw() {
    const state = store.get();
    render(pageTemplate({ state, city, model, actions, timeZone: city?.time_zone }), root);
    const label = state.report === null ? '' : model.report.get().data?.report.label;
    document.title = [label, t('page.reports'), t('app.name')].filter(Boolean).join(' ');
  }

  function selectionChanged() {
    const selected = model.selected();
    map.select(selected?.number ?? null);
    selected && isOnMap(selected) && map.goTo(selected);
    document.querySelector(`[data-number="${selected?.number}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  store.subscribe(redraw);
  onSession(redraw);
  loadSession();
  store.subscribe((_, keys) => keys.has('finding') && selectionChanged());
  bindToAddress(store);
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  draw();
  model.start();
  map = createFindingMap(document.getElementById('map'), city, {
    fetchTile: (version, z, x, y, signal) =>
      getBytes(`/tiles/${encodeURIComponent(version)}/${z}/${x}/${y}.mvt`, { signal }).catch((error) => {
        error.name === 'AbortError' || store.set({ tilesFailed: true });
        throw error;
      }),
    textOf: nameInTile,
    onPick: (number) => store.set({ finding: number }),
  });
  onThemeChange(() => map.themeChanged());
  showOnMap();
}

start();
