import * as L from 'leaflet';
import { createGate, createShared, createTurns, requireGoing } from '../core/turns.js';
import { clusterRadius, drawCluster, drawPlace, drawTag, forgetSprites, HALO, PLACE_RADIUS, tagOf } from './place-drawing.js';
import { apart } from './place-merging.js';
import { readTile } from './mvt.js';
import { pictureOf } from './pictures.js';
import { TileSheets } from './tile-sheets.js';

/** Of the tile's neighbourhood that its picture covers too, so that a mark on the edge is drawn whole. */
const AROUND = 34;
/** Room for names on the right. */
const TAGS = 240;
const TAGS_FROM = 16;
/** From here on nothing is drawn together any more, as near as it may lie. */
const ALL_FROM = 18;
const SIZE = 512;
/** Below this zoom clusters lie twice as far apart: the names of districts and sub-districts, which such a view is about, need the room. */
const DENSE_FROM = 14;
/** Asked for beside the areas' tiles, of which there are more: so that neither waits for all of the other. */
const AT_ONCE = 3;

/**
 * Places and clusters from vector tiles, each tile's picture larger than the tile. Tiles are of 512 px and one zoom
 * coarser than the map: the server's clusters then lie 64 px apart. Below `DENSE_FROM` a tile is a quarter of one that is two zooms
 * coarser: they lie 128 px apart.
 */
