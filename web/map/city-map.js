import * as L from 'leaflet';
import { AreaLabels } from './labels.js';
import { AreaTiles } from './area-tiles.js';
import { GcjTiles } from './gcj-tiles.js';
import { createDisc, createOwnPosition, createPin, createSelection } from './marks.js';
import { drawnRank, readableZoom } from './levels.js';
import { onDemand } from './on-demand.js';
import { forgetColours } from './palette.js';
import { createPlaces } from './places.js';

/** Pixels of a map: that of a phone. */
const NARROW = 600;
const REDUCED_MOTION = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * The map of a city. All that pages know of the map library is this: points as `{lon, lat}`, boxes as
 * `[west, south, east, north]`, everything WGS 84.
 *
 * @param container an empty element
 * @param city what `GET /city` answers
 * @param options `fetchTile(z, x, y, signal)`, `center` [lon, lat], `zoom`, `textOf(properties)` → name on the map,
 *     `whole` when it is to start with the whole city in view, `obstacles()` → elements that names must not lie under, `onPick(point)`, `onRequest(id)`, `onHall(code)`, `onShade(key)`, `onRest({center, zoom})`,
 *     and where places are shown what `createPlaces` takes
 */
export function createCityMap(container, city, options) {
  const map = L.map(container, {
    center: [options.center[1], options.center[0]],
    zoom: options.zoom,
    minZoom: Math.max(3, Math.floor(city.zoom) - 3),
    maxZoom: 19,
    zoomControl: false,
    attributionControl: false,
    maxBounds: toBounds(city.bbox).pad(1.2),
    maxBoundsViscosity: 0.4,
    zoomAnimation: !REDUCED_MOTION,
    fadeAnimation: false,
    inertia: !REDUCED_MOTION,
    keyboardPanDelta: 60,
    wheelPxPerZoomLevel: 90,
  });
  addPane(map, 'counts', 340);
  addPane(map, 'selection', 350);
  addPane(map, 'overlays', 380);
  addPane(map, 'disc', 420);
  addPane(map, 'places', 440);
  addPane(map, 'labels', 450);

  const bounds = toBounds(city.bbox).pad(0.02);
  if (options.whole) {
    // before there are layers: else they would ask for tiles of a view that nobody sees
    showWhole(map, city, false);
  }
  const base = baseTiles(city.base_tiles)?.addTo(map) ?? null;
  const tiles = new AreaTiles(options.fetchTile, { levels: city.levels, transparent: base !== null, nativeMaxZoom: city.max_tile_zoom ?? 16, bounds });
  tiles.addTo(map);
  const labels = new AreaLabels(tiles, {
    levels: city.levels,
    textOf: options.textOf,
    obstacles: () => boxesOf(container, [...options.obstacles(), ...container.querySelectorAll('.mapnote > *, .m-disc__rim'), pin.element()]),
    marks: () => places?.boxes() ?? [],
  });
  const selection = createSelection(map);
  const overlays = onDemand(() => import('./overlay-shapes.js').then(({ createOverlayShapes }) => createOverlayShapes(map)));
  const disc = createDisc(map);
  const own = createOwnPosition(map);
  const pin = createPin(map, options.onPick);
  const incidents = onDemand(() => import('./incident-shapes.js').then(({ createIncidentShapes }) => createIncidentShapes(map)));
  const places = options.fetchPlaces ? createPlaces(map, { ...options, bounds }) : null;
  const requests = onDemand(() => import('./request-marks.js').then(({ createRequestMarks }) => createRequestMarks(map, (id) => options.onRequest?.(id))));
  const halls = onDemand(() => import('./halls.js').then(({ createHallMarks }) => createHallMarks(map, (code) => options.onHall?.(code))));
  const shades = onDemand(() => import('./area-shades.js').then(({ createAreaShades }) => createAreaShades(map, (key) => options.onShade?.(key))));
  const counts = onDemand(() => import('./count-shades.js').then(({ createCountShades }) => createCountShades(map)));
  labels.addTo(map);
  places?.onDrawn(() => labels.later());

  map.on('click', (event) => places?.click(event) || options.onPick(toPoint(event.latlng.wrap())));
  map.on('moveend', () => options.onRest(viewOf(map)));
  /** Shares are written into the disc only where there is room for them. */
  let discRadius = 0;
  const sizeDisc = () => container.classList.toggle('has-small-disc', discRadius / metresPerPixel(map.getCenter().lat, map.getZoom()) < 44);
  map.on('zoomend', sizeDisc);
  const stopKeys = pickWithEnter(container, () => places?.click({ latlng: map.getCenter() }) || options.onPick(toPoint(map.getCenter().wrap())));
  const sizes = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  sizes.observe(container);

  return {
    places,
    showPoint: (point) => pin.show(point),
    showOverlays: (collections) => overlays('show', collections),
    showRequests: (items) => requests('show', items),
    showHalls: (items) => halls('show', items),
    showShades: (items) => shades('show', items),
    /** @param items `{code, geometry, step, text, selected}`: areas in classes of released counts, `step` null where none is published */
    showCounts: (items) => counts('show', items),
    showIncidents: (items) => incidents('show', items),
    drawOutline: (points) => incidents('draw', points),
    showOwnPosition: (point) => own.show(point),
    showDisc(point, radius, parts, caption) {
      discRadius = point ? radius : 0;
      sizeDisc();
      disc.show(point, radius, parts, caption);
      labels.refresh();
    },
    showSelected(key, geometry) {
      selection.show(geometry);
      labels.refresh({ selected: geometry ? key : null });
    },
    /** `own` draws the city's own base even where tiles of another provider are configured. */
    showBase(name) {
      if (base) {
        name === 'own' ? base.remove() : base.addTo(map);
        tiles.repaint({ transparent: name !== 'own' });
      }
    },
    emphasise(level) {
      tiles.repaint({ emphasised: level });
      labels.refresh({ emphasised: level });
    },
    themeChanged() {
      forgetColours();
      tiles.repaint({});
      places?.repaint();
      labels.refresh();
    },
    relabel: () => labels.refresh(),
    reloadTiles() {
      tiles.redraw();
      places?.refilter();
    },
    view: () => viewOf(map),
    zoomBy: (steps) => map.setZoom(map.getZoom() + steps, { animate: !REDUCED_MOTION }),
    moveTo: ([lon, lat], zoom) => map.setView([lat, lon], zoom, { animate: false }),
    /** Brings a point into the free part of the map, zooming in only when the map shows too much to tell anything. */
    reveal(point, zoom) {
      const target = [point.lat, point.lon];
      const near = Math.max(map.getZoom(), zoom ?? 0);
      if (near !== map.getZoom() || !map.getBounds().pad(-0.12).contains(target)) {
        map.setView(target, near, { animate: !REDUCED_MOTION });
      }
    },
    /** Brings a point into view if it is not, together with another one where there is one. */
    revealBeside(point, other, zoom) {
      if (!other) {
        this.reveal(point, zoom);
      } else if (!map.getBounds().pad(-0.12).contains([point.lat, point.lon])) {
        map.fitBounds(L.latLngBounds([point.lat, point.lon], [other.lat, other.lon]), { padding: [64, 64], maxZoom: zoom, animate: !REDUCED_MOTION });
      }
    },
    fit(bbox) {
      map.fitBounds(toBounds(bbox), { padding: [48, 48], maxZoom: 17, animate: !REDUCED_MOTION });
    },
    /** As the page begins. */
    showWhole: () => showWhole(map, city, !REDUCED_MOTION),
    /** Zooms in to where a level can be read, if it cannot be now. */
    showLevel(levelId, point) {
      const needed = readableZoom(drawnRank(city.levels, levelId));
      if (map.getZoom() < needed) {
        map.setView(point ? [point.lat, point.lon] : map.getCenter(), needed, { animate: !REDUCED_MOTION });
      }
    },
    /** `{metres, pixels}` of a round length that fits into `most` pixels, for the scale. */
    scale: (most) => scaleOf(map, most),
    remove() {
      stopKeys();
      sizes.disconnect();
      map.remove();
    },
  };
}

