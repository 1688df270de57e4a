import { bookingLink, waitingLink } from '../../core/booking-link.js';
import { currentLanguage, t } from '../../core/i18n.js';
import { dayAt, plusDays } from '../../core/hall-time.js';
import { currentAccount } from '../../core/session.js';
import { BLANK, location as placeOf, mattersOf, knownPhone, MOST_MATTERS } from './state.js';

/** Until when somebody waits, unless they say otherwise. */
const WAITING_DAYS = 14;
/** What a field lacks, by its id. */
const LACKS = { name: 'details.lacks.name', bookedBy: 'details.lacks.bookedBy', phone: 'details.lacks.phone', email: 'details.lacks.email', firstDay: 'wait.lacks.days', lastDay: 'wait.lacks.days' };
const LOST = new Set(['hold_expired', 'schedule_changed', 'past_slot', 'slot_full', 'no_such_slot', 'hall_not_in_charge', 'unknown_booking', 'wrong_state']);

/** Everything a person can do on the page, by name. */
export function createActions({ store, city, model, submission, holding, getMap }) {
  const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
  const without = (name) => ({ errors: { ...store.get().errors, [name]: '' } });
  const forget = { refusal: null, alternatives: [] };

  function found(item) {
    if (item.lon === null && !item.bbox) {
      return;
    }
    const [west, south, east, north] = item.bbox ?? [item.lon, item.lat, item.lon, item.lat];
    const middle = item.lon === null ? { lon: (west + east) / 2, lat: (south + north) / 2, accuracy: Math.round(((north - south) / 2) * 111_000) } : { lon: item.lon, lat: item.lat, accuracy: null };
    store.set({ ...middle, kind: item.kind === 'coordinate' ? 'pin' : 'place', placeName: item.kind === 'coordinate' ? null : item.name, where: 'point', locateFault: '', ...forget });
  }

  function locate() {
    if (!('geolocation' in navigator)) {
      store.set({ locateFault: 'locate.unavailable' });
      return;
    }
    store.set({ locating: true, locateFault: '' });
    const located = ({ coords }) => store.set({
      where: 'point', kind: 'gps', placeName: null, lon: Number(coords.longitude.toFixed(6)), lat: Number(coords.latitude.toFixed(6)),
      accuracy: Math.max(1, Math.round(coords.accuracy)), locating: false, ...forget,
    });
    const failed = ({ code }) => store.set({ locating: false, locateFault: code === 1 ? 'locate.denied' : 'locate.unavailable' });
    navigator.geolocation.getCurrentPosition(located, failed, { enableHighAccuracy: true, timeout: 10000, maximumAge: 30000 });
  }

  function toggleMatter(code, on) {
    const rest = mattersOf(store.get()).filter((each) => each !== code);
    const all = on ? [...rest, code].slice(-MOST_MATTERS) : rest;
    store.set({ matter: all.join(',') || null, changing: true, day: null, ...forget });
  }

  const lacks = ({ name, phone, behalf, bookedBy }) => ({
    ...(name.trim() === '' ? { name: t('details.lacks.name') } : {}),
    ...(behalf && bookedBy.trim() === '' ? { bookedBy: t('details.lacks.bookedBy') } : {}),
    ...(/^[+\d][\d\s()-]{5,}$/.test(phone.trim()) || (phone.trim() === '' && hasOwnPhone()) ? {} : { phone: t('details.lacks.phone') }),
  });

  /** Who is logged in with a phone is asked for none, but to wait. */
  const hasOwnPhone = () => !store.get().waiting && knownPhone(store.get(), currentAccount()) !== null;

  /** Whether name and phone are there; else the first that lacks something has the focus. */
  function complete() {
    const errors = lacks(store.get());
    store.set({ errors, refusal: null });
    Object.keys(errors).length > 0 && focus(Object.keys(errors)[0]);
    return Object.keys(errors).length === 0;
  }

  const contact = ({ name, phone, email, call, behalf, bookedBy }) => ({ name: name.trim(), ...(behalf ? { booked_by: bookedBy.trim() } : {}), ...(phone.trim() ? { phone: phone.trim() } : call ? { call: call.id } : {}), ...(email.trim() ? { email: email.trim() } : {}), language: currentLanguage() });

  async function confirm(event) {
    event?.preventDefault();
    const state = store.get();
    if (!submission.isHeld() && !complete()) {
      return;
    }
    const { id, token } = state.hold;
    const booking = await submission.send(`/bookings/${id}/confirm`, { token, ...contact(state) });
    if (booking) {
      holding.end();
      window.location.replace(bookingLink(id, token));
      return;
    }
    const { status, error } = submission.get();
    status === 'refused' && refusedAt(error);
  }

  /** At the field where there is one; a hold that is gone leads back to the times; else above the button. */
  function refusedAt(error) {
    submission.forget();
    if (error.code === 'bad_phone' || ['phone', 'name', 'email', 'booked_by'].includes(error.field)) {
      const field = error.code === 'bad_phone' ? 'phone' : error.field === 'booked_by' ? 'bookedBy' : error.field;
      store.set({ errors: { [field]: t(LACKS[field]) } });
      focus(field);
    } else if (LOST.has(error.code)) {
      holding.lost(error);
    } else {
      store.set({ refusal: { code: error.code, kind: error.kind, detail: error.detail } });
      focus('refusal');
    }
  }

  function openWaiting() {
    const zone = model.hall.get().data?.time_zone ?? city.time_zone;
    const today = dayAt(new Date(), zone);
    store.set({ waiting: 'form', firstDay: today, lastDay: plusDays(today, WAITING_DAYS), errors: {}, refusal: null });
  }

  async function joinWaitlist(event) {
    event.preventDefault();
    const state = store.get();
    if (!submission.isHeld() && !complete()) {
      return;
    }
    const joined = await submission.send('/waitlist', {
      ...(state.place ? { hall: state.place } : {}), matters: mattersOf(state), first_day: state.firstDay, last_day: state.lastDay, ...placeOf(state), ...contact(state),
    });
    if (joined) {
      window.location.assign(waitingLink(joined.entry.id, joined.token));
    } else if (submission.get().status === 'refused') {
      refusedWaiting(submission.get().error);
    }
  }

  function refusedWaiting(error) {
    submission.forget();
    const field = error.code === 'bad_phone' ? 'phone' : { first_day: 'firstDay', last_day: 'lastDay', booked_by: 'bookedBy' }[error.field] ?? error.field;
    if (['phone', 'name', 'email', 'bookedBy', 'firstDay', 'lastDay'].includes(field)) {
      store.set({ errors: { [field]: t(LACKS[field]) } });
      focus(field);
    } else {
      store.set({ refusal: { code: error.code, kind: error.kind, detail: error.detail } });
      focus('refusal');
    }
  }

  return {
    found, locate, toggleMatter, confirm, openWaiting, joinWaitlist,
    type: (name, value) => store.set({ [name]: value, ...without(name) }),
    behalf: (behalf) => store.set({ behalf, ...without('bookedBy') }),
    set: (patch) => store.set(patch),
    where: (where) => store.set({ where, ...forget }),
    sort: (sort) => store.set({ sort: sort === 'distance' ? 'distance' : null }),
    chooseHall: (place) => store.set({ place, direct: false, day: null, shown: BLANK.shown, ...forget }),
    /** Reading goes on at the first of the new ones. */
    async moreHalls() {
      const known = await model.moreHalls();
      known !== null && requestAnimationFrame(() => requestAnimationFrame(() => document.querySelectorAll('#halls > li')[known]?.querySelector('[data-hall]')?.focus()));
    },
    otherHall() {
      store.set({ place: null, direct: false, day: null, waiting: null, ...forget });
    },
    view: (view) => store.set({ view: view === 'calendar' ? 'calendar' : null }),
    day: (day) => store.set({ day }),
    more: (shown) => store.set({ shown }),
    take: holding.take,
    extend: holding.extend,
    drop: holding.drop,
    giveUp: holding.giveUp,
    edit: () => store.set({ editing: true }),
    otherTime() {
      submission.forget();
      store.set({ editing: false, refusal: null });
    },
    closeWaiting() {
      submission.forget();
      store.set({ waiting: null, errors: {}, refusal: null });
    },
    change: submission.forget,
    reload: model.refresh,
    toggleMap: () => store.set({ mapOpen: !store.get().mapOpen }),
    zoom: (steps) => getMap()?.zoomBy(steps),
    wholeCity: () => getMap()?.fit(city.bbox),
    reloadTiles() {
      store.set({ tilesFailed: false });
      getMap()?.reloadTiles();
    },
    point: (point) => store.set({ where: 'point', kind: 'pin', lon: Number(point.lon.toFixed(6)), lat: Number(point.lat.toFixed(6)), accuracy: null, placeName: null, locateFault: '', ...forget }),
  };
}
