import * as L from 'leaflet';

/**
 * Numbered rings over the areas' outlines, and hexagons that stand out. SVG, WGS 84; colours are classes of the style sheet.
 *
 * @param onPick (index) a ring was chosen
 */
export function createRingMap(container, bbox, onPick) {
  const map = L.map(container, { zoomControl: true, attributionControl: false, fadeAnimation: false, zoomSnap: 0.25, scrollWheelZoom: false });
  const [west, south, east, north] = bbox;
  map.fitBounds([[south, west], [north, east]], { animate: false, padding: [8, 8] });
  const ground = L.layerGroup().addTo(map);
  const cells = L.layerGroup().addTo(map);
  const rings = L.layerGroup().addTo(map);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);

  const styled = (className) => ({ className, weight: 1, fillOpacity: 1, color: null, fillColor: null });
  const tip = (shape, text) => {
    const label = document.createElement('span');
    label.textContent = text;
    shape.bindTooltip(label, { sticky: true });
  };

  return {
    /** @param features GeoJSON of the areas */
    ground(features) {
      ground.clearLayers();
      ground.addLayer(L.geoJSON(features, { style: styled('ring-ground'), interactive: false }));
      container.dataset.ground = String(features.length);
    },
    /** @param items `{geometry, className, text}` */
    cells(items) {
      cells.clearLayers();
      for (const { geometry, className, text } of items) {
        const shape = L.geoJSON(geometry, { style: styled(`ins ${className}`) });
        tip(shape, text);
        cells.addLayer(shape);
      }
      container.dataset.cells = String(items.length);
    },
    /** @param items `{lon, lat, metres, text, number, chosen}`; the number is on the map */
    rings(items) {
      rings.clearLayers();
      items.forEach(({ lon, lat, metres, text, number, chosen }, index) => {
        const circle = L.circle([lat, lon], { radius: metres, ...styled(`ring ${chosen ? 'ring--on' : ''}`), weight: chosen ? 4 : 2.5 });
        tip(circle, text);
        circle.on('click', () => onPick(index));
        rings.addLayer(circle);
        const icon = L.divIcon({ className: `ring-number ${chosen ? 'ring-number--on' : ''}`, html: String(number), iconSize: [24, 24] });
        rings.addLayer(L.marker([lat, lon], { icon, interactive: false, keyboard: false }));
      });
      container.dataset.rings = String(items.length);
    },
    /** Brings one ring, or everything, into view. */
    look({ lon, lat, metres }) {
      map.fitBounds(L.latLng(lat, lon).toBounds(metres * 5), { animate: false, maxZoom: 15 });
    },
  };
}
