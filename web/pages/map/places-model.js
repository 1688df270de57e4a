import { getJson } from '../../core/api.js';
import { dayAt, plusDays } from '../../core/hall-time.js';
import { createResource } from '../../core/resource.js';
import { planeAt } from '../../map/disc.js';
import { buildTree } from '../../components/category-tree.js';
import { isPast, watchTime } from '../../components/open-state.js';
import { filterParams, hallParams, listCenter, listParams, originOf, sortOf } from './place-query.js';

const AT_ONCE = 20;
const MOST_AT_ONCE = 1000;
const AREAS_SHOWN = 6;
/** A place that should have opened or closed is asked for so often, until it is told otherwise. */
const AGAIN_MS = 60000;

/** Of counts by category. */
const isSame = (one, other) => one.size === other.size && [...one].every(([code, n]) => other.get(code) === n);

/**
 * What the page knows of places: their categories and counts, the list, the one that is open, and who is in charge of the point.
 * Follows the store; answers that were overtaken never show.
 *
 * @param changed something is known that was not
 * @param aged nothing is, but time has passed
 * @param reopened where only what is open is shown: something has opened or closed
 */
export function createPlacesModel(store, city, changed, { aged, reopened }) {
  const categories = createResource(changed);
  const counts = createResource(changed);
  const matters = createResource(changed);
  const list = createResource(changed);
  const following = createResource(changed);
  const place = createResource((now) => (now.status === 'ready' && nameAreas(now.data), changed()));
  const soon = createResource(changed);
  const areas = createResource(changed);
  const charge = createResource(() => (askAhead(), changed()));
  const ahead = createResource(changed);
  const reported = createResource(changed);
  const area = createResource(changed);
  const chain = createResource((now) => now.status === 'ready' && keyOf(now.data) === store.get().area && store.set({ areaChain: now.data }));
  const centerOf = listCenter(store.get().c ?? city.center);
  let asked = {};

  /** Fetches only what another question was asked for before. */
  function ask(name, key, fetch) {
    if (asked[name] !== key) {
      asked = { ...asked, [name]: key };
      fetch();
    }
  }

  function askList() {
    const state = store.get();
    const center = centerOf(state);
    if (state.panel !== 'places') {
      return;
    }
    const params = listParams(state, center);
    ask('list', JSON.stringify(params), () => {
      following.clear();
      list.load((signal) => getJson('/places', { ...params, limit: AT_ONCE }, { signal }), { keep: true });
    });
  }

  /** Who is in charge comes first where it passes the conditions, however far it is. */
  function askAhead() {
    const state = store.get();
    const codes = [...new Set(inCharge())];
    const params = state.panel === 'places' && codes.length > 0 && sortOf(state) === 'distance' ? { ...listParams(state, centerOf(state)), codes: codes.join(','), limit: codes.length } : null;
    ask('ahead', JSON.stringify(params), () => (params ? ahead.load((signal) => getJson('/places', params, { signal }), { keep: true }) : ahead.clear()));
  }

  function askCounts() {
    const params = filterParams(store.get());
    const { category, ...others } = params;
    ask('counts', JSON.stringify(others), () => counts.load((signal) => fetchCounts(others, { signal }), { keep: true }));
  }

  async function fetchCounts(params, options) {
    const { items } = await getJson('/places/counts', params, options);
    return new Map(items.map((each) => [each.category, each.places]));
  }

  function askPlace() {
    const { place: code } = store.get();
    ask('place', code, () => {
      areas.clear();
      code ? place.load((signal) => getJson(`/places/${encodeURIComponent(code)}`, {}, { signal })) : place.clear();
    });
  }

  /** Halls of the chosen matter with their first free times: the layer on the map, and a word in the rows. */
  function askSoon() {
    const state = store.get();
    const params = state.matter ? hallParams(state, plusDays(dayAt(new Date(), city.time_zone), 6)) : null;
    ask('soon', JSON.stringify(params), () => (params ? soon.load((signal) => getJson('/halls', params, { signal }).then(({ items }) => items), { keep: true }) : soon.clear()));
  }

  /** What it is in charge of comes as codes; people know names. */
  function nameAreas({ in_charge: all }) {
    const named = all.filter((each) => !each.startsWith('overlay:')).slice(0, AREAS_SHOWN);
    const isKnown = named.join() === (areas.get().data ?? []).map(({ level, code }) => `${level}:${code}`).join();
    if (named.length > 0 && !isKnown) {
      areas.load((signal) => Promise.all(named.map((each) => {
        const [level, code] = each.split(':');
        return getJson(`/areas/${encodeURIComponent(level)}/${encodeURIComponent(code)}`, {}, { signal });
      })));
    }
  }

  function askPoint() {
    const { accuracy } = store.get();
    const origin = originOf(store.get());
    ask('charge', JSON.stringify([origin, accuracy]), () => {
      origin ? charge.load((signal) => getJson('/places/responsible', { ...origin, accuracy: accuracy || null }, { signal })) : charge.clear();
    });
    const { lon, lat } = store.get();
    ask('reported', `${lon} ${lat}`, () => {
      lon === null ? reported.clear() : reported.load(async (signal) => {
        const near = { lon, lat, radius: 500 };
        const [{ items }, { items: nearest }] = await Promise.all([getJson('/requests/near/counts', near, { signal }), getJson('/requests/near', { ...near, limit: 1 }, { signal })]);
        return { items, nearest: nearest[0] ?? null };
      });
    });
  }

  /** The area that the list is limited to: its name and box. */
  function askArea() {
    const { area: key } = store.get();
    ask('area', key, () => {
      const [level, code] = (key ?? '').split(':');
      const path = `/areas/${encodeURIComponent(level)}/${encodeURIComponent(code ?? '')}`;
      key ? area.load((signal) => getJson(path, {}, { signal })) : area.clear();
      keyOf(store.get().areaChain) === key || askChain(key, path);
    });
  }

  const keyOf = (areas) => (areas.length > 0 ? `${areas[areas.length - 1].level}:${areas[areas.length - 1].code}` : null);

  /** An area that came by the address: the lists shall say it, and those above it. */
  function askChain(key, path) {
    store.set({ areaChain: [] });
    key ? chain.load(async (signal) => [...(await getJson(`${path}/parents`, {}, { signal })).items, await getJson(path, {}, { signal })]) : chain.clear();
  }

  function follow() {
    askArea();
    askPlace();
    askPoint();
    askList();
    askAhead();
    askCounts();
    askSoon();
    (store.get().panel === 'filters' || store.get().matter) && ask('matters', 'all', () => matters.load((signal) => getJson('/matters', {}, { signal }).then(({ items }) => items)));
  }

  function askCategories() {
    categories.load((signal) => getJson('/places/categories', {}, { signal }).then(({ items }) => buildTree(items)));
  }

  /** The next page is added to what is there. */
  function more() {
    const { next } = list.get().data;
    const key = asked.list;
    following.load(async (signal) => {
      const page = await getJson('/places', { ...JSON.parse(key), limit: AT_ONCE, cursor: next }, { signal });
      key === asked.list && list.load(() => Promise.resolve({ items: [...list.get().data.items, ...page.items], next: page.next }), { keep: true });
      return page;
    });
  }

  /** Asks again for what is shown and puts the answer in its place, without a trace when there is none or something else came meanwhile. */
  async function renew(resource, path, params) {
    const { status, data: before } = resource.get();
    if (status !== 'ready') {
      return;
    }
    try {
      const data = await getJson(path, params);
      resource.get().data === before && resource.load(() => Promise.resolve(data), { keep: true });
    } catch (error) {
      console.warn(error);
    }
  }

  const renewedAt = {};

  /** Who should have opened or closed is asked for until it is told so, once a minute. */
  function renewPast(name, places, now, again) {
    if (places.some(({ open }) => isPast(open, now)) && now - (renewedAt[name] ?? 0) >= AGAIN_MS) {
      renewedAt[name] = now;
      again();
    }
  }

  /** Where only what is open is asked for, the counts tell once a minute whether anything in the city has opened or closed. */
  async function renewOpen(now) {
    const { status, data } = counts.get();
    if (!store.get().open || status !== 'ready' || now - (renewedAt.open ?? 0) < AGAIN_MS) {
      return;
    }
    renewedAt.open = now;
    const key = asked.counts;
    const fresh = await fetchCounts(JSON.parse(key)).catch((error) => console.warn(error));
    if (fresh && key === asked.counts && counts.get().data === data && !isSame(fresh, data)) {
      counts.load(() => Promise.resolve(fresh), { keep: true });
      renewList();
      reopened();
    }
  }

  function renewList() {
    const listed = list.get().data?.items ?? [];
    return renew(list, '/places', { ...JSON.parse(asked.list ?? '{}'), limit: Math.min(MOST_AT_ONCE, Math.max(AT_ONCE, listed.length)) });
  }

  /** The minutes go on, and who opens or closes meanwhile is asked for again. */
  function passTime(now) {
    const listed = list.get().data?.items ?? [];
    renewPast('list', listed, now, renewList);
    renewPast('ahead', ahead.get().data?.items ?? [], now, () => renew(ahead, '/places', JSON.parse(asked.ahead ?? '{}')));
    const inDuty = (charge.get().data?.duties ?? []).flatMap((duty) => duty.places.map((found) => found.place));
    renewPast('charge', inDuty, now, () => renew(charge, '/places/responsible', { ...originOf(store.get()), accuracy: store.get().accuracy || null }));
    const open = place.get().data?.place;
    open && renewPast('place', [open], now, () => renew(place, `/places/${encodeURIComponent(open.code)}`, {}));
    renewOpen(now);
    aged();
  }

  /** Codes of the places that are in charge of the point or of where the reader is, the most special first. */
  const inCharge = () => charged().map((found) => found.place.code);

  const charged = () => (charge.get().data?.duties ?? []).flatMap(({ places }) => places.filter(({ why }) => why === 'in_charge'));

  /** The hall of the chosen matter that a place is, or null. */
  const hallAt = (code) => (soon.get().data ?? []).find((hall) => hall.place === code) ?? null;

  store.subscribe(follow);

  return {
    start() {
      askCategories();
      follow();
      watchTime(passTime);
    },
    categories, counts, matters, list, following, place, areas, area, charge, reported, soon, more,
    retryCategories: askCategories,
    inCharge,
    /** Whether one of them is so on either side of a border that the point may lie beyond. */
    isSurelyInCharge: (code) => charged().some((found) => found.place.code === code && found.sure),
    /** Those of them that pass the list's conditions. */
    ahead: () => ahead.get().data?.items ?? [],
    /** Metres from the point that was asked about, or from where the reader is; null without either. */
    distanceTo({ lon, lat }) {
      const origin = originOf(store.get());
      return origin && Math.hypot(...planeAt(origin).toPlane([lon, lat]));
    },
    /** As the lists of areas want it; only what is known without asking for all above. */
    areaChain: () => store.get().areaChain,
    hallAt,
    /** What the open place takes bookings for: the matter that is looked for, else anything; null when it takes none. */
    booking() {
      const { place: shownPlace, booking } = place.get().data ?? {};
      const { matter } = store.get();
      if (!booking) {
        return null;
      }
      return booking.matters.includes(matter) ? { matter, earliest: hallAt(shownPlace.code)?.earliest } : { matter: null, earliest: booking.earliest };
    },
    matterName: (code) => matters.get().data?.find((each) => each.code === code)?.name ?? '',
    iconOf: (category) => categories.get().data?.nodes.get(category)?.icon ?? 'place',
    nameOfCategory: (category) => categories.get().data?.nodes.get(category)?.name ?? '',
    /** How many places the list has in all; null while that is not known. */
    total() {
      const known = counts.get().data;
      const { kind } = store.get();
      const roots = categories.get().data?.roots;
      if (!known || !roots) {
        return null;
      }
      return kind ? (known.get(kind) ?? 0) : roots.reduce((sum, { code }) => sum + (known.get(code) ?? 0), 0);
    },
  };
}
