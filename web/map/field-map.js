import * as L from 'leaflet';
import { ringsOf } from './disc.js';

const STILL = { interactive: false, smoothFactor: 0.5 };
/** How much wider than its grid a name may be. */
const SLACK = 1.1;

/**
 * The map of a warden's grids, drawn from what the phone holds: no tile, no network. WGS 84.
 *
 * @param options `onTap({lon, lat})`, `onTask(id)`, `still` when it is only a picture until it is made movable
 */
export function createFieldMap(container, { onTap, onTask = () => {}, still = false }) {
  const map = L.map(container, { zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false, minZoom: 10, maxZoom: 19, keyboard: !still });
  map.setView([39.9, 116.4], 15, { animate: false });
  const streets = map.createPane('streets');
  streets.style.zIndex = 350; // below the grids
  streets.style.pointerEvents = 'none';
  const roads = L.layerGroup().addTo(map);
  const grids = L.featureGroup().addTo(map);
  const marks = L.layerGroup().addTo(map);
  const accuracy = L.circle([0, 0], { ...STILL, radius: 1, className: 'fm-accuracy', weight: 1.5 });
  const me = L.marker([0, 0], { icon: L.divIcon({ className: 'me', iconSize: [18, 18], iconAnchor: [9, 9] }), interactive: false, keyboard: false });
  const pin = L.marker([0, 0], { icon: pinIcon(), interactive: false, keyboard: false, zIndexOffset: 500 });
  const moves = [map.dragging, map.touchZoom, map.scrollWheelZoom, map.doubleClickZoom];
  const movable = (on) => moves.forEach((each) => (on ? each?.enable() : each?.disable()));
  movable(!still);
  map.on('click', ({ latlng }) => onTap?.({ lon: latlng.lng, lat: latlng.lat }));
  container.addEventListener('keydown', (event) => {
    if (event.target === container && event.key === 'Enter') {
      const { lat, lng } = map.getCenter();
      onTap?.({ lon: lng, lat });
    }
  });
  const sizes = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  sizes.observe(container);
  const pane = map.createPane('names');
  pane.style.zIndex = 590; // below the marks
  pane.style.pointerEvents = 'none';
  let named = [];
  let streetNames = [];
  /** A name that has no room in its grid is not written. */
  function names() {
    named.forEach(({ bounds, span }) => {
      const width = map.latLngToContainerPoint(bounds.getNorthEast()).x - map.latLngToContainerPoint(bounds.getSouthWest()).x;
      span.classList.toggle('is-tight', span.offsetWidth > width * SLACK);
    });
    const taken = named.filter(({ span }) => !span.classList.contains('is-tight')).map(({ span }) => span.getBoundingClientRect());
    streetNames.forEach((span) => {
      const box = span.getBoundingClientRect();
      const free = taken.every((other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom);
      span.classList.toggle('is-tight', !free);
      free && taken.push(box);
    });
  }
  map.on('zoomend', names);

  function write(grid, area, className) {
    const span = document.createElement('span');
    span.className = className;
    span.textContent = grid.label;
    named.push({ bounds: area.getBounds(), span });
    grids.addLayer(L.marker(middleOf(grid.geometry), { pane: 'names', icon: L.divIcon({ className: 'fm-label', html: span, iconSize: [0, 0] }), interactive: false, keyboard: false }));
  }

  return {
    /** @param all `[{label, lines}]`: drawn as bands, each with its name once where there is room */
    showRoads(all) {
      roads.clearLayers();
      streetNames = [];
      all.forEach(({ label, lines }) => {
        const points = lines.map((line) => line.map(([lon, lat]) => [lat, lon]));
        roads.addLayer(L.polyline(points, { ...STILL, pane: 'streets', className: 'fm-road', weight: 5 }));
        const [longest] = [...points].sort((a, b) => b.length - a.length);
        const span = document.createElement('span');
        span.className = 'fm-name fm-name--road';
        span.textContent = label;
        streetNames.push(span);
        longest && roads.addLayer(L.marker(L.polyline(longest).getBounds().getCenter(), { pane: 'names', icon: L.divIcon({ className: 'fm-label', html: span, iconSize: [0, 0] }), interactive: false, keyboard: false }));
      });
      names();
      container.dataset.roads = String(all.length);
    },
    /** @param own `[{code, label, geometry}]` @param neighbours the same, drawn quietly */
    showGrids(own, neighbours) {
      grids.clearLayers();
      named = [];
      const far = neighbours.map((grid) => [grid, shape(grid, 'fm-neighbour', 1)]);
      const near = own.map((grid) => [grid, shape(grid, 'fm-own', 2.5)]);
      [...far, ...near].forEach(([, area]) => grids.addLayer(area));
      far.forEach(([grid, area]) => write(grid, area, 'fm-name fm-name--far'));
      near.forEach(([grid, area]) => write(grid, area, 'fm-name'));
      names();
      container.dataset.grids = String(own.length);
    },
    showMe(position) {
      if (!position) {
        me.remove();
        accuracy.remove();
        return;
      }
      const at = [position.lat, position.lon];
      accuracy.setLatLng(at).setRadius(position.accuracy ?? 0).addTo(map);
      me.setLatLng(at).addTo(map);
    },
    showPin: (point) => (point ? pin.setLatLng([point.lat, point.lon]).addTo(map) : pin.remove()),
    /** @param tasks `[{id, lon, lat, label, tone, glyph}]`, `glyph` being the address of a drawing */
    showTasks(tasks) {
      marks.clearLayers();
      tasks.forEach((task) => marks.addLayer(mark(task, onTask)));
    },
    fit(own, padding = 24) {
      const all = L.featureGroup(own.map((grid) => shape(grid, '', 1)));
      own.length > 0 && map.fitBounds(all.getBounds(), { padding: [padding, padding], maxZoom: 17, animate: false });
      names();
    },
    moveTo(point, zoom = 18) {
      map.setView([point.lat, point.lon], zoom, { animate: false });
      names();
    },
    movable,
    remove() {
      sizes.disconnect();
      map.remove();
    },
  };
}

const shape = ({ geometry }, className, weight) => L.polygon(latLngs(geometry), { ...STILL, className, weight, fillOpacity: 1 });

function latLngs(geometry) {
  const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
  return polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon])));
}

