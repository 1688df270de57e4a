import { isSupported, t } from '../../core/i18n.js';
import { chooseLanguage } from '../../core/language-choice.js';
import { toggleTheme } from '../../core/theme-choice.js';

const TOAST_MS = 3000;

/** Everything a person can do on the page, by name; templates call these and nothing else. */
export function createActions({ store, city, model, search, getMap, redraw }) {
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
    store.set({ lon, lat, accuracy: null, side: null, locateFault: '', ...level });
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

  async function share() {
    const { title } = document;
    try {
      if (navigator.share && matchMedia('(pointer: coarse)').matches) {
        await navigator.share({ title, url: location.href });
        return;
      }
      await navigator.clipboard.writeText(location.href);
      toast(t('share.copied'));
    } catch (error) {
      error.name === 'AbortError' || toast(t('share.failed'));
    }
  }

  return {
    found(item) {
      store.set({ place: item.kind === 'place' ? item : null });
      goTo(item);
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
      store.set({ lon: null, lat: null, accuracy: null, side: null, view: null, mislaid: null });
      search.reset();
      focusPanel();
    },
    locate,
    share,
    wholeCity: () => getMap().fit(city.bbox),
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
    chooseSide: (side) => store.set({ side }),
    chooseCategory(category) {
      store.set({ category });
      document.getElementById('resp-title')?.scrollIntoView({ block: 'start' });
      document.getElementById('category-button')?.focus({ preventScroll: true });
    },
    view: (view) => store.set({ view }),
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
