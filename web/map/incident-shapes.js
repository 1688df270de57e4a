import * as L from 'leaflet';

/** Outlines of incidents, and the one that is being drawn with its corners. */
export function createIncidentShapes(map) {
  const renderer = L.svg({ pane: 'overlays', padding: 0.6 });
  const group = L.layerGroup().addTo(map);
  const draft = L.layerGroup().addTo(map);
  const toLatLngs = (polygons) => polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon])));
  const draw = (polygons, className) => L.polygon(toLatLngs(polygons), { renderer, pane: 'overlays', interactive: false, className, weight: 2, fillOpacity: 1 });
  return {
    /** @param items `{outline, kind, selected}`; `outline` as the coordinates of a MultiPolygon */
    show(items) {
      group.clearLayers();
      for (const { outline, kind, selected } of items) {
        group.addLayer(draw(outline, `m-inc m-inc--${kind} ${selected ? 'm-inc--on' : ''}`));
      }
    },
    /** @param points `[[lon, lat]]` in the order they were set */
    draw(points) {
      draft.clearLayers();
      if (points.length > 2) {
        draft.addLayer(draw([[points]], 'm-inc m-inc--draft'));
      } else if (points.length === 2) {
        draft.addLayer(L.polyline(points.map(([lon, lat]) => [lat, lon]), { renderer, pane: 'overlays', interactive: false, className: 'm-inc m-inc--draft', weight: 2 }));
      }
      for (const [lon, lat] of points) {
        draft.addLayer(L.circleMarker([lat, lon], { renderer, pane: 'overlays', interactive: false, radius: 5, weight: 2, fillOpacity: 1, className: 'm-inc__corner' }));
      }
    },
  };
}

/** The box of a MultiPolygon's coordinates as `[west, south, east, north]`. */
export function boxOf(outline) {
  const points = outline.flat(2);
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