export const PlaceTiles = L.GridLayer.extend({
  options: { tileSize: SIZE, keepBuffer: 1, updateWhenZooming: false, own: new Set(), textOf: () => '', countOf: String },

  /** @param fetchTile (z, x, y, signal) → Promise of bytes or null */
  initialize(fetchTile, options) {
    L.setOptions(this, options);
    this._fetchTile = fetchTile;
    this._round = 0;
    this._known = new Map();
    this._asked = createShared();
    this._turn = createTurns();
    this._gate = createGate(AT_ONCE);
  },

  onAdd(map) {
    this._sheets = new TileSheets('placesheet');
    L.GridLayer.prototype.onAdd.call(this, map);
  },

  /** Only stands for the tile in the grid: it is seen on a sheet. */
  createTile(coords, done) {
    const tile = L.DomUtil.create('div', 'placetile');
    tile.controller = new AbortController();
    const at = this._adding ?? coords;
    this._fill(tile, at).then(
      () => this._has(tile, at) && done(null, tile),
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

  /** Asks again for what is on screen, for another filter; what is there stays until its answer comes. */
  refilter() {
    this._round++;
    this._known.clear();
    const tiles = Object.values(this._tiles ?? {});
    return Promise.all(tiles.map(({ el, coords }) => this._fill(el, coords).catch(() => {})));
  },

  /** Draws again without asking: another theme, language, or other places that are in charge. */
  repaint(options = {}) {
    L.setOptions(this, options);
    forgetSprites();
    for (const { el, coords } of Object.values(this._tiles ?? {})) {
      el.layers && this._draw(el, coords, el.layers);
    }
    this._sheets?.flush();
  },

  /** The mark at a point of the map's world in pixels of this zoom, the nearest to it; null for none. */
  markAt({ x, y }) {
    const hits = this.marks().map((mark) => ({ mark, away: Math.hypot(mark.x - x, mark.y - y) }));
    const near = hits.filter(({ mark, away }) => away <= mark.radius).sort((a, b) => a.away - b.away);
    return near[0]?.mark ?? null;
  },

  /** All marks of the tiles of this zoom: `{x, y, radius, code, name, icon, count}`, in pixels of the map's world. */
  marks() {
    return Object.values(this._tiles ?? {})
      .filter(({ current }) => current)
      .flatMap(({ el, coords }) =>
        (el.marks ?? []).map((mark) => ({ ...mark, x: mark.x + coords.x * SIZE, y: mark.y + coords.y * SIZE })),
      );
  },

  /**
   * What names of areas must not cover: marks as discs `{x, y, radius}` with the box of what is read in them as `core`, and the boxes of
   * marks' names, all in pixels of the map's world.
   */
  boxes() {
    const tags = Object.values(this._tiles ?? {}).filter(({ current }) => current).flatMap(({ el, coords }) =>
      (el.tags ?? []).map(({ left, right, top, bottom }) => ({
        left: left + coords.x * SIZE, right: right + coords.x * SIZE, top: top + coords.y * SIZE, bottom: bottom + coords.y * SIZE,
      })),
    );
    const halo = this._tileZoom < DENSE_FROM ? HALO / 2 : 0;
    return [...this.marks().map((mark) => ({ ...discOf(mark, halo), core: coreOf(mark) })), ...tags];
  },

  async _fill(tile, coords) {
    const round = this._round;
    const layers = await this._source(this._wrapCoords(coords), tile.controller.signal, round);
    await this._turn();
    if (round === this._round) {
      tile.layers = layers;
      await this._draw(tile, coords, layers);
      this.fire('placesdrawn');
    }
  },

  /** An answer under former conditions is not kept: it would come up again under the ones of now. */
  async _source({ x, y, z }, signal, round) {
    const up = z < DENSE_FROM ? 1 : 0;
    const [zoom, column, row] = [z - 1 - up, x >> up, y >> up];
    const key = `${zoom}/${column}/${row}`;
    const known = this._known.get(key);
    if (known) {
      return known;
    }
    const bytes = await this._asked(`${key} ${round}`, signal, (given) =>
      this._gate(async () => {
        await this._turn();
        requireGoing(given);
        return round === this._round ? this._fetchTile(zoom, column, row, given) : null;
      }),
    );
    await this._turn();
    const layers = bytes && bytes.length > 0 ? readTile(bytes) : {};
    if (round === this._round) {
      this._remember(key, layers);
    }
    return layers;
  },

  _remember(key, layers) {
    this._known.set(key, layers);
    while (this._known.size > 300) {
      this._known.delete(this._known.keys().next().value);
    }
  },

  _removeTile(key) {
    this._tiles[key]?.el.controller?.abort();
    this._sheets.remove(key, this._keyToTileCoords(key).z !== this._tileZoom);
    L.GridLayer.prototype._removeTile.call(this, key);
  },

  _draw(tile, coords, layers) {
    const found = [...this._marksOf(layers.clusters, coords), ...this._marksOf(layers.places, coords)];
    const all = coords.z < ALL_FROM ? apart(found, this.options.countOf) : found;
    tile.marks = all.filter(({ x, y }) => x >= 0 && y >= 0 && x < SIZE && y < SIZE);
    tile.tags = [];
    return this._show(tile, coords, all);
  },

  /** Not when it was removed, even if there is another in its place, which must not be taken for drawn. */
  _has(tile, coords) {
    return this._tiles[this._tileCoordsToKey(coords)]?.el === tile;
  },

  _show(tile, coords, all) {
    const key = this._tileCoordsToKey(coords);
    const level = this._levels[coords.z];
    if (!level || !this._has(tile, coords)) {
      return null;
    }
    if (tile.marks.length === 0) {
      this._sheets.remove(key, true);
      return null;
    }
    const width = SIZE + AROUND + (coords.z >= TAGS_FROM ? TAGS : AROUND);
    const height = SIZE + 2 * AROUND;
    const image = pictureOf(width, height, (context, ratio) => {
      context.translate(AROUND, AROUND);
      tile.tags = coords.z >= TAGS_FROM ? this._drawTags(context, tile.marks, all) : [];
      tile.marks.forEach((mark) => (mark.count ? drawCluster(context, mark, ratio) : drawPlace(context, mark, ratio)));
    });
    return this._sheets.put(key, level, { image, x: coords.x * SIZE - AROUND, y: coords.y * SIZE - AROUND, width, height });
  },

  _marksOf(layer, { x, y, z }) {
    const parts = z < DENSE_FROM ? 2 : 1;
    const scale = layer ? (parts * SIZE) / layer.extent : 0;
    const corner = { x: modulo(x, parts) * SIZE, y: modulo(y, parts) * SIZE };
    return (layer?.features ?? []).map(({ properties, parts: rings }) => {
      const { code, icon, count } = properties;
      const at = { x: rings[0][0] * scale - corner.x, y: rings[0][1] * scale - corner.y };
      return count
        ? { ...at, count, label: this.options.countOf(count), radius: clusterRadius(count) }
        : { ...at, code, icon, name: this.options.textOf(properties), own: this.options.own.has(code), radius: PLACE_RADIUS + 2 };
    });
  },

  /** Names where no other mark and no other name is. */
  _drawTags(context, marks, all) {
    const taken = all.map(boxOf);
    const drawn = [];
    for (const mark of marks.filter(({ name }) => name)) {
      const tag = tagOf(context, mark);
      if (tag.right < SIZE + TAGS && !taken.some((other) => overlap(tag, other))) {
        taken.push(tag);
        drawn.push(tag);
        drawTag(context, tag);
      }
    }
    return drawn;
  },
});

const boxOf = ({ x, y, radius }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });

/** What a name must keep away from: of a cluster some of its halo too where they lie far apart; where they lie close, names need the room. */
function discOf({ x, y, radius, count }, halo) {
  const disc = { x, y, radius: count ? radius + halo : radius };
  return { ...disc, ...boxOf(disc) };
}

/** Of a mark: the box of its count or glyph. */
function coreOf({ x, y, label }) {
  const half = label ? 4.5 * label.length + 3 : 12;
  return { left: x - half, right: x + half, top: y - 11, bottom: y + 11 };
}

const modulo = (value, divisor) => ((value % divisor) + divisor) % divisor;

const overlap = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

