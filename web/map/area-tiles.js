import * as L from 'leaflet';
import { drawnRank, lineStyle } from './levels.js';
import { readTile } from './mvt.js';
import { colour } from './palette.js';
import { pictureOf } from './pictures.js';
import { TileSheets } from './tile-sheets.js';
import { createTurns, requireGoing } from '../core/turns.js';

const LINE = 2;
const POLYGON = 3;

/**
 * The city's own base: land and the boundaries of every level, drawn on canvas from vector tiles. Works with no other
 * tile server. Zooms beyond the finest tiles draw a part of the parent tile, sharp, not a stretched picture.
 */
export const AreaTiles = L.GridLayer.extend({
  options: {
    levels: [],
    emphasised: null,
    nativeMaxZoom: 16,
    transparent: false,
    keepBuffer: 1,
    updateWhenZooming: false,
  },

  /** @param fetchTile (z, x, y, signal) → Promise of bytes or null */
  initialize(fetchTile, options) {
    L.setOptions(this, options);
    this._fetchTile = fetchTile;
    this._decoded = new Map();
    this._turn = createTurns();
  },

  onAdd(map) {
    this._sheets = new TileSheets('areasheet');
    L.GridLayer.prototype.onAdd.call(this, map);
  },

  /** Only stands for the tile in the grid: it is seen on a sheet. Asks in a task of its own, since asking for thirty takes long. */
  createTile(coords, done) {
    const tile = L.DomUtil.create('div', 'areatile');
    const at = this._adding ?? coords;
    tile.controller = new AbortController();
    this._source(coords, tile.controller.signal).then(
      async (layers) => {
        await this._turn();
        tile.controller = null;
        await this._draw(tile, at, coords, layers);
        this._has(tile, at) && done(null, tile);
        this.fire('tiledrawn');
      },
      (error) => this._has(tile, at) && done(error, tile),
    );
    return tile;
  },

  /** `createTile` is told of the place in this world; the tile may lie in the world beside it. */
  _addTile(coords, container) {
    this._adding = coords;
    L.GridLayer.prototype._addTile.call(this, coords, container);
    this._adding = null;
  },

  /** Draws what is on screen again, for another theme or another emphasised level, without fetching anything. */
  repaint(options) {
    L.setOptions(this, options);
    for (const { el, coords } of Object.values(this._tiles ?? {})) {
      const source = this._wrapCoords(coords);
      const layers = this._decoded.get(this._sourceKey(source));
      layers && this._draw(el, coords, source, layers);
    }
    this._sheets?.flush();
  },

  /** All decoded tiles on screen: `[{layers, scale, originX, originY}]`, origin and scale in pixels of this zoom. */
  visibleTiles() {
    const seen = new Map();
    for (const { coords, current } of Object.values(this._tiles ?? {})) {
      const layers = this._decoded.get(this._sourceKey(coords));
      if (current && layers) {
        const { z, x, y } = this._sourceOf(coords);
        const span = this.getTileSize().x * 2 ** (coords.z - z);
        seen.set(`${z}/${x}/${y}`, { layers, span, originX: x * span, originY: y * span });
      }
    }
    return [...seen.values()];
  },

  _sourceOf(coords) {
    const down = Math.max(0, coords.z - this.options.nativeMaxZoom);
    return { z: coords.z - down, x: coords.x >> down, y: coords.y >> down };
  },

  _sourceKey(coords) {
    const { z, x, y } = this._sourceOf(coords);
    return `${z}/${x}/${y}`;
  },

  async _source(coords, signal) {
    const key = this._sourceKey(coords);
    const known = this._decoded.get(key);
    if (known) {
      return known;
    }
    const { z, x, y } = this._sourceOf(coords);
    await this._turn();
    requireGoing(signal);
    const bytes = await this._fetchTile(z, x, y, signal);
    await this._turn();
    const layers = bytes && bytes.length > 0 ? readTile(bytes) : {};
    this._remember(key, layers);
    return layers;
  },

  _remember(key, layers) {
    this._decoded.set(key, layers);
    while (this._decoded.size > 400) {
      this._decoded.delete(this._decoded.keys().next().value);
    }
  },

  _removeTile(key) {
    this._tiles[key]?.el.controller?.abort();
    // one of this zoom left the screen, others lie under those that took their place
    this._sheets.remove(key, this.options.transparent && this._keyToTileCoords(key).z !== this._tileZoom);
    L.GridLayer.prototype._removeTile.call(this, key);
  },

  /** Not when it was removed, even if there is another in its place, which must not be taken for drawn. */
  _has(tile, at) {
    return this._tiles[this._tileCoordsToKey(at)]?.el === tile;
  },

  /** @param at where it lies, unlike `coords` perhaps in another copy of the world */
  _draw(tile, at, coords, layers) {
    const key = this._tileCoordsToKey(at);
    const level = this._levels[at.z];
    if (level && this._has(tile, at)) {
      const size = this.getTileSize().x;
      const image = pictureOf(size, size, (context) => this._paint(context, size, coords, layers));
      return this._sheets.put(key, level, { image, x: at.x * size, y: at.y * size, width: size, height: size });
    }
    return null;
  },

  _paint(context, size, coords, layers) {
    const { z, x, y } = this._sourceOf(coords);
    const times = 2 ** (coords.z - z);
    const view = { size, times, left: (coords.x - x * times) * size, top: (coords.y - y * times) * size };
    if (!this.options.transparent) {
      this._drawLand(context, layers, view);
    }
    const type = hasLines(layers, this.options.levels) ? LINE : POLYGON;
    for (const { id } of [...this.options.levels].reverse()) {
      this._drawLines(context, layers[id], view, lineStyle(this._rank(id), coords.z, id === this.options.emphasised), type);
    }
  },

  _rank(levelId) {
    return drawnRank(this.options.levels, levelId);
  },

  _drawLand(context, layers, view) {
    const coarsest = this.options.levels.find(({ id }) => layers[id]);
    if (!coarsest) {
      return;
    }
    context.beginPath();
    trace(context, layers[coarsest.id], POLYGON, view);
    context.fillStyle = colour('--map-land');
    context.fill('evenodd');
    context.strokeStyle = colour('--map-land'); // hides the hair between neighbours that antialiasing leaves
    context.lineWidth = 1;
    context.stroke();
  },

  _drawLines(context, layer, view, style, type) {
    if (!layer || !style) {
      return;
    }
    context.beginPath();
    trace(context, layer, type, view);
    context.strokeStyle = colour(style.token);
    context.lineWidth = style.width;
    context.lineJoin = 'round';
    context.setLineDash(style.dash ?? []);
    context.stroke();
    context.setLineDash([]);
  },
});

/** Tiles that bring boundaries as lines bring each once; of others the polygons' outlines are drawn. */
function hasLines(layers, levels) {
  return levels.some(({ id }) => layers[id]?.features.some(({ type }) => type === LINE));
}

function trace(context, layer, type, view) {
  const scale = (view.size * view.times) / layer.extent;
  for (const feature of layer.features) {
    if (feature.type !== type) {
      continue;
    }
    for (const part of feature.parts) {
      context.moveTo(part[0] * scale - view.left, part[1] * scale - view.top);
      for (let i = 2; i < part.length; i += 2) {
        context.lineTo(part[i] * scale - view.left, part[i + 1] * scale - view.top);
      }
      if (type === POLYGON) {
        context.closePath();
      }
    }
  }
}
