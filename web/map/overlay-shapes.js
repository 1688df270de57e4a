import * as L from 'leaflet';

/** Features of overlay layers, drawn as dashed outlines over the areas. */
export function createOverlayShapes(map) {
  const renderer = L.svg({ pane: 'overlays', padding: 0.6 });
  const shown = new Map();
  return {
    /** @param collections layer id → GeoJSON FeatureCollection, WGS 84 */
    show(collections) {
      for (const [id, layer] of shown) {
        if (!collections.has(id)) {
          layer.remove();
          shown.delete(id);
        }
      }
      let place = 0;
      for (const [id, collection] of collections) {
        if (!shown.has(id)) {
          const className = `m-over m-over--${(place % 3) + 1}`;
          shown.set(id, L.geoJSON(collection, { interactive: false, renderer, pane: 'overlays', style: { className, weight: 2 } }).addTo(map));
        }
        place++;
      }
    },
  };
}
