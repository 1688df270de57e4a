import { getBytes } from '../../core/api.js';
import { soonStep, soonWords } from '../../core/hall-time.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createCityMap, zoomForRadius } from '../../map/city-map.js';
import { nameInTile } from '../../map/tile-names.js';
import { asksWhere, stepOf } from './state.js';

const CLOSE = 15;

/** Puts the place and the halls onto the map, and a press on the map into the page. */
export function bindMap(container, store, model, city, redraw, actions) {
  const { lon, lat } = store.get();
  let revealed = null;
  const map = createCityMap(container, city, {
    center: lon === null ? city.center : [lon, lat],
    zoom: lon === null ? city.zoom : CLOSE,
    whole: lon === null,
    fetchTile: (zoom, x, y, signal) => getBytes(`/tiles/${encodeURIComponent(city.version.id)}/${zoom}/${x}/${y}.mvt`, { signal }).catch(failed),
    textOf: nameInTile,
    obstacles: () => [...document.querySelectorAll('[data-over-map], .hallmark')],
    onPick: (point) => asksWhere(store.get()) && actions.point(point),
    onHall: (code) => stepOf(store.get()) === 'choose' && actions.chooseHall(code),
    onRest: redraw,
  });

  function failed(error) {
    error.name === 'AbortError' || store.set({ tilesFailed: true });
    throw error;
  }

  function showPoint() {
    const state = store.get();
    const point = state.where === 'point' && state.lon !== null ? { lon: state.lon, lat: state.lat } : null;
    const gps = point !== null && state.kind === 'gps';
    map.showPoint(gps ? null : point);
    map.showOwnPosition(gps ? point : null);
    map.showDisc(gps ? point : null, gps ? state.accuracy : 0, [], gps ? t('map.accuracy', { distance: distance(state.accuracy) }) : '');
  }

  function showHalls() {
    const { place, near } = store.get();
    const items = (model.halls.get().data?.items ?? []).map((item) => {
      const words = item.earliest ? soonWords(item.earliest, city.time_zone) : t('soon.none');
      return { code: item.place, lon: item.lon, lat: item.lat, step: soonStep(item.earliest, city.time_zone), words, title: `${nameOf(item.name)} ${words}`, selected: item.place === (place ?? near) };
    });
    const shown = items.length > 0 ? items : only();
    map.showHalls(shown);
    reveal(place, shown.find(({ code }) => code === place) ?? only().find(({ code }) => code === place));
  }

  /** Once it is known where it is; after that the map is the reader's. */
  function reveal(place, hall) {
    if (place === null) {
      revealed = null;
    } else if (hall && revealed !== place) {
      revealed = place;
      const { where, lon: east, lat: north } = store.get();
      map.revealBeside(hall, where === 'point' && east !== null ? { lon: east, lat: north } : null, CLOSE);
    }
  }

  /** Who came straight from a place sees that. */
  function only() {
    const { data } = model.place.get();
    const first = model.times.get().data?.times[0];
    return data ? [{ code: data.place.code, lon: data.place.lon, lat: data.place.lat, step: soonStep(first?.starts_at, city.time_zone), words: nameOf(data.place.name), title: nameOf(data.place.name), selected: true }] : [];
  }

  store.subscribe((state, keys) => {
    if (keys.has('lon') || keys.has('lat')) {
      state.lon !== null && map.reveal({ lon: state.lon, lat: state.lat }, state.accuracy ? zoomForRadius(state.accuracy, state.lat) : CLOSE);
    }
    ['lon', 'lat', 'accuracy', 'kind', 'where'].some((key) => keys.has(key)) && showPoint();
    ['place', 'near'].some((key) => keys.has(key)) && showHalls();
  });
  onThemeChange(() => map.themeChanged());
  showPoint();
  showHalls();
  return {
    ...map,
    /** After the model has news. */
    refresh: showHalls,
    relabel() {
      map.relabel();
      showPoint();
    },
  };
}
