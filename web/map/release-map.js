import * as L from 'leaflet';

const STEP_ZOOM = 0.25;

/** Areas of one level in classes of the style sheet; WGS 84, SVG. What is withheld is hatched by a dashed border, not by colour alone. */
export function createReleaseMap(container, onPick) {
  const map = L.map(container, { attributionControl: false, fadeAnimation: false, zoomSnap: STEP_ZOOM, scrollWheelZoom: false });
  map.setView([0, 0], 1);
  const areas = L.featureGroup().addTo(map);
  let framed = null;
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);

  function add({ code, geometry, className, text }) {
    const tip = document.createElement('span');
    tip.textContent = text;
    L.geoJSON(geometry, { style: { className: `rel ${className}`, weight: 1, fillOpacity: 1, color: null, fillColor: null } })
      .bindTooltip(tip, { sticky: true })
      .on('click', () => onPick(code))
      .addTo(areas);
  }

  /** @param frame when it changes, all areas are brought into view */
  return function show(shapes, frame) {
    areas.clearLayers();
    shapes.forEach(add);
    container.dataset.shapes = String(shapes.length);
    if (shapes.length > 0 && framed !== frame) {
      framed = frame;
      map.fitBounds(areas.getBounds(), { animate: false, padding: [8, 8] });
    }
  };
}
