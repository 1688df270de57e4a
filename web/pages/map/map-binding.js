import { getBytes, getJson } from '../../core/api.js';
import { distance, percent, t } from '../../core/i18n.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createCityMap, zoomForRadius } from '../../map/city-map.js';
import { nameInTile } from '../../map/tile-names.js';
import { bindPlaces, placeLayer } from './place-binding.js';
import { geometryOf } from './model.js';

/** The zoom from which a clicked or found point is looked at, unless the reader was closer already. */
const LOOK_AT_ZOOM = 13;

/** Puts the page's state onto the map and what happens on the map into the state. */
export function bindMap(container, store, model, places, city, onView) {
  const { c, z, lon, lat, accuracy } = store.get();
  const start = c ?? (lon === null ? city.center : [lon, lat]);
  const map = createCityMap(container, city, {
    center: start,
    zoom: z ?? (lon === null ? city.zoom : accuracy ? zoomForRadius(accuracy, lat) : 15),
    whole: c === null && z === null && lon === null,
    fetchTile: (zoom, x, y, signal) =>
      getBytes(`/tiles/${encodeURIComponent(city.version.id)}/${zoom}/${x}/${y}.mvt`, { signal }).catch(reportTile),
    textOf: nameInTile,
    obstacles: () => [...document.querySelectorAll('[data-over-map]')],
    onPick: (point) => store.set({ ...rounded(point), accuracy: null, side: null, place: null, panel: null }),
    ...placeLayer(store, reportTile),
    onRest: ({ center, zoom }) => {
      store.set({ c: center.map((value) => Number(value.toFixed(5))), z: zoom });
      onView();
      showSelected();
    },
  });

  function reportTile(error) {
    if (error.name !== 'AbortError') {
      store.set({ tilesFailed: error.kind });
    }
    throw error;
  }

  /** The area that the places are limited to, while they are shown; else the selected level's area of the shown chain. */
  function outlined() {
    const state = store.get();
    if (state.area !== null && state.panel !== null) {
      const [level, code] = state.area.split(':');
      return { level, code };
    }
    return model.shown()?.areas.find(({ level }) => level === selectedLevel(state, city, model)) ?? null;
  }

  /** In the detail of this zoom. */
  async function showSelected() {
    const area = outlined();
    if (!area) {
      map.showSelected(null, null);
      return;
    }
    const key = `${area.level} ${area.code}`;
    try {
      const geometry = await geometryOf(area.level, area.code, Math.min(17, map.view().zoom));
      const now = outlined();
      if (now && `${now.level} ${now.code}` === key) {
        map.showSelected(key, geometry);
      }
    } catch {
      map.showSelected(null, null); // the panel tells of the fault; the map just shows no fill
    }
  }

  const collections = new Map();

  /** Fetches what is not there yet; a layer that cannot be had is taken off again, and said. */
  async function showOverlays() {
    const wanted = (store.get().layers ?? []).filter((id) => city.overlays?.some((layer) => layer.id === id));
    for (const id of wanted.filter((id) => !collections.has(id))) {
      try {
        collections.set(id, await getJson(`/overlays/${encodeURIComponent(id)}.geojson`));
      } catch {
        const left = (store.get().layers ?? []).filter((other) => other !== id);
        store.set({ layers: left.length > 0 ? left : null, toast: t('layers.failed') });
        return;
      }
    }
    const now = store.get().layers ?? [];
    map.showOverlays(new Map(wanted.filter((id) => now.includes(id)).map((id) => [id, collections.get(id)])));
  }

  function showPoint() {
    const state = store.get();
    const point = state.lon === null ? null : { lon: state.lon, lat: state.lat };
    map.showPoint(point);
    const parts = (model.disc.get().data ?? []).map((part) => ({
      ...part,
      text: percent(part.share),
      chosen: part.code === model.chosenSide(),
    }));
    const radius = model.resolution.get().data?.accuracy_metres ?? state.accuracy;
    map.showDisc(point, radius, parts, radius ? t('map.accuracy', { distance: distance(radius) }) : '');
    map.showOwnPosition(state.own ?? null);
  }

  const layer = bindPlaces(map, store, places, city);

  store.subscribe((state, keys) => {
    if (keys.has('level')) {
      map.emphasise(state.level);
    }
    if (keys.has('layers')) {
      showOverlays();
    }
    if (keys.has('base')) {
      map.showBase(state.base);
    }
    if (keys.has('lon') || keys.has('lat')) {
      const zoom = state.accuracy ? zoomForRadius(state.accuracy, state.lat) : LOOK_AT_ZOOM;
      state.lon !== null && map.reveal({ lon: state.lon, lat: state.lat }, zoom);
    }
    if (keys.has('c') || keys.has('z')) {
      follow(state);
    }
    if (['lon', 'lat', 'accuracy', 'side', 'level', 'own', 'area', 'panel'].some((key) => keys.has(key))) {
      showPoint();
      showSelected();
    }
  });

  /** Back and forward change the view as well; the map's own moves arrive here too and change nothing. */
  function follow({ c, z }) {
    const { center, zoom } = map.view();
    const still = c && Math.abs(c[0] - center[0]) < 1e-4 && Math.abs(c[1] - center[1]) < 1e-4 && z === zoom;
    if (c && z !== null && !still) {
      map.moveTo(c, z);
    }
  }

  onThemeChange(() => map.themeChanged());
  map.emphasise(store.get().level);
  map.showBase(store.get().base);
  showOverlays();
  return {
    ...map,
    pointAt: layer.pointAt,
    /** After the model has news. */
    refresh() {
      layer.refresh();
      showPoint();
      showSelected();
    },
    languageChanged() {
      map.relabel();
      map.places.repaint();
      showPoint();
    },
  };
}

/** The level that is outlined: the reader's choice, else the one whose side is unsure, else the authoritative one. */
export const selectedLevel = (state, city, model) =>
  city.levels.some(({ id }) => id === state.level) ? state.level : (model.unsureArea()?.level ?? city.authoritative_level);

const rounded = ({ lon, lat }) => ({ lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)) });
