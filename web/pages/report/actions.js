import { t } from '../../core/i18n.js';
import { fieldOf, filingOf, lacks } from './filing.js';
import { forgetReceipt, keepReceipt } from './draft.js';

const NOWHERE = { lon: null, lat: null, accuracy: null, placeName: null, areaKey: null, kind: 'pin' };
/** Where the page's fields are, to go to the first that lacks something. */
const ELEMENTS = { text: 'text', requestKind: 'requestKind', category: 'category-button', where: 'where', phone: 'phone', email: 'email' };

/** Everything a person can do on the page, by name. */
export function createActions({ store, city, model, submission, photos, getMap }) {
  const without = (name) => ({ errors: { ...store.get().errors, [name]: '' }, refusal: '' });

  function found(item) {
    if (item.kind === 'area') {
      store.set({ ...NOWHERE, mode: 'point', kind: 'area', areaKey: { level: item.level, code: item.code }, placeName: item.name, locateFault: '', ...without('where') });
      item.bbox && getMap()?.fit(item.bbox);
      return;
    }
    const kind = { coordinate: 'pin', address: 'address' }[item.kind] ?? 'place';
    store.set({ ...NOWHERE, mode: 'point', kind, lon: item.lon, lat: item.lat, placeName: kind === 'pin' ? null : item.name, locateFault: '', ...without('where') });
  }

  function located({ coords }) {
    store.set({
      mode: 'point', kind: 'gps', placeName: null, areaKey: null,
      lon: Number(coords.longitude.toFixed(6)), lat: Number(coords.latitude.toFixed(6)), accuracy: Math.max(1, Math.round(coords.accuracy)),
      locating: false, locateFault: '', ...without('where'),
    });
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

  async function submit(event) {
    event?.preventDefault();
    const state = store.get();
    if (!submission.isHeld()) {
      const errors = lacks(state);
      store.set({ errors: Object.fromEntries(Object.entries(errors).map(([name, key]) => [name, t(key)])), refusal: '' });
      if (Object.keys(errors).length > 0) {
        goToFirst(errors);
        return;
      }
    }
    if (photos.isSending()) {
      store.set({ refusal: t('photos.wait') });
      goToFirst({ form: '' });
      return;
    }
    const receipt = await submission.send('/requests', filingOf(state, photos.keys()));
    receipt ? received(receipt) : submission.get().status === 'refused' && refused(submission.get().error);
  }

  function received(receipt) {
    keepReceipt(receipt);
    photos.clear();
    store.set({ receipt, name: '', phone: '', email: '' });
    requestAnimationFrame(() => document.getElementById('receipt-title')?.focus());
  }

  /** What the server says is shown at the field that it names, in the page's own words where there are any. */
  function refused({ code, field, detail }) {
    const name = fieldOf(field);
    const text = code === 'contact_needed' ? t('report.lacks.contact') : code === 'key_reused' ? t('report.reused') : detail;
    store.set(name === 'form' ? { refusal: text } : { errors: { [name]: text }, ...(code === 'contact_needed' ? { anonymous: false } : {}) });
    goToFirst({ [name]: text });
  }

  function goToFirst(errors) {
    const first = Object.keys(ELEMENTS).find((name) => errors[name]) ?? 'form';
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(ELEMENTS[first] ?? 'refusal')?.focus()));
  }

  async function copy(text, what) {
    await navigator.clipboard.writeText(text).then(() => store.set({ copied: what }), () => store.set({ copied: '' }));
  }

  /** Where a photo was taken is where the matter is, as well as the telephone knew. */
  function placedByPhoto({ lon, lat }) {
    store.set({ ...NOWHERE, mode: 'point', kind: 'pin', lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)), locateFault: '', ...without('where') });
  }

  return {
    found, placedByPhoto, locate, submit, copy,
    type: (name, value) => store.set({ [name]: value, ...without(name) }),
    mode: (mode) => store.set({ mode, ...without('where') }),
    chooseArea: (named) => store.set({ named, ...without('where') }),
    chooseCategory: (category) => store.set({ category, anonymous: store.get().anonymous && model.allowsAnonymous(category), ...without('category') }),
    anonymous: (anonymous) => store.set({ anonymous, ...without('phone') }),
    zoom: (steps) => getMap()?.zoomBy(steps),
    wholeCity: () => getMap()?.fit(city.bbox),
    reloadTiles() {
      store.set({ tilesFailed: false });
      getMap()?.reloadTiles();
    },
    change: submission.forget,
    print: () => window.print(),
    again() {
      forgetReceipt();
      location.assign('/report');
    },
  };
}
