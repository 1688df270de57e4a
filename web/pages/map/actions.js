import { isSupported, t } from '../../core/i18n.js';
import { chooseLanguage } from '../../core/language-choice.js';
import { toggleTheme } from '../../core/theme-choice.js';
import { createPlaceActions } from './place-actions.js';

const TOAST_MS = 3000;

/** Everything a person can do on the page, by name; templates call these and nothing else. */
export function createActions({ store, city, model, places, search, correcting, getMap, redraw }) {
  let toastTimer = 0;

  function toast(text) {
    clearTimeout(toastTimer);
    store.set({ toast: text });
    toastTimer = setTimeout(() => store.set({ toast: '' }), TOAST_MS);
  }

  function goTo(item) {
    const lon = item.lon ?? item.label_point?.[0];
    const lat = item.lat ?? item.label_point?.[1];
    const level = item.level && city.levels.some(({ id }) => id === item.level) ? { level: item.level } : {};
    store.set({ lon, lat, accuracy: null, side: null, locateFault: '', place: null, panel: null, ...level });
    item.bbox ? getMap().fit(item.bbox) : getMap().reveal({ lon, lat }, 16);
  }

  /** What had the focus is gone from the page: go on reading where the answer stands. */
  const focusPanel = () => requestAnimationFrame(() => document.getElementById('panel-body')?.focus({ preventScroll: true }));

  function located({ coords }) {
    const point = { lon: Number(coords.longitude.toFixed(6)), lat: Number(coords.latitude.toFixed(6)) };
    const accuracy = Math.max(1, Math.round(coords.accuracy));
    store.set({ ...point, accuracy, side: null, own: point, locating: false, locateFault: '' });
  }

  function locate() {
    if (!('geolocation' in navigator)) {
      store.set({ locateFault: 'locate.unavailable' });
      return;
    }
    store.set({ locating: true, locateFault: '' });
    const failed = ({ code }) => store.set({ locating: false, locateFault: code === 1 ? 'locate.denied' : 'locate.unavailable' });
    navigator.geolocation.getCurrentPosition(located, failed, { enableHighAccuracy: true, timeout: 10000, maximumAge: 30000 });
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast(t('share.copied'));
    } catch {
      toast(t('share.failed'));
    }
  }

  /** A phone has its own way to share; everywhere else a dialog shows the link and what a page needs to embed the map. */
  async function share() {
    if (!navigator.share || !matchMedia('(pointer: coarse)').matches) {
      document.getElementById('share')?.showModal();
      return;
    }
    await navigator.share({ title: document.title, url: location.href }).catch(() => {}); // the reader may change their mind
  }

  const placeActions = createPlaceActions({ store, places, getMap, focusPanel, correcting });

  return {
    ...placeActions,
    /** What was searched for: a place opens, a kind of place or a matter lists where it is, all else is a point. */
    found(item) {
      const takes = { place: () => placeActions.openPlace(item.code, item), category: () => placeActions.chooseKind(item.code), matter: () => placeActions.chooseMatter(item.code) };
      (takes[item.kind] ?? (() => goTo(item)))();
    },
    openArea(area) {
      goTo(area);
      focusPanel();
    },
    /** Goes to the point that was meant where longitude and latitude stood in each other's place. */
    swap(point) {
      goTo(point);
      focusPanel();
    },
    close() {
      store.set({ lon: null, lat: null, accuracy: null, side: null, view: null, mislaid: null, place: null, panel: null });
      search.reset();
      focusPanel();
    },
    locate,
    share,
    copy,
    wholeCity: () => getMap().showWhole(),
    zoom: (steps) => getMap().zoomBy(steps),
    selectLevel(level) {
      store.set({ level });
      const { lon, lat } = store.get();
      getMap().showLevel(level, lon === null ? null : { lon, lat });
    },
    toggleLayer(id, on) {
      const others = (store.get().layers ?? []).filter((other) => other !== id);
      const layers = on ? [...others, id] : others;
      store.set({ layers: layers.length > 0 ? layers : null });
    },
    pickCategory: (category) => store.set({ category }),
    /** Places would hide the shades: they leave with the layer's coming and come back when it goes. Off, nothing of it stays. */
    toggleStatistics(on) {
      const { panel, layers } = store.get();
      const others = (layers ?? []).filter((id) => id !== '-places');
      const left = on ? [...others, '-places'] : others;
      store.set({ layers: left.length > 0 ? left : null, ...(on ? { stats: true } : { stats: null, month: null, topic: null, panel: panel === 'statistics' ? null : panel }) });
      !on && panel === 'statistics' && focusPanel();
    },
    showStatistics: (what) => store.set({ stats: true, ...what }),
    openStatistics: () => (store.set({ stats: true, panel: 'statistics', place: null, view: matchMedia('(max-width: 760px)').matches ? 'list' : store.get().view }), focusPanel()),
    lookAt(bbox) {
      bbox && getMap().fit(bbox);
    },
    chooseSide: (side) => store.set({ side }),
    chooseCategory(category) {
      store.set({ category });
      document.getElementById('resp-title')?.scrollIntoView({ block: 'start' });
      document.getElementById('category-button')?.focus({ preventScroll: true });
    },
    view: (view) => store.set({ view }),
    base: (base) => store.set({ base }),
    theme() {
      toggleTheme();
      redraw();
    },
    async language(tag) {
      if (isSupported(tag)) {
        await chooseLanguage(tag);
        store.set({ lang: tag });
        getMap().languageChanged();
        redraw();
      }
    },
    retryTiles() {
      store.set({ tilesFailed: '' });
      getMap().reloadTiles();
    },
    retryPoint: () => model.retryPoint(),
    skipToSearch(event) {
      event.preventDefault();
      document.getElementById('search')?.focus();
    },
  };
}
