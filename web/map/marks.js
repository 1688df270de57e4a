import * as L from 'leaflet';
import { circleRing, planeAt } from './disc.js';

/** What lies on the areas: selected area with everything else dimmed, accuracy disc, pin, own position. */

const WORLD = [[-89, -720], [-89, 720], [89, 720], [89, -720]];
const STILL = { interactive: false, bubblingMouseEvents: false };

export function createSelection(map) {
  const group = L.layerGroup().addTo(map);
  const renderer = L.svg({ pane: 'selection', padding: 0.6 });
  return {
    /** @param geometry GeoJSON geometry in WGS 84, or null */
    show(geometry) {
      group.clearLayers();
      if (!geometry) {
        return;
      }
      const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
      const rings = polygons.map((polygon) => polygon.map((ring) => ring.map(([lon, lat]) => [lat, lon])));
      const base = { ...STILL, renderer, pane: 'selection', smoothFactor: 0.5 };
      group.addLayer(L.polygon([WORLD, ...rings.map(([outer]) => outer)], { ...base, stroke: false, className: 'm-dim', fillOpacity: 1 }));
      group.addLayer(L.polygon(rings, { ...base, className: 'm-sel', weight: 2, fillOpacity: 1 }));
    },
  };
}

const PIN = `<svg width="36" height="46" viewBox="0 0 36 46" aria-hidden="true"><path class="pin__body" d="M18 45C28 33 34 25 34 17A16 16 0 1 0 2 17c0 8 6 16 16 28z"/><circle class="pin__eye" cx="18" cy="17" r="6"/></svg>`;

/** The pin of the place asked about; can be dragged with a pointer (by keyboard the map's cross does the same). */
export function createPin(map, onMoved) {
  const icon = L.divIcon({ className: 'pin', html: PIN, iconSize: [36, 46], iconAnchor: [18, 45] });
  const marker = L.marker([0, 0], { icon, draggable: true, keyboard: false, autoPan: true, zIndexOffset: 500 });
  marker.on('dragend', () => {
    const { lat, lng } = marker.getLatLng();
    onMoved({ lon: lng, lat });
  });
  return {
    show(point) {
      if (!point) {
        marker.remove();
        return;
      }
      marker.setLatLng([point.lat, point.lon]).addTo(map);
    },
    element: () => marker.getElement(),
  };
}

/**
 * The disc: best part in accent, other parts grey, the border as a strong line through it, the share in each part.
 *
 * @typedef {{rings: number[][][], border: number[][][], label: number[]|null, text: string, chosen: boolean}} Part
 */
export function createDisc(map) {
  const group = L.layerGroup().addTo(map);
  const renderer = L.svg({ pane: 'disc', padding: 0.6 });
  return {
    /** @param parts areas inside the circle; empty draws the plain circle @param caption what the radius means */
    show(point, radius, parts, caption) {
      group.clearLayers();
      if (!point || !radius) {
        return;
      }
      const { toLatLng } = planeAt(point);
      const onMap = (rings) => rings.map((ring) => ring.map(toLatLng));
      const base = { ...STILL, renderer, pane: 'disc', smoothFactor: 0 };
      const area = (rings, className) => L.polygon([onMap(rings)], { ...base, stroke: false, className, fillOpacity: 1 });
      const circle = circleRing(radius);
      if (parts.length === 0) {
        group.addLayer(area([circle], 'm-disc__part m-disc__part--best'));
      }
      for (const { rings, chosen } of parts) {
        group.addLayer(area(rings, chosen ? 'm-disc__part m-disc__part--best' : 'm-disc__part'));
      }
      group.addLayer(L.polygon(onMap([circle]), { ...base, fill: false, weight: 1.5, className: 'm-disc__rim' }));
      for (const { border } of parts) {
        group.addLayer(L.polyline(onMap(border), { ...base, weight: 3, className: 'm-disc__border' }));
      }
      parts.filter(({ label }) => label).forEach(({ label, text }) => group.addLayer(note(toLatLng(label), 'share', text)));
      group.addLayer(note(toLatLng([radius * 0.74, radius * 0.74]), 'mktag mktag--mute accuracy', caption));
    },
    clear: () => group.clearLayers(),
  };
}

function note(latLng, className, text) {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = text;
  const icon = L.divIcon({ className: 'mapnote', html: span, iconSize: [0, 0] });
  return L.marker(latLng, { icon, interactive: false, keyboard: false });
}

/** The device's own position, apart from the place asked about. */
export function createOwnPosition(map) {
  const icon = L.divIcon({ className: 'me', iconSize: [18, 18], iconAnchor: [9, 9] });
  const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false });
  return {
    show: (point) => (point ? marker.setLatLng([point.lat, point.lon]).addTo(map) : marker.remove()),
  };
}
