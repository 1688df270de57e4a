import { html, render } from 'lit-html';
import { createAreaChoice } from '../../components/area-choice.js';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createImport, NO_IMPORT } from './import-model.js';
import { CLOSED, createModel } from './model.js';
import { content } from './template.js';
import { bindMap } from './where.js';

/** The registry of places: search, editor and import, for staff. What is open stands in the address. */
const readAddress = () => {
  const query = new URLSearchParams(location.search);
  return { q: query.get('q') ?? '', kind: query.get('kind') ?? '', status: query.get('status') ?? '', code: query.has('new') ? '' : query.get('code'), tab: query.get('tab') === 'import' && hasRole('administrator') ? 'import' : 'list', importId: query.get('import') };
};

async function start() {
  const city = await openPage();
  if (!hasRole('handler', 'lead', 'supervisor', 'administrator')) {
    location.replace(loginHref());
    return;
  }
  open(city);
}

function open(city) {
  const store = createStore({ ...CLOSED, ...NO_IMPORT, ...readAddress(), busy: false, said: '' });
  const model = createModel(store, draw);
  const importing = createImport(store, draw);
  const areaChoice = createAreaChoice({ levels: city.levels, onChoose: (chargeChain) => store.set({ chargeChain }), changed: draw });
  let map = null;
  let shown = '';
  let drawing = false;

  const mayLeave = () => !store.get().changed || window.confirm(t('registry.leave'));
  const change = (patch) => store.set({ form: { ...store.get().form, ...patch } });
  const goTo = (code) => mayLeave() && store.set({ code, tab: 'list', said: '' });

  const actions = {
    ...pageActions(draw),
    ...model,
    ...importing,
    set: (patch) => store.set(patch),
    change,
    add: () => goTo(''),
    close: () => goTo(null),
    tab: (tab) => mayLeave() && store.set({ tab, code: null }),
    follow(event, code) {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        goTo(code);
      }
    },
    zoom: (steps) => map?.zoomBy(steps),
    typePoint: (patch) => store.set({ typed: { ...store.get().typed, ...patch } }),
    addCharge() {
      const area = store.get().chargeChain.at(-1);
      const charge = `${area.level}:${area.code}`;
      const { in_charge: all } = store.get().form;
      all.includes(charge) || change({ in_charge: [...all, charge] });
      store.set({ chargeChain: [] });
    },
    movePhoto(index, by) {
      const moved = (list) => {
        const next = [...list];
        next.splice(index + by, 0, ...next.splice(index, 1));
        return next;
      };
      const { photos, photo_texts: texts } = store.get().form;
      change({ photos: moved(photos), photo_texts: moved(photos.map((_, i) => texts[i] ?? {})) });
    },
    dropPhoto(index) {
      const { photos, photo_texts: texts } = store.get().form;
      const others = (list) => list.filter((_, i) => i !== index);
      change({ photos: others(photos), photo_texts: others(texts) });
    },
    describePhoto(index, tag, text) {
      const { photos, photo_texts: texts } = store.get().form;
      change({ photo_texts: photos.map((_, i) => (i === index ? { ...texts[i], [tag]: text } : (texts[i] ?? {}))) });
    },
    addPhotos(event) {
      const files = [...event.target.files];
      event.target.value = '';
      model.addPhotos(files);
    },
    takeTheirs: () => model.open(),
  };

  function draw() {
    if (drawing) {
      return; // what is drawn asks for what it lacks, and that tells at once
    }
    drawing = true;
    try {
      const page = { state: store.get(), city, model, importing, areaChoice, actions, mayPublish: hasRole('supervisor', 'administrator'), mayImport: hasRole('administrator') };
      render(plainFrame({ city, page: 'registry', actions, content: content(page) }), document.getElementById('app'));
      document.title = [t('page.registry'), t('app.name')].join(' ');
      showMap();
    } finally {
      drawing = false;
    }
  }

  /** The map's element comes and goes with the form. */
  function showMap() {
    const container = document.getElementById('map');
    const { form, code } = store.get();
    if (map && !map.element.isConnected) {
      map.remove();
      map = null;
    }
    if (container && map === null) {
      map = { ...bindMap(container, city, store, model.pick), element: container };
      shown = '';
    }
    const key = form === null ? '' : `${form.lon} ${form.lat}`;
    if (map && key !== shown) {
      shown = key;
      map.show(form.lon === null ? null : { lon: form.lon, lat: form.lat });
    }
    focusNew(code, form);
  }

  let focused = store.get().code;
  function focusNew(code, form) {
    if (code === null) {
      focused = null;
    } else if (form !== null && code !== focused) {
      focused = code;
      requestAnimationFrame(() => document.getElementById('editor-title')?.focus());
    }
  }

  function writeAddress({ q, kind, status, code, tab, importId }, keys) {
    const query = new URLSearchParams(Object.entries({ q, kind, status, code, tab: tab === 'import' ? tab : '', import: tab === 'import' ? importId : '' }).filter(([, value]) => value));
    code === '' && query.set('new', '1');
    const address = location.pathname + (query.size ? `?${query}` : '');
    if (address !== location.pathname + location.search) {
      history[['code', 'tab', 'importId'].some((key) => keys.has(key)) ? 'pushState' : 'replaceState'](null, '', address);
    }
  }

  store.subscribe((state, keys) => keys.has('code') && state.form?.code !== state.code && model.open());
  store.subscribe((_, keys) => keys.has('tab') && importing.open());
  store.subscribe(draw);
  store.subscribe((state, keys) => ['q', 'kind', 'status', 'code', 'tab', 'importId'].some((key) => keys.has(key)) && writeAddress(state, keys));
  window.addEventListener('popstate', () => store.set({ ...readAddress(), said: '' }));
  window.addEventListener('beforeunload', (event) => store.get().changed && event.preventDefault());
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start();
  store.get().code !== null && model.open();
  importing.open();
}

start();
