import * as L from 'leaflet';

/** The requests of a list as small marks, in the colour of their status; the open one is larger and lies on top. */
export function createRequestMarks(map, onPick) {
  const group = L.layerGroup().addTo(map);
  return {
    /** @param items `{id, lon, lat, tone, label, title, selected}`: `tone` is `idle`, `due`, `over`, `disp` or `done` */
    show(items) {
      group.clearLayers();
      for (const item of items) {
        const size = item.selected ? 34 : 22;
        const span = document.createElement('span');
        span.textContent = item.label;
        const className = `rq rq--${item.tone} ${item.selected ? 'rq--on' : ''}`;
        const icon = L.divIcon({ className, html: span, iconSize: [size, size], iconAnchor: [size / 2, size / 2] });
        const marker = L.marker([item.lat, item.lon], { icon, title: item.title, keyboard: false, bubblingMouseEvents: false, zIndexOffset: item.selected ? 500 : 0 });
        marker.on('click', () => onPick(item.id)).addTo(group);
      }
    },
  };
}
