import { getJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';
import { dayAt, plusDays } from '../../core/hall-time.js';
import { location, mattersOf, stepOf } from './state.js';

const AT_ONCE = 50;
const MOST_DAYS = 62;

/** So long nothing was typed before the halls are asked for. */
const TYPED_MS = 250;

/** What the page knows: matters, halls that do the chosen ones, one hall and its free times. Follows the store. */
export function createModel(store, changed) {
  const matters = createResource(changed);
  const halls = createResource(changed);
  const others = createResource(changed);
  const hall = createResource((now) => (now.status === 'ready' && askTimes(), changed()));
  const place = createResource(changed);
  const times = createResource(changed);
  const known = new Map();
  let asked = {};
  let typing = null;

  function ask(name, key, fetch) {
    if (asked[name] !== key) {
      asked = { ...asked, [name]: key };
      fetch();
    }
  }

  /** Distances need a place to measure from. */
  function hallParams() {
    const state = store.get();
    const where = location(state);
    return { matter: state.matter, ...where, sort: state.sort === 'distance' && 'lon' in where ? 'distance' : 'earliest' };
  }

  /** Halls are listed once it is said where the matter arises, or that it is not said. */
  const listable = (state) => state.matter && (state.where === 'none' || state.lon !== null);

  function askHalls() {
    const state = store.get();
    if (!listable(state)) {
      ask('halls', '', halls.clear);
      return;
    }
    const params = shownParams();
    ask('halls', JSON.stringify(params), () => halls.load((signal) => getJson('/halls', params, { signal }), { keep: true }));
  }

  const shownParams = () => {
    const name = store.get().hallName.trim();
    return { ...hallParams(), eligible: 'true', limit: AT_ONCE, ...(name ? { q: name } : {}) };
  };

  /** The next page is added to what is there, unless something else was asked for meanwhile. */
  async function moreHalls() {
    const { items, next } = halls.get().data ?? {};
    const key = asked.halls;
    if (!next || store.get().following) {
      return null;
    }
    store.set({ following: true, moreFailed: false });
    try {
      const page = await getJson('/halls', { ...shownParams(), cursor: next });
      const known = new Set(items.map((item) => item.place)); // the soonest come first, and that changes meanwhile
      const all = [...items, ...page.items.filter((item) => !known.has(item.place))];
      key === asked.halls && halls.load(() => Promise.resolve({ items: all, next: page.next }), { keep: true });
      store.set({ following: false });
      return items.length;
    } catch {
      store.set({ following: false, moreFailed: true });
      return null;
    }
  }

  function askOthers() {
    const state = store.get();
    const params = hallParams();
    const wanted = state.others && listable(state);
    ask('others', wanted ? JSON.stringify(params) : '', () => (wanted
      ? others.load(async (signal) => (await getJson('/halls', { ...params, limit: 1000 }, { signal })).items.filter(({ fit }) => fit === 'not_in_charge').slice(0, AT_ONCE))
      : others.clear()));
  }

  function askHall() {
    const { place: code } = store.get();
    ask('hall', code, () => {
      times.clear();
      asked.times = '';
      code ? hall.load((signal) => getJson(`/halls/${encodeURIComponent(code)}`, {}, { signal })) : hall.clear();
      code ? place.load((signal) => getJson(`/places/${encodeURIComponent(code)}`, {}, { signal })) : place.clear();
    });
  }

  function askTimes(again = false) {
    const { place: code, matter, quota } = store.get();
    const { data } = hall.get();
    const key = code && matter && data?.place === code ? `${code} ${matter} ${quota}` : '';
    if (again && key) {
      asked.times = null;
    }
    ask('times', key, () => (key ? times.load((signal) => fetchTimes(data, { matter, ...(quota === 'internal' ? { quota } : {}) }, signal), { keep: again }) : times.clear()));
  }

  function fetchTimes({ place: code, time_zone: zone }, asked, signal) {
    const from = dayAt(new Date(), zone);
    return getJson(`/halls/${encodeURIComponent(code)}/availability`, { ...asked, from, to: plusDays(from, MOST_DAYS) }, { signal });
  }

  function follow() {
    stepOf(store.get()) === 'choose' && (askHalls(), askOthers());
    askHall();
    askTimes();
  }

  store.subscribe((_, keys) => {
    if (['matter', 'lon', 'lat', 'accuracy', 'where', 'sort', 'place', 'others', 'hold', 'waiting', 'quota'].some((key) => keys.has(key))) {
      follow();
    }
    if (keys.has('hallName')) {
      clearTimeout(typing);
      typing = setTimeout(askHalls, TYPED_MS);
    }
  });

  /** Those for which a hall takes bookings first. Where that cannot be read, all may be tried. */
  async function allMatters(signal) {
    const [{ items }, halls] = await Promise.all([getJson('/matters', {}, { signal }), getJson('/halls/matters', {}, { signal }).catch(() => null)]);
    const served = halls && new Set(halls.items.map(({ code }) => code));
    const all = items.map((matter) => ({ ...matter, bookable: !served || served.has(matter.code) }));
    return [...all.filter(({ bookable }) => bookable), ...all.filter(({ bookable }) => !bookable)];
  }

  return {
    matters, halls, others, hall, place, times, moreHalls,
    start() {
      matters.load(allMatters);
      follow();
    },
    /** After something was taken or refused: what is shown is old. */
    refresh() {
      askTimes(true);
      asked.halls = null;
      stepOf(store.get()) === 'choose' && askHalls();
    },
    /** Those that can be chosen: of the hall where one is open, else all. */
    choosable() {
      const all = matters.get().data ?? [];
      const { place: code, direct } = store.get();
      const served = new Set((direct && code ? (hall.get().data?.queues ?? []) : []).flatMap((queue) => Object.keys(queue.matters)));
      return direct && code ? all.filter((matter) => served.has(matter.code)) : all;
    },
    chosen: () => mattersOf(store.get()).map((code) => (matters.get().data ?? []).find((matter) => matter.code === code) ?? { code, name: code, documents: [] }),
    /** The hall of a code, with its name and zone: of alternatives only the code is known. */
    async hallOf(code) {
      if (!known.has(code)) {
        known.set(code, await getJson(`/halls/${encodeURIComponent(code)}`));
      }
      return known.get(code);
    },
    /** What is known of it does not hold any more. */
    forget: (code) => known.delete(code),
    fit: () => (halls.get().data?.items ?? []).find(({ place: code }) => code === store.get().place) ?? null,
  };
}