/** The centre of mass of the largest ring. */
function middleOf(geometry) {
  const [best] = ringsOf(geometry).map(centred).sort((a, b) => b.area - a.area);
  return [best.lat, best.lon];
}

function centred(ring) {
  const [lon0, lat0] = ring[0];
  let [area, x, y] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay, bx, by] = [ring[i - 1][0] - lon0, ring[i - 1][1] - lat0, ring[i][0] - lon0, ring[i][1] - lat0];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return { area: Math.abs(area), lon: lon0 + (area ? x / (3 * area) : 0), lat: lat0 + (area ? y / (3 * area) : 0) };
}

function pinIcon() {
  const html = '<svg width="36" height="46" viewBox="0 0 36 46" aria-hidden="true"><path class="pin__body" d="M18 45C28 33 34 25 34 17A16 16 0 1 0 2 17c0 8 6 16 16 28z"/><circle class="pin__eye" cx="18" cy="17" r="6"/></svg>';
  return L.divIcon({ className: 'pin', html, iconSize: [36, 46], iconAnchor: [18, 45] });
}

/** A task's mark: a button that says what it is. */
function mark({ id, lon, lat, label, tone, glyph }, onTask) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `rq rq--${tone}`;
  button.setAttribute('aria-label', label);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'g');
  const use = svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'use'));
  use.setAttribute('href', glyph);
  button.append(svg);
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    onTask(id);
  });
  return L.marker([lat, lon], { icon: L.divIcon({ className: 'fm-task', html: button, iconSize: [44, 44], iconAnchor: [22, 22] }), keyboard: false });
}
