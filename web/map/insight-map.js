import * as L from 'leaflet';

/**
 * Areas or hexagons in the colours of their classes, SVG, WGS 84. Colours are classes of the style sheet, so that they follow the theme.
 *
 * @param onPick (code) an area was clicked
 */
export function createInsightMap(container, bbox, onPick) {
  const map = L.map(container, { zoomControl: true, attributionControl: false, fadeAnimation: false, zoomSnap: 0.25, scrollWheelZoom: false });
  const [west, south, east, north] = bbox;
  map.fitBounds([[south, west], [north, east]], { animate: false, padding: [8, 8] });
  const layer = L.layerGroup().addTo(map);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  let fitted = '';

  /** @param shapes `{key, geometry, className, text}`; those of another `frame` than before are brought into view */
  function show(shapes, frame) {
    layer.clearLayers();
    const bounds = L.latLngBounds([]);
    for (const { key, geometry, className, text, picks } of shapes) {
      const shape = L.geoJSON(geometry, { style: { className: `ins ${className}`, weight: 1, fillOpacity: 1, color: null, fillColor: null }, interactive: true });
      const label = document.createElement('span');
      label.textContent = text;
      shape.bindTooltip(label, { sticky: true });
      picks && shape.on('click', () => onPick(key));
      shape.addTo(layer);
      bounds.extend(shape.getBounds());
    }
    container.dataset.shapes = String(shapes.length);
    if (bounds.isValid() && frame !== fitted) {
      fitted = frame;
      map.fitBounds(bounds, { animate: false, padding: [8, 8] });
    }
  }

  return { show, container };
}
