import { GRACE_MS } from './place.js';

/**
 * Where the phone is, while somebody looks: never recorded, never sent by itself. A watch tells nothing while nothing moves, so that a
 * position counts as long as it is watched; when that ends (`unwatched`) it is worth a minute more, and then it is only what was last known.
 */

const OPTIONS = { enableHighAccuracy: true, maximumAge: 5000, timeout: 30_000 };
const DENIED = 1;
const TIMEOUT = 3;

export function watchPosition(store) {
  if (!('geolocation' in navigator)) {
    store.set({ positionFault: 'locate.unavailable' });
    return;
  }
  let watch = null;
  let ageing = null;

  const found = ({ coords, timestamp }) => {
    const position = { lon: Number(coords.longitude.toFixed(6)), lat: Number(coords.latitude.toFixed(6)), accuracy: Math.max(1, Math.ceil(coords.accuracy)), at: timestamp };
    clearTimeout(ageing);
    store.set({ position, positionFault: '', lastSeen: null });
  };

  const failed = ({ code }) => {
    store.set({ positionFault: code === DENIED ? 'locate.denied' : 'locate.unavailable' });
    code === DENIED ? forget() : leave();
    if (code === TIMEOUT && watch !== null) {
      stop();
      begin();
    }
  };

  /** Nobody tells any more whether the phone is still there. */
  function leave() {
    const { position } = store.get();
    if (position && !position.unwatched) {
      store.set({ position: { ...position, unwatched: Date.now() } });
    }
    age();
  }

  /** Timers sleep with the page: looked at again whenever it wakes. */
  function age() {
    clearTimeout(ageing);
    const { position } = store.get();
    if (position?.unwatched) {
      const left = position.unwatched + GRACE_MS - Date.now();
      left > 0 ? (ageing = setTimeout(age, left)) : forget();
    }
  }

  function forget() {
    const { position } = store.get();
    position && store.set({ position: null, lastSeen: position.unwatched ?? Date.now() });
  }

  function begin() {
    watch = navigator.geolocation.watchPosition(found, failed, OPTIONS);
  }

  function stop() {
    navigator.geolocation.clearWatch(watch);
    watch = null;
  }

  const follow = () => {
    const wanted = document.visibilityState === 'visible' && store.get().device !== null && !store.get().wiped;
    if (wanted && watch === null) {
      age();
      begin();
    } else if (!wanted && watch !== null) {
      stop();
      leave();
    }
  };
  document.addEventListener('visibilitychange', follow);
  store.subscribe((state, keys) => (keys.has('device') || keys.has('wiped')) && follow());
  follow();
}
