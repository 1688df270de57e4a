import { getBytes } from '../../core/api.js';
import { distance, t } from '../../core/i18n.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createCityMap, zoomForRadius } from '../../map/city-map.js';
import { nameInTile } from '../../map/tile-names.js';
import { geometryOf } from '../map/model.js';

const CLOSE = 16;

/** Puts the place onto the map, and a click on the map into the report. */
export function bindMap(container, store, model, city, redraw) {
  const { lon, lat, accuracy } = store.get();
  const map = createCityMap(container, city, {
    center: lon === null ? city.center : [lon, lat],
    zoom: lon === null ? city.zoom : accuracy ? zoomForRadius(accuracy, lat) : CLOSE,
    whole: lon === null,
    fetchTile: (zoom, x, y, signal) => getBytes(`/tiles/${encodeURIComponent(city.version.id)}/${zoom}/${x}/${y}.mvt`, { signal }).catch(failed),
    textOf: nameInTile,
    obstacles: () => [...document.querySelectorAll('[data-over-map]')],
    onPick: (point) => store.set({ ...pinned(point), ...store.get().errors.where ? { errors: { ...store.get().errors, where: '' } } : {} }),
    onRest: redraw,
  });

  function failed(error) {
    error.name === 'AbortError' || store.set({ tilesFailed: true });
    throw error;
  }

  function showPoint() {
    const state = store.get();
    const point = state.mode === 'point' && state.lon !== null ? { lon: state.lon, lat: state.lat } : null;
    const gps = point !== null && state.kind === 'gps';
    map.showPoint(gps ? null : point);
    map.showOwnPosition(gps ? point : null);
    map.showDisc(gps ? point : null, gps ? state.accuracy : 0, [], gps ? t('map.accuracy', { distance: distance(state.accuracy) }) : '');
  }

  async function showArea() {
    const chain = () => model.answer.get().data?.resolution.areas.find(({ level }) => level === city.authoritative_level);
    const area = chain();
    const geometry = area ? await geometryOf(area.level, area.code, 14).catch(() => null) : null;
    chain()?.code === area?.code && map.showSelected(area ? `${area.level} ${area.code}` : null, geometry);
  }

  store.subscribe((state, keys) => {
    if (keys.has('lon') || keys.has('lat')) {
      state.lon !== null && map.reveal({ lon: state.lon, lat: state.lat }, state.kind === 'gps' ? zoomForRadius(state.accuracy, state.lat) : CLOSE - 1);
    }
    ['lon', 'lat', 'accuracy', 'kind', 'mode'].some((key) => keys.has(key)) && showPoint();
  });
  onThemeChange(() => map.themeChanged());
  showPoint();
  return {
    ...map,
    /** After the model has news. */
    refresh: showArea,
    relabel() {
      map.relabel();
      showPoint();
    },
  };
}

const pinned = ({ lon, lat }) => ({
  mode: 'point', kind: 'pin', lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)), accuracy: null, placeName: null, areaKey: null, locateFault: '',
});
