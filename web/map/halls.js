import * as L from 'leaflet';
import { placeGlyph } from '../core/place-glyphs.js';

/** Halls as round marks in the colour of their first free time, which also stands beside them in words. */
export function createHallMarks(map, onPick) {
  const group = L.layerGroup().addTo(map);
  let drawn = '';
  return {
    /** @param items `{code, lon, lat, step, words, title, selected}`: `step` 1 (today) to 5 (none); `plain` ones do without the words */
    show(items) {
      const now = JSON.stringify(items);
      if (now === drawn) {
        return;
      }
      drawn = now;
      group.clearLayers();
      items.forEach((item) => mark(item).on('click', () => onPick(item.code)).addTo(group));
    },
  };
}

function mark({ lon, lat, step, words, title, selected, plain = false }) {
  const box = document.createElement('span');
  box.className = `hallmark ${plain ? 'is-plain' : ''}`;
  const disc = document.createElement('span');
  disc.className = `hallmark__disc hallmark__disc--${step} ${selected ? 'is-on' : ''}`;
  disc.innerHTML = `<svg class="g" viewBox="0 0 24 24" aria-hidden="true"><path d="${placeGlyph('government')}"/></svg>`;
  const tag = document.createElement('span');
  tag.className = 'mktag';
  tag.textContent = words;
  box.append(disc, tag);
  const icon = L.divIcon({ className: 'hallmarkbox', html: box, iconSize: [32, 32], iconAnchor: [16, 16] });
  return L.marker([lat, lon], { icon, title, keyboard: false, bubblingMouseEvents: false, zIndexOffset: selected ? 500 : 0 });
}
