import { html, render } from 'lit-html';
import { getBytes, getJson, postJson } from '../../core/api.js';
import { distance, isSupported, number, t } from '../../core/i18n.js';
import { chooseLanguage, openCityLanguage, openLanguage } from '../../core/language-choice.js';
import { createRedraw } from '../../core/redraw.js';
import { logOut, loginHref, newKey, openSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange, toggleTheme } from '../../core/theme-choice.js';
import { createPhotos } from '../../components/photos.js';
import { failure, skeleton } from '../../components/states.js';
import { createCityMap, zoomForRadius } from '../../map/city-map.js';
import { nameInTile } from '../../map/tile-names.js';
import { listen, calmly } from '../../core/live.js';
import { bodyOf } from './action-form.js';
import { bindAddress, readAddress } from './address.js';
import { createBulk } from './bulk.js';
import { createModel } from './model.js';
import { createNearIncidents } from './near-incidents.js';
import { createPublication } from './publication.js';
import { initial, title } from './queue.js';
import { createShares } from './shares.js';
import { createSimilar } from './similar.js';
import { fillPlace } from './place-input.js';
import { createSplit } from './split-form.js';
import { deskTemplate } from './template.js';
import { createTemplates } from './templates.js';
import { actionName, inputName, tabName, toneOf } from './words.js';

/** Where the desk starts; nobody who is not logged in gets further than the login page, which leads back. */
const root = document.getElementById('app');
const boot = document.getElementById('boot');
const PHONE = window.matchMedia('(max-width: 760px)');
/** Without live news the page asks by itself; with them now and then, for what time alone changes. */
const REFRESH_MS = 5000;
const COUNT_EVERY = 3;
const LIVE_TURNS = 12;
const NEWS_MS = 700;
const COUNT_MS = 4000;
const NO_FORM = Object.freeze({ error: null, field: null, message: '', sending: false, key: null });

async function start() {
  const address = readAddress(location.search);
  await openLanguage(address.lang);
  render(html`<main class="boot">${skeleton(4)}</main>`, boot);
  try {
    const [city, session] = await Promise.all([getJson('/city'), openSession()]);
    if (!session.account) {
      location.replace(loginHref());
      return;
    }
    await openCityLanguage(address.lang, city);
    document.title = `${t('page.desk')} ${t('app.name')}`;
    boot.remove();
    open(city, address, session.account);
  } catch (error) {
    render(html`<main class="boot">${failure(error, () => location.reload())}</main>`, boot);
  }
}

