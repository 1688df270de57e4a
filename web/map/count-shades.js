import * as L from 'leaflet';

/**
 * Areas in classes of released counts, beneath names and places. What is withheld is hatched by a dashed border, not told by colour
 * alone. A click goes on to the map: it asks about the point as everywhere else.
 */
export function createCountShades(map) {
  const renderer = L.svg({ pane: 'counts', padding: 0.4 });
  const group = L.layerGroup().addTo(map);
  let drawn = null;

  function add({ geometry, step, text }) {
    const tip = document.createElement('span');
    tip.textContent = text;
    const className = `rel m-count ${step === null ? 'rel-none' : `rel-${step}`}`;
    L.geoJSON(geometry, { renderer, pane: 'counts', bubblingMouseEvents: true, style: { className, weight: 1, fillOpacity: 1, color: null, fillColor: null } })
      .bindTooltip(tip, { sticky: true, className: 'm-count__tip' })
      .addTo(group);
  }

  return {
    show(items) {
      if (items === drawn) {
        return;
      }
      drawn = items;
      group.clearLayers();
      items.forEach(add);
      map.getContainer().dataset.counts = String(items.length);
    },
  };
}
