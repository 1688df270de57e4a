import * as L from 'leaflet';
import { drawnRank, labelStyle, lineStyle } from './levels.js';
import { byImportance, createPlacing } from './label-placing.js';
import { createNamePictures } from './name-pictures.js';
import { pictureOf, sharpness, showPicture, shownSize, toPixel } from './pictures.js';
import { createTurns } from '../core/turns.js';
import { createTileAreas } from './tile-areas.js';

const MARGIN = 80;
const WAIT_MS = 80;
/** The first names are waited for. */
const FIRST_MS = 30;
/** So long a task may place or draw names. */
const SLICE_MS = 6;
/** Only Chinese names are set wide; Latin ones would fall apart. */
const HAN = /\p{Script=Han}/u;
/** A name that finds no free place may find one at this size in pixels. */
const SMALLEST = 11;
const EARTH_PIXEL_AT_0 = 156543.03392;

/** Names of areas on one canvas over the map: redrawn when the map rests or a tile has come, hidden while zooming. */
export const AreaLabels = L.Layer.extend({
  options: { levels: [], emphasised: null, selected: null, textOf: (properties) => properties.name, obstacles: () => [], marks: () => [] },

  /** @param tiles the AreaTiles layer whose names are drawn */
  initialize(tiles, options) {
    L.setOptions(this, options);
    this._source = tiles;
    this._pending = 0;
    this._round = 0;
    this._busy = false;
    this._turn = createTurns();
    this._names = createNamePictures();
  },

  onAdd(map) {
    this._canvas = L.DomUtil.create('canvas', 'arealabels leaflet-zoom-hide', map.getPane('labels'));
    this._source.on('tiledrawn load', this.later, this);
    this._redraw();
  },

  onRemove() {
    this._source.off('tiledrawn load', this.later, this);
    clearTimeout(this._pending);
    this._pending = 0;
    this._round++;
    this._canvas.remove();
  },

  getEvents() {
    return { moveend: this.later, zoomend: this.later, resize: this.later };
  },

  refresh(options = {}) {
    L.setOptions(this, options);
    this.later();
  },

  /**
   * In slices, each a task of its own: neither a drag nor a key press waits for all names. What was begun for another zoom is given up;
   * else it is finished, and what came meanwhile is the next round: tiles that keep coming must not keep names away.
   */
  async _redraw() {
    this._busy = true;
    try {
      await (this._map && this._placeAll(this._map, ++this._round));
    } finally {
      this._busy = false;
    }
  },

  async _placeAll(map, round) {
    const zoom = map.getZoom();
    let since = 0;
    const goesOn = async () => {
      if (performance.now() - since > SLICE_MS) {
        await this._turn();
        since = performance.now();
      }
      return round === this._round && this._map !== null && zoom === map.getZoom();
    };
    const size = map.getSize().add([2 * MARGIN, 2 * MARGIN]);
    const corner = map.containerPointToLayerPoint([-MARGIN, -MARGIN]);
    const origin = map.getPixelOrigin().add(corner);
    const areas = createTileAreas(this._source.visibleTiles());
    const family = getComputedStyle(document.body).fontFamily;
    const wanted = await this._wanted(areas, origin, size, family, goesOn);
    const placing = createPlacing(this._obstacles(), this._marks(origin));
    for (const label of wanted ?? []) {
      if (!(await goesOn())) {
        return;
      }
      placing.add(label) || (label.size > SMALLEST && !label.selected && placing.add(this._measured(label, areas, origin, family, SMALLEST)));
    }
    for (const label of placing.placed) {
      this._names.of(label);
      if (!(await goesOn())) {
        return;
      }
    }
    wanted && this._show(size, corner, placing.placed);
  },

  _show(size, corner, placed) {
    const ratio = sharpness();
    const picture = pictureOf(size.x, size.y, (context) => {
      for (const label of placed) {
        const { image, wide, high } = this._names.of(label);
        context.drawImage(image, toPixel(label.x - wide / 2), toPixel(label.y - high / 2), image.width / ratio, image.height / ratio);
      }
    });
    L.DomUtil.setPosition(this._canvas, corner);
    Object.assign(this._canvas.style, { width: shownSize(size.x), height: shownSize(size.y) });
    showPicture(this._canvas, picture);
    this._canvas.dataset.names = placed.map(({ text }) => text).join('|');
    this._canvas.dataset.complete = String(!this._source.isLoading() && this._pending === 0);
  },

  _obstacles() {
    return this.options.obstacles().map(({ left, top, right, bottom }) => ({
      left: left + MARGIN - 4,
      top: top + MARGIN - 4,
      right: right + MARGIN + 4,
      bottom: bottom + MARGIN + 4,
    }));
  },

  /** Given in pixels of the map's world. */
  _marks(origin) {
    return this.options.marks().map((mark) => ({ ...shifted(mark, origin), core: mark.core && shifted(mark.core, origin) }));
  },

  /** Draws again soon, once for all that asks until then, and in a task of its own: a move must not wait for names. */
  later() {
    if (this._pending === 0 && this._canvas) {
      this._canvas.dataset.complete = 'false';
      this._pending = setTimeout(() => {
        this._pending = 0;
        this._busy ? this.later() : this._redraw();
      }, this._canvas.dataset.names ? WAIT_MS : FIRST_MS);
    }
  },

  /** Null when it was given up. */
  async _wanted(areas, origin, size, family, goesOn) {
    const zoom = this._map.getZoom();
    const metresPerPixel = (EARTH_PIXEL_AT_0 * Math.cos((this._map.getCenter().lat * Math.PI) / 180)) / 2 ** zoom;
    const inView = (x, y) => x > MARGIN && y > MARGIN && x < size.x - MARGIN && y < size.y - MARGIN;
    const anchors = await this._anchorsInView(areas, origin, size, goesOn);
    if (anchors === null) {
      return null;
    }
    const withPoint = areas.labels();
    const keys = new Set(withPoint.map(({ level, code }) => `${level} ${code}`));
    const outside = [...anchors].filter(([key]) => !keys.has(key));
    return withPoint
      .map((label) => this._label(label, zoom, metresPerPixel))
      .filter((label) => label !== null)
      .map((label) => {
        const x = label.x - origin.x;
        const y = label.y - origin.y;
        const anchor = inView(x, y) ? { x, y } : (anchors.get(label.key) ?? { x, y });
        return { ...label, ...anchor };
      })
      .concat(this._outsiders(outside, zoom))
      .map((label) => this._measured(label, areas, origin, family, Infinity))
      .sort(byImportance(zoom));
  },

  _label({ level, code, properties, x, y }, zoom, metresPerPixel) {
    const rank = drawnRank(this.options.levels, level);
    const style = labelStyle(rank);
    const selected = this.options.selected === `${level} ${code}`;
    const emphasised = this.options.emphasised === level;
    const side = (Math.sqrt(properties.km2 ?? 0) * 1000) / metresPerPixel;
    const early = emphasised ? 1 : 0;
    const worth = side >= style.side * (emphasised ? 0.8 : 1) && zoom >= style.from - early && zoom <= style.until + 3 * early;
    if (!selected && (!worth || lineStyle(rank, zoom, emphasised) === null)) {
      return null;
    }
    return { key: `${level} ${code}`, level, code, text: this.options.textOf(properties), rank, style, selected, emphasised, side, x, y };
  },

  /**
   * A spot for areas whose own label point lies off screen but that cover part of it: found by asking a coarse raster
   * of pixels which area they lie in, and taking the one nearest to the middle of those.
   */
  async _anchorsInView(areas, origin, size, goesOn) {
    const zoom = this._map.getZoom();
    const found = new Map();
    const levels = this.options.levels.filter(
      ({ id }) => zoom <= labelStyle(this._rank(id)).until && lineStyle(this._rank(id), zoom, id === this.options.emphasised),
    );
    for (const { id } of levels) {
      if (!(await goesOn())) {
        return null;
      }
      for (let y = MARGIN + 40; y < size.y - MARGIN; y += 84) {
        for (let x = MARGIN + 50; x < size.x - MARGIN; x += 96) {
          const properties = areas.areaAt(id, x + origin.x, y + origin.y);
          if (properties) {
            const key = `${id} ${properties.code}`;
            found.set(key, [...(found.get(key) ?? []), { x, y, level: id, properties }]);
          }
        }
      }
    }
    const roomy = ({ x, y, level, properties }) =>
      [-56, 56].every((dx) => [-14, 14].every((dy) => areas.areaAt(level, x + dx + origin.x, y + dy + origin.y)?.code === properties.code));
    const many = [...found].filter(([, spots]) => spots.length > 2);
    return new Map(many.map(([key, spots]) => [key, middleMost(spots, spots.filter(roomy))]));
  },

  /** Areas so much larger than the screen that not even their label point's tile is here. */
  _outsiders(anchors, zoom) {
    return anchors
      .filter(([, { properties }]) => this.options.textOf(properties))
      .map(([key, { x, y, level, properties }]) => {
        const rank = this._rank(level);
        return {
          key, x, y, level, rank, side: 400,
          code: properties.code,
          text: this.options.textOf(properties),
          style: labelStyle(rank),
          selected: this.options.selected === key,
          emphasised: this.options.emphasised === level,
        };
      })
      .filter(({ rank }) => rank < 2 || zoom >= 15);
  },

  _rank(levelId) {
    return drawnRank(this.options.levels, levelId);
  },

  /** @param most size of its font in pixels at most */
  _measured(label, areas, origin, family, most) {
    const { style, selected, level, code } = label;
    const far = this._map.getZoom() < 10;
    const size = Math.min(most, style.size + (selected ? 1 : 0) - (far ? 2 : 0));
    const spacing = far || size <= SMALLEST || !HAN.test(label.text) ? 0 : style.spacing;
    const font = `${selected ? 600 : style.weight} ${size}px ${family}`;
    const width = this._names.widthOf(label.text, font, spacing) + 10;
    const right = this._map.getSize().x + MARGIN;
    const isWhole = (x) => x - width / 2 >= MARGIN && x + width / 2 <= right;
    return {
      ...label,
      size,
      font,
      spacing,
      width,
      height: size + 8,
      reach: Math.max(20, label.side * 0.5),
      // a name that is whole on screen does not give way over the screen's edge
      accept: (x, y) => areas.areaAt(level, x + origin.x, y + origin.y)?.code === code && (isWhole(x) || !isWhole(label.x)),
    };
  },
});

const shifted = ({ left, right, top, bottom, x, y, radius }, origin) => ({
  left: left - origin.x, right: right - origin.x, top: top - origin.y, bottom: bottom - origin.y,
  ...(radius ? { x: x - origin.x, y: y - origin.y, radius } : {}),
});

/** Of the spots with room round them, else of all, the one nearest to the middle of all. */
function middleMost(spots, roomy) {
  const mean = {
    x: spots.reduce((sum, spot) => sum + spot.x, 0) / spots.length,
    y: spots.reduce((sum, spot) => sum + spot.y, 0) / spots.length,
  };
  const away = ({ x, y }) => (x - mean.x) ** 2 + (y - mean.y) ** 2;
  return (roomy.length > 0 ? roomy : spots).reduce((best, spot) => (away(spot) < away(best) ? spot : best));
}
