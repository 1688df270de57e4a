import { pictureOf, sharpness, showPicture, shownSize, toPixel } from './pictures.js';

/** Pixels of CSS to a side: on a sharp screen a sheet has four times as many pixels to copy for each change. */
const sideOf = () => (sharpness() > 1 ? 512 : 768);
/** So long a frame may be held up by what changed in all layers. */
const SLICE_MS = 4;
/** A page that nobody looks at has no frames. */
const HIDDEN_MS = 100;

/** Layers with something to paint, in turn. */
const unpainted = new Set();
let scheduled = false;

function schedule() {
  if (!scheduled) {
    scheduled = true;
    document.hidden ? setTimeout(paintSome, HIDDEN_MS) : requestAnimationFrame(paintSome);
  }
}

function paintSome() {
  const until = performance.now() + SLICE_MS;
  scheduled = false;
  for (const layer of unpainted) {
    unpainted.delete(layer);
    layer.paintOne() && unpainted.add(layer);
    if (performance.now() > until) {
      break;
    }
  }
  unpainted.size > 0 && schedule();
}

/**
 * What the tiles of a grid layer look like, on a few large canvases instead of one each: the browser composes every canvas as a layer of
 * its own, and fifty of them cost the main thread more in each frame of a move than all that is drawn on them. A tile's picture may
 * reach beyond the tile. Painted in the next frames, in each as much as there is time for.
 */
export class TileSheets {
  /** @param className of the canvases */
  constructor(className) {
    this._className = className;
    this._pictures = new Map();
    this._sheets = new Map();
    this._dirty = new Set();
    this._waiting = [];
  }

  /**
   * @param key of the tile
   * @param level Leaflet's level `{el, origin, zoom}`
   * @param picture `{image, x, y, width, height}` in pixels of the map's world at the level's zoom
   * @returns a promise of when it is seen
   */
  put(key, level, picture) {
    const sheets = this._sheetsUnder(level, picture);
    this._leave(key, sheets, true);
    this._pictures.set(key, { ...picture, sheets });
    sheets.forEach((sheet) => {
      sheet.keys.add(key);
      this._dirty.add(sheet);
    });
    this._schedule();
    return new Promise((seen) => this._waiting.push({ sheets, seen }));
  }

  /** @param atOnce whether it may not stay in sight until its sheets are painted for something else */
  remove(key, atOnce) {
    this._leave(key, [], atOnce);
    this._pictures.delete(key);
  }

  /** Paints now what would be painted in the next frames. */
  flush() {
    while (this.paintOne());
  }

  /** @returns whether there is more to paint */
  paintOne() {
    const [sheet] = this._dirty;
    if (sheet) {
      this._dirty.delete(sheet);
      this._paint(sheet);
    }
    this._waiting = this._waiting.filter(({ sheets, seen }) => sheets.some((each) => this._dirty.has(each)) || seen());
    return this._dirty.size > 0;
  }

  _leave(key, kept, atOnce) {
    const former = this._pictures.get(key);
    former?.image.close?.();
    former?.sheets.filter((sheet) => !kept.includes(sheet)).forEach((sheet) => {
      sheet.keys.delete(key);
      if (sheet.keys.size === 0) {
        this._drop(sheet);
      } else if (atOnce) {
        this._dirty.add(sheet);
        this._schedule();
      }
    });
  }

  _sheetsUnder(level, { x, y, width, height }) {
    const side = sideOf();
    const sheets = [];
    for (let j = Math.floor(y / side); j * side < y + height; j++) {
      for (let i = Math.floor(x / side); i * side < x + width; i++) {
        sheets.push(this._sheetAt(level, i, j, side));
      }
    }
    return sheets;
  }

  _sheetAt(level, i, j, side) {
    const name = `${level.zoom}/${i}/${j}/${side}`;
    if (!this._sheets.has(name)) {
      const canvas = document.createElement('canvas');
      const [x, y] = [i * side, j * side];
      canvas.className = `tilesheet ${this._className}`;
      Object.assign(canvas.style, { left: `${x - level.origin.x}px`, top: `${y - level.origin.y}px` });
      level.el.appendChild(canvas);
      this._sheets.set(name, { name, canvas, x, y, side, keys: new Set() });
    }
    return this._sheets.get(name);
  }

  _schedule() {
    unpainted.add(this);
    schedule();
  }

  _paint({ canvas, x, y, side, keys }) {
    const pictures = [...keys].map((key) => this._pictures.get(key));
    Object.assign(canvas.style, { width: shownSize(side), height: shownSize(side) }); // the sharpness may be another now
    showPicture(canvas, pictureOf(side, side, (context) => pictures.forEach((picture) => {
      const [left, top] = [toPixel(picture.x - x), toPixel(picture.y - y)];
      const [right, bottom] = [toPixel(picture.x + picture.width - x), toPixel(picture.y + picture.height - y)];
      context.drawImage(picture.image, left, top, right - left, bottom - top);
    })));
  }

  _drop(sheet) {
    this._sheets.delete(sheet.name);
    this._dirty.delete(sheet);
    sheet.canvas.remove();
  }
}
