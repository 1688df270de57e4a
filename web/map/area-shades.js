import * as L from 'leaflet';

/** Areas in shades, each of which can be chosen; what a shade means stands in the page's legend and table too. */
export function createAreaShades(map, onPick) {
  const renderer = L.svg({ pane: 'overlayPane', padding: 0.6 });
  const group = L.layerGroup().addTo(map);
  const toLatLngs = (polygons) => polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon])));
  return {
    /** @param items `{key, name, outline, shade, selected}`; `outline` as the coordinates of a MultiPolygon */
    show(items) {
      group.clearLayers();
      for (const { key, name, outline, shade, selected } of items) {
        const shape = L.polygon(toLatLngs(outline), { renderer, weight: selected ? 3 : 1.5, fillOpacity: 1, className: `m-shade m-shade--${shade} ${selected ? 'm-shade--on' : ''}`, bubblingMouseEvents: true });
        shape.on('click', () => onPick(key));
        shape.bindTooltip(name, { sticky: true, className: 'm-shade__tip' });
        group.addLayer(shape);
      }
    },
  };
}