/** On a narrow screen the city may lose a few pixels at its sides: one zoom less would show it at half its size. */
function showWhole(map, city, animate) {
  const width = map.getSize().x;
  const aside = width < NARROW ? -0.03 * width : 12;
  map.fitBounds(toBounds(city.bbox), { maxZoom: city.zoom, padding: [aside, 12], animate });
}

/** Raster tiles that the city has configured, in `wgs84` or `gcj02`; without any the own data is the base. */
function baseTiles(config) {
  if (!config?.url) {
    return null;
  }
  const Layer = config.crs === 'gcj02' ? GcjTiles : L.TileLayer;
  return new Layer(config.url, { maxZoom: 19, maxNativeZoom: config.max_zoom ?? 18 });
}

/** Keyboard mode: with the map focused a cross marks its middle, arrows move the map, Enter asks about the middle. */
function pickWithEnter(container, pick) {
  const onKey = (event) => {
    if (event.target === container && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      pick();
    }
  };
  container.addEventListener('keydown', onKey);
  return () => container.removeEventListener('keydown', onKey);
}

function addPane(map, name, zIndex) {
  const pane = map.createPane(name);
  pane.style.zIndex = zIndex;
  pane.style.pointerEvents = 'none';
}

const metresPerPixel = (lat, zoom) => (156543.03392 * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;

/** The zoom at which a circle of this radius is well seen. */
export const zoomForRadius = (metres, lat) =>
  Math.min(18, Math.max(11, Math.round(Math.log2(100 / (metres / metresPerPixel(lat, 0))))));

const toPoint = ({ lat, lng }) => ({ lon: lng, lat });
const toBounds = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);

function viewOf(map) {
  const { lat, lng } = map.getCenter();
  return { center: [lng, lat], zoom: map.getZoom() };
}

function boxesOf(container, elements) {
  const frame = container.getBoundingClientRect();
  return elements
    .filter((element) => element?.isConnected)
    .map((element) => element.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map(({ left, top, right, bottom }) => ({
      left: left - frame.left,
      top: top - frame.top,
      right: right - frame.left,
      bottom: bottom - frame.top,
    }));
}

function scaleOf(map, most) {
  const middle = map.getSize().y / 2;
  const metres = map.containerPointToLatLng([0, middle]).distanceTo(map.containerPointToLatLng([most, middle]));
  const power = 10 ** Math.floor(Math.log10(metres));
  const round = [5, 2, 1].find((digit) => digit * power <= metres) * power;
  return { metres: round, pixels: Math.round((most * round) / metres) };
}
