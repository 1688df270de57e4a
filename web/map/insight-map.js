import * as L from 'leaflet';
import { colour, forgetColours } from './palette.js';

const CLASSES = 7;
const PICTURE_SCALE = 2;
const FOOT = 28;

/**
 * Areas or hexagons in the colours of their classes, SVG, or a surface on canvas; WGS 84. Colours are classes of the style sheet, so that they
 * follow the theme.
 *
 * @param onPick (code) an area was clicked
 */
export function createInsightMap(container, bbox, onPick) {
  const map = L.map(container, { zoomControl: true, attributionControl: false, fadeAnimation: false, zoomSnap: 0.25, scrollWheelZoom: false });
  const [west, south, east, north] = bbox;
  map.fitBounds([[south, west], [north, east]], { animate: false, padding: [8, 8] });
  const layer = L.layerGroup().addTo(map);
  let surface = null;
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  let fitted = '';

  /** @param shapes `{key, geometry, className, text, picks}`; those of another `frame` than before are brought into view */
  function show(shapes, frame) {
    layer.clearLayers();
    surface = null;
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
    fit(bounds, frame);
  }

  function fit(bounds, frame) {
    if (bounds.isValid() && frame !== fitted) {
      fitted = frame;
      map.fitBounds(bounds, { animate: false, padding: [8, 8] });
    }
  }

  /**
   * @param grid what `/insights/density` answers
   * @param edges between the seven steps; what is below the first is clear
   * @param outlines GeoJSON features to find one's way by
   */
  function showSurface(grid, edges, outlines, frame) {
    layer.clearLayers();
    const bounds = L.latLngBounds([grid.south, grid.west], [grid.south + grid.rows * grid.step_lat, grid.west + grid.columns * grid.step_lon]);
    surface = canvasOf(grid, edges, bounds);
    L.svgOverlay(surface, bounds, { className: 'ins-surface' }).addTo(layer);
    L.geoJSON(outlines, { style: { className: 'ins-outline', weight: 1, fill: false, color: null }, interactive: false }).addTo(layer);
    container.dataset.shapes = 'surface';
    fit(bounds, frame);
  }

  /** The map as it is shown, with its title and what the colours mean, as PNG. */
  function picture(title, legend, note) {
    const { x: width, y: height } = map.getSize();
    const canvas = document.createElement('canvas');
    canvas.width = width * PICTURE_SCALE;
    canvas.height = (height + 2 * FOOT) * PICTURE_SCALE;
    const pen = canvas.getContext('2d');
    pen.scale(PICTURE_SCALE, PICTURE_SCALE);
    const page = getComputedStyle(document.documentElement);
    pen.fillStyle = page.getPropertyValue('--surface');
    pen.fillRect(0, 0, width, height + 2 * FOOT);
    pen.fillStyle = page.getPropertyValue('--text');
    pen.font = `600 16px ${page.getPropertyValue('--font')}`;
    pen.fillText(title, 8, 20);
    pen.save();
    pen.beginPath();
    pen.rect(0, FOOT, width, height);
    pen.clip();
    drawShapes(pen);
    pen.restore();
    drawLegend(pen, legend, note, page, width, height + FOOT);
    return new Promise((done) => canvas.toBlob(done, 'image/png'));
  }

  function drawShapes(pen) {
    if (surface) {
      const box = surface.getBoundingClientRect();
      const own = container.getBoundingClientRect();
      pen.drawImage(surface, box.left - own.left, box.top - own.top + FOOT, box.width, box.height);
    }
    const origin = map.layerPointToContainerPoint([0, 0]);
    pen.translate(origin.x, origin.y + FOOT);
    for (const path of container.querySelectorAll('.leaflet-overlay-pane path')) {
      const style = getComputedStyle(path);
      const shape = new Path2D(path.getAttribute('d'));
      pen.fillStyle = style.fill === 'none' ? 'transparent' : style.fill;
      pen.fill(shape, 'evenodd');
      pen.strokeStyle = style.stroke;
      pen.lineWidth = 1;
      pen.stroke(shape);
    }
  }

  function drawLegend(pen, legend, note, page, width, top) {
    pen.font = `12px ${page.getPropertyValue('--font')}`;
    let x = 8;
    for (const { token, text } of legend) {
      pen.fillStyle = page.getPropertyValue(token);
      pen.fillRect(x, top + 8, 16, 12);
      pen.fillStyle = page.getPropertyValue('--text');
      pen.fillText(text, x + 20, top + 18);
      x += 32 + pen.measureText(text).width;
    }
    pen.fillStyle = page.getPropertyValue('--text-2');
    pen.fillText(note, Math.max(x, width - pen.measureText(note).width - 8), top + 18);
  }

  return { show, showSurface, picture, container };
}

const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
const latitude = (y) => (Math.atan(Math.exp(y)) * 360) / Math.PI - 90;

/** One pixel for a cell; rows as far apart as the map's projection has them. */
function canvasOf(grid, edges, bounds) {
  forgetColours();
  const steps = Array.from({ length: CLASSES }, (_, i) => rgb(colour(`--seq-${i + 1}`)));
  const canvas = document.createElement('canvas');
  canvas.width = grid.columns;
  canvas.height = grid.rows;
  const pen = canvas.getContext('2d');
  const image = pen.createImageData(grid.columns, grid.rows);
  const [low, high] = [mercator(bounds.getSouth()), mercator(bounds.getNorth())];
  for (let y = 0; y < grid.rows; y += 1) {
    const lat = latitude(high - ((y + 0.5) * (high - low)) / grid.rows);
    const row = Math.min(grid.rows - 1, Math.max(0, Math.floor((lat - grid.south) / grid.step_lat)));
    for (let x = 0; x < grid.columns; x += 1) {
      const value = grid.values[row * grid.columns + x];
      const step = edges.filter((edge) => value >= edge).length;
      step > 0 && image.data.set([...steps[step], 215], (y * grid.columns + x) * 4);
    }
  }
  pen.putImageData(image, 0, 0);
  return canvas;
}

const rgb = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
