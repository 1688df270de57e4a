import { getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { dayAt, plusDays } from '../../core/hall-time.js';

const MOST_DAYS = 62;

export const BLANK = Object.freeze({
  link: null, booking: null, token: '', entry: null, opening: '', fault: null, said: '', qr: '',
  number: '', phone: '', errors: {}, looking: false,
  doing: null, busy: false, mineFault: null, refusal: null, alternatives: [], chosen: null, view: null, day: null, shown: 3,
});

/** What belongs to the booking that is open: its place, what to bring, other times; and one's own bookings. */
export function createModel(store, changed) {
  const place = createResource(changed);
  const matters = createResource(changed);
  const times = createResource(changed);
  const mine = createResource(changed);
  const path = (code) => encodeURIComponent(code);
  return {
    place, matters, times, mine,
    about({ hall, matters: codes }) {
      place.get().data?.place.code === hall.place || place.load((signal) => getJson(`/places/${path(hall.place)}`, {}, { signal }));
      matters.load((signal) => Promise.all(codes.map((code) => getJson(`/matters/${path(code)}`, {}, { signal }).catch(() => ({ code, name: code, documents: [] })))), { keep: true });
    },
    aboutWaiting: ({ hall, matters: codes }) => {
      hall && place.load((signal) => getJson(`/places/${path(hall)}`, {}, { signal }));
      matters.load((signal) => Promise.all(codes.map((code) => getJson(`/matters/${path(code)}`, {}, { signal }).catch(() => ({ code, name: code, documents: [] })))));
    },
    askTimes() {
      const { hall, matters: codes } = store.get().booking;
      const from = dayAt(new Date(), hall.time_zone);
      times.load((signal) => getJson(`/halls/${path(hall.place)}/availability`, { matter: codes.join(','), from, to: plusDays(from, MOST_DAYS) }, { signal }), { keep: true });
    },
    askMine: () => mine.load((signal) => getJson('/bookings/mine', {}, { signal }).then(({ items }) => items)),
    hallOf: (code) => getJson(`/halls/${path(code)}`),
  };
}
