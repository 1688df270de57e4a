/** Where the phone is, while somebody looks: never recorded, never sent by itself. */

const OPTIONS = { enableHighAccuracy: true, maximumAge: 5000, timeout: 30_000 };

export function watchPosition(store) {
  if (!('geolocation' in navigator)) {
    store.set({ positionFault: 'locate.unavailable' });
    return;
  }
  let watch = null;
  const found = ({ coords, timestamp }) => {
    const position = { lon: Number(coords.longitude.toFixed(6)), lat: Number(coords.latitude.toFixed(6)), accuracy: Math.max(1, Math.ceil(coords.accuracy)), at: timestamp };
    store.set({ position, positionFault: '' });
  };
  const failed = ({ code }) => store.set({ positionFault: code === 1 ? 'locate.denied' : 'locate.unavailable' });
  const follow = () => {
    const wanted = document.visibilityState === 'visible' && store.get().device !== null && !store.get().wiped;
    if (wanted && watch === null) {
      watch = navigator.geolocation.watchPosition(found, failed, OPTIONS);
    } else if (!wanted && watch !== null) {
      navigator.geolocation.clearWatch(watch);
      watch = null;
    }
  };
  document.addEventListener('visibilitychange', follow);
  store.subscribe((state, keys) => (keys.has('device') || keys.has('wiped')) && follow());
  follow();
}
