import * as L from 'leaflet';
import { AreaLabels } from './labels.js';
import { AreaTiles } from './area-tiles.js';
import { forgetColours } from './palette.js';

const CLOSE_ZOOM = 17;
/** Web Mercator ends here. */
const MAX_LAT = 85;

export const isOnMap = ({ lon, lat }) => lon !== null && lat !== null && Math.abs(lon) <= 180 && Math.abs(lat) <= MAX_LAT;

/**
 * A map of findings over the boundaries of one area version. All WGS 84.
 *
 * @param city what `GET /city` answers, or null while there is none: then the findings stand alone
 * @param options `fetchTile(version, z, x, y, signal)`, `textOf(properties)` → name on the map, `onPick(number)`
 */
export function createFindingMap(container, city, options) {
  const bounds = city ? toBounds(city.bbox) : L.latLngBounds([-60, -170], [75, 170]);
  const map = L.map(container, { zoomControl: false, attributionControl: false, fadeAnimation: false, maxZoom: 19, minZoom: 2 });
  map.fitBounds(bounds, { animate: false, padding: [12, 12] });
  map.createPane('labels').style.zIndex = 450;
  map.getPane('labels').style.pointerEvents = 'none';
  const group = L.layerGroup().addTo(map);
  const renderer = L.svg({ padding: 0.6 });
  const dots = new Map();
  let version = null;
  let layers = [];
  const sizes = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  sizes.observe(container);

  function showVersion(id) {
    if (id === version || !city) {
      return;
    }
    version = id;
    layers.forEach((layer) => layer.remove());
    const levels = city.levels;
    const tiles = new AreaTiles((z, x, y, signal) => options.fetchTile(id, z, x, y, signal), { levels, nativeMaxZoom: city.max_tile_zoom ?? 16 });
    const labels = new AreaLabels(tiles, { levels, textOf: options.textOf });
    layers = id === null ? [] : [tiles.addTo(map), labels.addTo(map)];
  }

  /** @param findings those with a place are drawn, each with its severity's mark */
  function show(findings) {
    group.clearLayers();
    dots.clear();
    for (const { number, severity, lon, lat } of findings.filter(isOnMap)) {
      const dot = L.circleMarker([lat, lon], { renderer, radius: 7, weight: 2, fillOpacity: 1, className: `fdot fdot--${severity}`, bubblingMouseEvents: false });
      dot.on('click', () => options.onPick(number));
      dots.set(number, dot.addTo(group));
    }
    container.dataset.findings = String(dots.size);
  }

  function select(number) {
    for (const [each, dot] of dots) {
      dot.setRadius(each === number ? 11 : 7);
      dot.getElement()?.classList.toggle('is-on', each === number);
    }
    dots.get(number)?.bringToFront();
  }

  return {
    showVersion,
    show,
    select,
    /** Brings a finding close, or all of them into view. */
    goTo({ lon, lat }) {
      map.setView([lat, lon], Math.max(map.getZoom(), CLOSE_ZOOM), { animate: false });
    },
    fit() {
      const places = [...dots.values()].map((dot) => dot.getLatLng());
      places.length > 0 ? map.fitBounds(L.latLngBounds(places), { padding: [64, 64], maxZoom: 15, animate: false }) : map.fitBounds(bounds, { animate: false, padding: [12, 12] });
    },
    zoomBy: (steps) => map.setZoom(map.getZoom() + steps),
    themeChanged() {
      forgetColours();
      layers[0]?.repaint({});
      layers[1]?.refresh();
    },
    relabel: () => layers[1]?.refresh(),
  };
}

const toBounds = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);
