import { getBytes } from '../../core/api.js';
import { soonStep, soonWords } from '../../core/hall-time.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { nameInTile } from '../../map/tile-names.js';
import { FILTERS, filterParams, originOf } from './place-query.js';

/** With more halls than this their times would lie over each other: then the colour, the title and the list say it. */
const NAMED = 40;

/** What the map needs to show places: their tiles under the state's conditions, and what a press on one does; `onFault` throws on. */
export const placeLayer = (store, onFault) => ({
  fetchPlaces: (zoom, x, y, signal) => getBytes(`/places/tiles/${zoom}/${x}/${y}.mvt`, { signal, params: filterParams(store.get()) }).catch(onFault),
  countOf: (count) => (count < 1000 ? String(count) : number(count, { notation: 'compact', maximumFractionDigits: 1 })),
  onPlace: (code) => store.set({ place: code, view: null }),
  onHall: (code) => store.set({ place: code, view: null }),
});

/** Keeps the places on the map in step with the page: conditions, the one that is open, those in charge. */
export function bindPlaces(map, store, places, city) {
  let own = '';
  /** A link to a place says nothing of the view: then the map goes there once it is known where that is. */
  let goes = store.get().place !== null && store.get().c === null && store.get().lon === null;
  const layers = () => store.get().layers ?? [];
  const asked = () => JSON.stringify(filterParams(store.get()));
  let shown = asked();

  function turn() {
    map.places.turn(!layers().includes('-places'));
  }

  function refilter() {
    map.places.reach(originOf(store.get()), store.get().within);
    if (asked() !== shown) {
      shown = asked();
      map.places.refilter();
    }
  }

  function choose() {
    const { data } = places.place.get();
    if (goes && data) {
      goes = false;
      map.reveal(data.place, 15);
    }
    map.places.choose(data && data.place.code === store.get().place ? marked(data.place) : null);
  }

  const marked = (place) => ({ lon: place.lon, lat: place.lat, icon: places.iconOf(place.category) });

  let fits = store.get().area !== null && store.get().c === null;

  /** An area that was just chosen is brought into view, once it is known where it lies. */
  function fit() {
    const box = places.area.get().data?.bbox;
    if (fits && box) {
      fits = false;
      map.fit(box);
    }
  }

  store.subscribe((state, keys) => {
    if (keys.has('area')) {
      fits = state.area !== null && !keys.has('c');
    }
    if ([...FILTERS, 'lon', 'lat', 'own'].some((name) => keys.has(name))) {
      refilter();
    }
    if (keys.has('layers')) {
      turn();
      showHalls();
    }
    if (keys.has('place') || keys.has('panel')) {
      choose();
      map.places.point(null); // what was pointed at in the list is gone with it
    }
  });

  /** The halls of the chosen matter, in the colour of how soon: few, so they are elements above the tiles' drawing. */
  function showHalls() {
    const all = layers().includes('-places') ? [] : (places.soon.get().data ?? []);
    map.showHalls(all.map(({ place, name, lon, lat, earliest }) => {
      const words = earliest ? soonWords(earliest, city.time_zone) : t('soon.none');
      return { code: place, lon, lat, step: soonStep(earliest, city.time_zone), words, title: `${nameOf(name)} ${words}`, selected: false, plain: all.length > NAMED };
    }));
  }

  turn();
  refilter();
  return {
    pointAt: (place) => map.places.point(place ? marked(place) : null),
    /** After the model has news. */
    refresh() {
      choose();
      fit();
      showHalls();
      const now = places.inCharge().join(' ');
      if (now !== own) {
        own = now;
        map.places.repaint({ own: new Set(places.inCharge()) });
      }
    },
  };
}
