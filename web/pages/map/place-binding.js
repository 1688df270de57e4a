import { getBytes } from '../../core/api.js';
import { number } from '../../core/i18n.js';
import { nameInTile } from '../../map/tile-names.js';
import { FILTERS, filterParams, originOf } from './place-query.js';

/** What the map needs to show places: their tiles under the state's conditions, and what a press on one does; `onFault` throws on. */
export const placeLayer = (store, onFault) => ({
  fetchPlaces: (zoom, x, y, signal) => getBytes(`/places/tiles/${zoom}/${x}/${y}.mvt`, { signal, params: filterParams(store.get()) }).catch(onFault),
  countOf: (count) => (count < 1000 ? String(count) : number(count, { notation: 'compact', maximumFractionDigits: 1 })),
  onPlace: (code) => store.set({ place: code, view: null }),
});

/** Keeps the places on the map in step with the page: conditions, the one that is open, those in charge. */
export function bindPlaces(map, store, places) {
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
    }
    if (keys.has('place') || keys.has('panel')) {
      choose();
      map.places.point(null); // what was pointed at in the list is gone with it
    }
  });

  turn();
  refilter();
  return {
    pointAt: (place) => map.places.point(place ? marked(place) : null),
    /** After the model has news. */
    refresh() {
      choose();
      fit();
      const now = places.inCharge().join(' ');
      if (now !== own) {
        own = now;
        map.places.repaint({ own: new Set(places.inCharge()) });
      }
    },
  };
}
