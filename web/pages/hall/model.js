import { getJson, newKey, postJson } from '../../core/api.js';
import { nameOf } from '../../core/i18n.js';
import { calmly, follow } from '../../core/live.js';
import { createResource } from '../../core/resource.js';

/** Several counters change the queue at once: news are read together. */
const CALM_MS = 500;

/** Bookings are made and cancelled without any event of the line: so often they are read again. */
const LOOK_MS = 60_000;

/**
 * What the hall's page holds: my halls, the chosen one with counters and matters, today's tickets and bookings, live.
 *
 * @param works whether the reader works in halls; others see figures only
 */
export function createModel(store, changed, works) {
  const mine = createResource(changed);
  const hall = createResource(changed);
  const tickets = createResource(changed);
  const bookings = createResource(changed);
  let matters = new Map();
  let stream = null;
  let shown = null;
  let read = { hall: null, day: null };

  const path = (rest = '') => `/halls/${encodeURIComponent(store.get().hall)}${rest}`;
  const readTickets = () => tickets.load((signal) => getJson(path('/tickets'), {}, { signal }), { keep: true });
  /** The day is of the day's list only: who is expected at the counters comes today. */
  const dayOf = ({ hall: code, tab, day }) => (code && tab === 'day' ? day : null);

  function readBookings() {
    const state = store.get();
    const day = dayOf(state);
    const keep = read.hall === state.hall && read.day === day;
    read = { hall: state.hall, day };
    bookings.load((signal) => getJson(path('/bookings'), { day }, { signal }), { keep });
  }

  const news = calmly(() => {
    readTickets();
    readBookings();
  }, CALM_MS);

  const readHall = () =>
    hall.load(async (signal) => {
      const [found, counters] = await Promise.all([getJson(path(), {}, { signal }), works ? getJson(path('/counters'), {}, { signal }) : { items: [] }]);
      return { ...found, counters: counters.items };
    }, { keep: true });

  /** A hall's line is followed while it is shown, and read again whenever it changes. */
  function open() {
    const code = store.get().hall;
    if (code === shown) {
      return;
    }
    shown = code;
    stream?.close();
    stream = null;
    [hall, tickets, bookings].forEach((resource) => resource.clear());
    store.set({ screen: null, live: false });
    if (!code) {
      return;
    }
    begin(code);
  }

  /** A place that takes no bookings has no line to follow. */
  async function begin(code) {
    await readHall();
    if (!works || shown !== code || stream || !hall.get().data) {
      return;
    }
    readTickets();
    readBookings();
    stream = follow(`/halls/${encodeURIComponent(code)}/display/events`, 'screen', (screen) => {
      store.set({ screen });
      news();
    }, (live) => store.set({ live }));
  }

  store.subscribe((_, keys) => {
    keys.has('hall') && open();
    (keys.has('tab') || keys.has('day')) && hall.get().data && works && dayOf(store.get()) !== read.day && readBookings();
  });

  /** Only while somebody looks and the line is followed: who is cut off keeps the list that is there. */
  function look() {
    const { live, tab } = store.get();
    !document.hidden && live && works && (tab === null || tab === 'day') && hall.get().data && readBookings();
  }

  return {
    mine, hall, tickets, bookings, readTickets, readBookings, path,
    matterName: (code) => nameOf(matters.get(code)) || code,
    matters: () => [...matters].map(([code, name]) => [code, nameOf(name) || code]),
    queueName: (code) => nameOf(hall.get().data?.queues.find((queue) => queue.code === code)?.name) || code,
    start() {
      getJson('/matters').then(({ items }) => {
        matters = new Map(items.map(({ code, name }) => [code, name]));
        changed();
      }, () => {});
      mine.load(async (signal) => {
        const { items } = await getJson('/halls/mine', {}, { signal });
        if (items.length === 1 && !store.get().hall) {
          queueMicrotask(() => store.set({ hall: items[0].place }));
        }
        return items;
      });
      open();
      setInterval(look, LOOK_MS);
      document.addEventListener('visibilitychange', look);
    },
    /** After the schedule was changed. */
    reread() {
      begin(shown);
      works && news();
    },
    call: (counter) => postJson(path('/calls'), { counter }).then(({ items }) => items[0] ?? null),
    step: (booking, body) => postJson(path(`/tickets/${booking}`), body),
    admit: (body) => postJson(path('/tickets'), body, { key: newKey() }),
    noShow: (booking) => postJson(path(`/bookings/${booking}/no-show`)),
    contact: (booking, reason) => postJson(path(`/bookings/${booking}/contact`), { reason }),
    kiosk: () => getJson(path('/kiosk')),
    endKiosks: () => postJson(path('/kiosk/revoke'), {}),
  };
}
