import * as L from 'leaflet';
import { placeGlyph } from '../core/place-glyphs.js';
import { PlaceTiles } from './place-tiles.js';

const PANE = 'places';

/**
 * Places on a map: tiles of them, and above these the one that is chosen and the one that is pointed at.
 *
 * @param options `fetchPlaces(z, x, y, signal)`, `textOf(properties)` → name, `countOf(n)` → text of a cluster,
 *     `onPlace(code)`
 */
export function createPlaces(map, { fetchPlaces, textOf, countOf, onPlace, bounds }) {
  const tiles = new PlaceTiles(fetchPlaces, { pane: PANE, textOf, countOf, ...(bounds ? { bounds } : {}) });
  const chosen = createMark(map, 'mk--on', 44, 22);
  const pointed = createMark(map, 'mk--over', 36, 20);
  const name = createName(map);
  const reach = createReach(map);
  let hovered = null;

  const markAt = (latlng) => (map.hasLayer(tiles) ? tiles.markAt(map.project(latlng, map.getZoom())) : null);
  const latLngOf = ({ x, y }) => map.unproject([x, y], map.getZoom());

  function hover(latlng) {
    const mark = latlng ? markAt(latlng) : null;
    if ((mark?.code ?? mark?.count) !== (hovered?.code ?? hovered?.count)) {
      hovered = mark;
      map.getContainer().classList.toggle('is-over-mark', mark !== null);
      name.show(mark?.code ? latLngOf(mark) : null, mark?.name);
    }
  }

  map.on('mousemove', ({ latlng }) => hover(latlng));
  map.on('mouseout zoomstart movestart', () => hover(null));

  return {
    /** Whether a click met a mark: a place is chosen, a cluster taken apart. */
    click({ latlng }) {
      const mark = markAt(latlng);
      if (mark?.code) {
        onPlace(mark.code, mark);
      } else if (mark) {
        map.setView(latLngOf(mark), Math.min(map.getMaxZoom(), map.getZoom() + 2));
      }
      return mark !== null;
    },
    /** The place nearest to the middle of the map, for those who use its keyboard; null when none is under the cross. */
    underCross: () => markAt(map.getCenter()),
    turn: (on) => (on ? tiles.addTo(map) : tiles.remove()),
    refilter: () => tiles.refilter(),
    repaint: (options) => tiles.repaint(options),
    /** @param place `{lon, lat, icon}` or null */
    choose: (place) => chosen.show(place),
    point: (place) => pointed.show(place),
    /** How many marks are on screen, and of how many places: tests and the screen reader ask. */
    count: () => tiles.marks().reduce((sum, { count }) => sum + (count ?? 1), 0),
    /** The circle that places are limited to; null for none. */
    reach: (point, metres) => reach.show(point, metres),
    /** What is drawn, in pixels of the map's world at this zoom. */
    boxes: () => (map.hasLayer(tiles) ? tiles.boxes() : []),
    onDrawn: (listener) => tiles.on('placesdrawn load', listener),
  };
}

/** One mark as an element, above all that is drawn on canvas. */
function createMark(map, className, size, glyph) {
  const marker = L.marker([0, 0], { interactive: false, keyboard: false, pane: 'markerPane', zIndexOffset: 400 });
  return {
    show(place) {
      if (!place) {
        marker.remove();
        return;
      }
      const html = `<svg class="g" width="${glyph}" height="${glyph}" viewBox="0 0 24 24" aria-hidden="true"><path d="${placeGlyph(place.icon)}"/></svg>`;
      marker.setIcon(L.divIcon({ className: `mk ${className}`, html, iconSize: [size, size], iconAnchor: [size / 2, size / 2] }));
      marker.setLatLng([place.lat, place.lon]).addTo(map);
    },
  };
}

function createReach(map) {
  const circle = L.circle([0, 0], { radius: 1, fill: false, interactive: false, weight: 1.5, className: 'm-reach', renderer: L.svg({ pane: 'disc', padding: 0.6 }), pane: 'disc' });
  return {
    show: (point, metres) => (point && metres ? circle.setRadius(metres).setLatLng([point.lat, point.lon]).addTo(map) : circle.remove()),
  };
}

function createName(map) {
  const marker = L.marker([0, 0], { interactive: false, keyboard: false, zIndexOffset: 600 });
  return {
    show(latlng, text) {
      if (!latlng || !text) {
        marker.remove();
        return;
      }
      const span = document.createElement('span');
      span.className = 'mktag mktag--name';
      span.textContent = text;
      marker.setIcon(L.divIcon({ className: 'mapnote', html: span, iconSize: [0, 0], iconAnchor: [-20, 10] }));
      marker.setLatLng(latlng).addTo(map);
    },
  };
}