function open(city, address, account) {
  const store = createStore({ ...address, action: null, contact: null, toast: null, online: navigator.onLine, tilesFailed: false });
  const data = { table: null, units: [], categories: [], handlers: [] };
  let form = NO_FORM;
  let map = null;
  let toastTimer = null;
  let placed = null;
  const redraw = createRedraw(draw);
  const photos = createPhotos({ changed: redraw });
  const model = createModel(store, account, () => {
    showOnMap();
    model.keep();
    redraw();
  }, tellLate);

  const shares = createShares(account, redraw);
  const templates = createTemplates({ account, changed: redraw, say: (text) => say(text) });
  const bulk = createBulk({ account, changed: redraw, tableOf: () => data.table, act: model.act, done: onBulk });
  const split = createSplit({ changed: redraw, done: onSplit });
  const publication = createPublication({ account, changed: redraw, say: (text) => say(text) });
  const similar = createSimilar({ account, changed: redraw });
  const nearIncidents = createNearIncidents({
    account,
    changed: redraw,
    done() {
      say(t('desk.done', { action: actionName('link') }));
      model.reload();
    },
    failed: (error) => say(error.detail || t('error.server.text')),
  });

  function onBulk({ action, done, undo }) {
    say(t('desk.bulk.done', { n: done, action: actionName(action) }), undo, undo ? data.table.rules.undo_seconds : 6);
  }

  function onSplit(parts) {
    store.set({ action: null });
    model.reload();
    say(t('desk.split.done', { numbers: parts.map(({ number }) => number).join(t('list.separator')) }));
  }

  function showOnMap() {
    const now = Date.now();
    const items = model.list.get().data?.items ?? [];
    const open = model.detail.get().data?.request ?? null;
    const shown = open && !items.some(({ number }) => number === open.number) ? [...items, open] : items;
    map?.showRequests(shown.filter(({ lon }) => lon !== null && lon !== undefined).map((each) => ({
      id: each.number, lon: each.lon, lat: each.lat, tone: toneOf(each, now), label: initial(each), title: `${title(each)} ${each.number}`, selected: each.number === store.get().number,
    })));
    showOpen(open);
  }

  function showOpen(request) {
    const point = request && request.lon !== null && request.lon !== undefined ? { lon: request.lon, lat: request.lat } : null;
    map?.showDisc(point, request?.accuracy ?? 0, [], request?.accuracy ? t('map.accuracy', { distance: distance(request.accuracy) }) : '');
    if (map && point && placed !== request.number) {
      placed = request.number;
      map.reveal(point, zoomForRadius(Math.max(60, request.accuracy ?? 0), point.lat) - 1);
    }
  }

  /** The open form's place, where it takes one. */
  function pickPlace(point) {
    if (fillPlace(point)) {
      map.showPoint(point);
      PHONE.matches && store.set({ view: 'detail' });
    }
  }

  function say(text, undo, seconds = 6) {
    clearTimeout(toastTimer);
    store.set({ toast: { text, undo } });
    toastTimer = setTimeout(() => store.set({ toast: null }), seconds * 1000);
  }

  /** What offers to take something back stays: the tab shows what is late anyway. */
  function tellLate(id, n) {
    store.get().toast?.undo || say(t('desk.late.told', { list: tabName(id), n: number(n) }));
  }

  function setForm(patch) {
    form = { ...form, ...patch };
    redraw();
  }

  function refuse(error, inputs) {
    const known = inputs.some(([name]) => name === error.field);
    setForm(known ? { sending: false, field: error.field, message: error.detail, error: null } : { sending: false, field: null, message: '', error });
    requestAnimationFrame(() => document.getElementById(known ? `in-${error.field}` : 'aform-title')?.focus());
  }

  const actions = {
    tab(tab) {
      bulk.end();
      store.set({ tab, number: null, action: null });
      requestAnimationFrame(showTab);
    },
    filter: (patch) => store.set(patch),
    open(number) {
      store.set({ number, action: null, ...(PHONE.matches ? { view: 'detail' } : {}) });
    },
    view: (view) => store.set({ view }),
    toMap: () => store.set({ view: 'map' }),
    showPlace(point) {
      PHONE.matches && store.set({ view: 'map' });
      map.showPoint(point);
      map.reveal(point);
    },
    zoom: (steps) => map.zoomBy(steps),
    copy(number) {
      navigator.clipboard?.writeText(number).then(() => say(t('desk.copied')), () => {});
    },
    begin(action) {
      if (action === 'split') {
        split.begin(model.detail.get().data.request);
        store.set({ action });
      } else if (action) {
        loadHandlers(action);
        form = { ...NO_FORM, key: newKey(), version: model.detail.get().data.request.version };
        photos.clear();
        store.set({ action });
        requestAnimationFrame(() => document.querySelector('.aform .input, .aform .btn--primary')?.focus());
      }
    },
    cancel: () => store.set({ action: null }),
    async link(parent) {
      const { number, version } = model.detail.get().data.request;
      try {
        await model.act(number, 'link', { parent, version });
        say(t('desk.done', { action: actionName('link') }));
      } catch (error) {
        say(error.detail || t('error.server.text'));
      }
    },
    openContact,
    reload() {
      form = { ...NO_FORM };
      store.set({ action: null });
      model.reload();
    },
    async submit(request, action, inputs, element) {
      const body = bodyOf(inputs, element);
      const missing = inputs.find(([name, required]) => required && !(name in body));
      if (missing) {
        setForm({ field: missing[0], message: t('desk.missing', { what: inputName(missing[0]) }), error: null });
        element.elements[missing[0]].focus();
        return;
      }
      if (photos.isSending()) {
        say(t('photos.wait'));
        return;
      }
      setForm({ sending: true, error: null, field: null });
      try {
        const after = await model.act(request.number, action, { version: form.version, ...body, ...attached() }, form.key);
        store.set({ action: null });
        const undo = ['dispatch'].includes(action) ? () => undoDispatch(after) : null;
        say(t('desk.done', { action: actionName(action) }), undo, undo ? data.table.rules.undo_seconds : 6);
      } catch (error) {
        form = { ...form, key: error.kind === 'request' ? newKey() : form.key };
        refuse(error, inputs);
      }
    },
    theme() {
      toggleTheme();
      redraw();
    },
    async language(tag) {
      if (isSupported(tag)) {
        await chooseLanguage(tag);
        store.set({ lang: tag });
        map?.relabel();
        redraw();
      }
    },
    async logOut() {
      await logOut();
      location.reload();
    },
  };

  const attached = () => (photos.keys().length > 0 ? { attachments: photos.keys() } : {});

  async function openContact(event, { number }) {
    event.preventDefault();
    const reason = event.target.elements.reason.value.trim();
    if (reason !== '') {
      try {
        store.set({ contact: { number, ...(await postJson(`/requests/${number}/contact`, { reason })) } });
      } catch (error) {
        await refusedContact(error, reason);
      }
    }
  }

  /** One opening too many: a second person is asked at once, with the same reason. */
  async function refusedContact(error, reason) {
    if (error.code !== 'second_person_needed') {
      say(error.detail || t('error.server.text'));
      return;
    }
    await postJson('/contact-openings', { reason }).then(() => say(t('desk.contact.asked')), (fault) => say(fault.detail || t('error.server.text')));
  }

  async function loadHandlers(action) {
    if (action === 'assign') {
      data.handlers = [];
      const found = await getJson(`/requests/${store.get().number}/handlers`).catch(() => ({ items: [] }));
      data.handlers = found.items;
      redraw();
    }
  }

  async function undoDispatch({ number, version }) {
    try {
      await model.act(number, 'undo', { version });
      say(t('desk.undone'));
    } catch (error) {
      say(error.detail || t('error.server.text'));
    }
  }

  /** J and K go through the list, Enter to what can be done, I lets the request follow the incident near it. */
  function onKey(event) {
    if (event.target.closest('input, textarea, select, [contenteditable]') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const items = model.list.get().data?.items ?? [];
    const at = items.findIndex(({ number }) => number === store.get().number);
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step && items.length > 0) {
      const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
      store.set({ number: next.number, action: null });
      document.querySelector(`[data-number="${next.number}"]`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key.toLowerCase() === 'i' && nearIncidents.joinFirst(model.detail.get().data ?? null)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.target.closest('button, a, summary, .map__view')) {
      document.querySelector('.dacts .btn')?.focus();
    }
  }

  /** On a phone the tabs are one row that scrolls. */
  function showTab() {
    document.querySelector('.qtab[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function draw() {
    const page = { state: store.get(), account, city, model, actions, form, photos, templates, bulk, split, publication, similar, nearIncidents, shares, now: Date.now(), timeZone: city.time_zone, ...data };
    render(deskTemplate(page), root);
  }

  async function loadWords() {
    const [table, units, categories] = await Promise.all([getJson('/requests/transitions'), getJson('/units'), getJson('/categories')]);
    Object.assign(data, { table, units: units.items, categories: categories.items });
    redraw();
  }

  store.subscribe(redraw);
  store.subscribe((_, keys) => keys.has('number') && showOnMap());
  store.subscribe((_, keys) => (keys.has('number') || keys.has('action')) && map?.showPoint(null));
  bindAddress(store);
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  document.addEventListener('keydown', onKey);
  draw();
  showTab();
  map = createCityMap(document.getElementById('map'), city, {
    center: city.center,
    zoom: city.zoom,
    whole: true,
    fetchTile: (z, x, y, signal) =>
      getBytes(`/tiles/${encodeURIComponent(city.version.id)}/${z}/${x}/${y}.mvt`, { signal }).catch((error) => {
        error.name === 'AbortError' || store.set({ tilesFailed: true });
        throw error;
      }),
    textOf: nameInTile,
    obstacles: () => [...document.querySelectorAll('[data-over-map]')],
    onPick: pickPlace,
    onRequest: (number) => actions.open(number),
    onRest: () => {},
  });
  onThemeChange(() => map.themeChanged());
  model.start().then(() => requestAnimationFrame(showTab)); // the counts make the tabs wider
  loadWords().catch(() => say(t('error.server.text')));
  templates.load();
  const refresh = calmly(model.refresh, NEWS_MS);
  const count = calmly(model.count, COUNT_MS);
  const live = listen('/requests/events', () => {
    refresh();
    count();
  });
  let turns = 0;
  setInterval(() => {
    turns += 1;
    const due = live.isOpen() ? turns % LIVE_TURNS === 0 : true;
    if (due && document.visibilityState === 'visible' && store.get().online) {
      model.refresh();
      turns % COUNT_EVERY === 0 && model.count();
    }
  }, REFRESH_MS);
}

start();
