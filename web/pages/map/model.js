import { getJson } from '../../core/api.js';
import { buildTree } from '../../components/category-tree.js';
import { createResource } from '../../core/resource.js';
import { cutByCircle, planeAt, pointInside, ringsOf } from '../../map/disc.js';

/**
 * What the page knows and how it comes to know it: follows the store's point, side and category, and fetches what belongs
 * to them. Answers that were overtaken never show.
 *
 * @param store the page's state @param city answer of `GET /city` @param changed called after every change
 */
export function createModel(store, city, changed) {
  const resolution = createResource(() => (cutDisc(), answer(), changed()));
  const sideResolution = createResource(changed);
  const disc = createResource(() => (answer(), changed()));
  const route = createResource(changed);
  const sides = createResource(changed);
  const overview = createResource(changed);
  const categories = createResource(changed);
  const topAreas = createResource(changed);
  let asked = '';
  let askedSides = null;

  function resolve() {
    const { lon, lat, accuracy } = store.get();
    asked = '';
    askedSides = null;
    [sideResolution, disc, route, sides, overview].forEach((resource) => resource.clear());
    if (lon === null) {
      resolution.clear();
      return;
    }
    resolution.load((signal) => getJson('/resolve', { lon, lat, accuracy, overlays: '*' }, { signal }));
    categories.get().status === 'idle' && categories.load((signal) => getJson('/categories', {}, { signal }).then(({ items }) => buildTree(items)));
  }

  /**
   * The area whose side is asked for, or null: of the authoritative level where that is unsure, since it settles the
   * coarser ones as well, else the coarsest.
   */
  function unsureArea() {
    const unsure = (resolution.get().data?.areas ?? []).filter((area) => area.ambiguous && area.candidates.length > 1);
    return unsure.find(({ level }) => level === city.authoritative_level) ?? unsure[0] ?? null;
  }

  /** Cuts the accuracy circle by the borders of the areas it may lie in. */
  function cutDisc() {
    const { status, data } = resolution.get();
    const area = unsureArea();
    if (status !== 'ready' || !area || disc.get().status !== 'idle') {
      return;
    }
    disc.load(async (signal) => {
      const shapes = await Promise.all(area.candidates.map(({ code }) => geometryOf(area.level, code, 17, signal)));
      const plane = planeAt(data.point);
      return area.candidates.map((candidate, i) => part(candidate, shapes[i], plane, data));
    });
  }

  function part(candidate, geometry, plane, { accuracy_metres: radius }) {
    const { rings, border } = cutByCircle(ringsOf(geometry).map((ring) => ring.map(plane.toPlane)), radius);
    const label = pointInside(rings, radius);
    const [lat, lon] = label ? plane.toLatLng(label) : [null, null];
    return { ...candidate, rings, border, label, point: label ? { lon, lat } : null };
  }

  const chosenSide = () => store.get().side ?? unsureArea()?.code ?? null;

  /** The point that answers stand for: the one asked about, or one on the side that the reader chose. */
  function answerPoint() {
    const { lon, lat, side } = store.get();
    const area = unsureArea();
    if (area && side && side !== area.code) {
      const chosen = disc.get().data?.find(({ code }) => code === side);
      return chosen?.point ? { ...chosen.point, moved: true } : null;
    }
    return { lon, lat, moved: false };
  }

  /** Asks who is responsible, once per point, side and category. */
  function answer() {
    const { status, data } = resolution.get();
    askSides();
    const waiting = unsureArea() && store.get().side && disc.get().status === 'loading';
    if (status !== 'ready' || data.status === 'outside' || waiting) {
      return;
    }
    const point = answerPoint() ?? { lon: store.get().lon, lat: store.get().lat, moved: false };
    const { category, accuracy } = store.get();
    const key = [point.lon, point.lat, category, store.get().side].join(' ');
    if (key === asked) {
      return;
    }
    const samePlace = asked.startsWith(`${point.lon} ${point.lat} `);
    asked = key;
    const at = { lon: point.lon, lat: point.lat };
    askSide(point, at);
    if (!samePlace) {
      overview.load((signal) => getJson('/route/overview', at, { signal }));
    }
    const unsure = store.get().side || !accuracy ? {} : { accuracy };
    category ? route.load((signal) => getJson('/route', { ...at, ...unsure, category }, { signal })) : route.clear();
  }

  function askSide(point, at) {
    if (!point.moved) {
      sideResolution.clear();
    } else if (sideResolution.get().status === 'idle' || sideResolution.get().data?.point.lon !== at.lon) {
      sideResolution.load((signal) => getJson('/resolve', { ...at, overlays: '*' }, { signal }));
    }
  }

  /** Who is responsible on every side of the border, so that a person sees what the choice changes. */
  function askSides() {
    const { category } = store.get();
    const parts = (disc.get().data ?? []).filter(({ point }) => point);
    if (!category || parts.length < 2) {
      sides.clear();
      askedSides = null;
    } else if (askedSides !== category) {
      askedSides = category;
      const ask = async ({ code, name, share, point }, signal) => {
        const { decision } = await getJson('/route', { ...point, category }, { signal });
        return { code, name, share, unit: decision.unit };
      };
      sides.load((signal) => Promise.all(parts.map((part) => ask(part, signal))));
    }
  }

  store.subscribe((_, keys) => {
    if (['lon', 'lat', 'accuracy'].some((key) => keys.has(key))) {
      resolve();
    } else if (keys.has('category') || keys.has('side')) {
      answer();
      changed();
    }
  });

  function start() {
    topAreas.load((signal) => getJson('/areas', { level: city.levels[0].id, limit: 100 }, { signal }).then(({ items }) => items));
    resolve();
  }

  return {
    start, resolution, sideResolution, disc, route, overview, categories, topAreas,
    unsureArea, chosenSide,
    /** Who is responsible on the sides that are not chosen; null while that is unknown or there is only one side. */
    otherSides: () => sides.get().data?.filter(({ code }) => code !== chosenSide()) ?? null,
    /** The chain to show: of the chosen side where there is one. */
    shown: () => sideResolution.get().data ?? resolution.get().data,
    retryPoint: resolve,
  };
}

const shapes = new Map();

/** Geometry of an area for a zoom; kept, because a version never changes. */
export async function geometryOf(level, code, zoom, signal) {
  const key = `${level} ${code} ${zoom}`;
  if (!shapes.has(key)) {
    const path = `/areas/${encodeURIComponent(level)}/${encodeURIComponent(code)}/geometry`;
    shapes.set(key, (await getJson(path, { zoom }, { signal })).geometry);
  }
  return shapes.get(key);
}
