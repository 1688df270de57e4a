import { pictureOf, sharpness, showPicture } from './pictures.js';

/** Pixels of CSS to a side: on a sharp screen a sheet has four times as many pixels to copy for each change. */
const sideOf = () => (sharpness() > 1 ? 512 : 768);
/** So long a frame may be held up by what changed. */
const SLICE_MS = 6;
/** A page that nobody looks at has no frames. */
const HIDDEN_MS = 100;

/**
 * What the tiles of a grid layer look like, on a few large canvases instead of one each: the browser composes every canvas as a layer of
 * its own, and fifty of them cost the main thread more in each frame of a move than all that is drawn on them. A tile's picture may
 * reach beyond the tile. Painted once a frame for all that changed, as much as a frame has time for.
 */
export class TileSheets {
  /** @param className of the canvases */
  constructor(className) {
    this._className = className;
    this._pictures = new Map();
    this._sheets = new Map();
    this._dirty = new Set();
    this._waiting = [];
    this._scheduled = false;
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
    return new Promise((seen) => this._waiting.push(seen));
  }

  /** @param atOnce whether it may not stay in sight until its sheets are painted for something else */
  remove(key, atOnce) {
    this._leave(key, [], atOnce);
    this._pictures.delete(key);
  }

  /** Paints now what would be painted in the next frames. */
  flush(until = Infinity) {
    for (const sheet of this._dirty) {
      if (performance.now() > until) {
        return;
      }
      this._dirty.delete(sheet);
      this._paint(sheet);
    }
    this._waiting.splice(0).forEach((seen) => seen());
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
      Object.assign(canvas.style, { left: `${x - level.origin.x}px`, top: `${y - level.origin.y}px`, width: `${side}px`, height: `${side}px` });
      level.el.appendChild(canvas);
      this._sheets.set(name, { name, canvas, x, y, side, keys: new Set() });
    }
    return this._sheets.get(name);
  }

  _schedule() {
    if (this._scheduled) {
      return;
    }
    this._scheduled = true;
    const paint = () => {
      if (this._scheduled) {
        this._scheduled = false;
        this.flush(performance.now() + SLICE_MS);
        this._dirty.size > 0 && this._schedule();
      }
    };
    document.hidden ? setTimeout(paint, HIDDEN_MS) : requestAnimationFrame(paint);
  }

  _paint({ canvas, x, y, side, keys }) {
    const pictures = [...keys].map((key) => this._pictures.get(key));
    showPicture(canvas, pictureOf(side, side, (context) =>
      pictures.forEach((picture) => context.drawImage(picture.image, picture.x - x, picture.y - y, picture.width, picture.height))));
  }

  _drop(sheet) {
    this._sheets.delete(sheet.name);
    this._dirty.delete(sheet);
    sheet.canvas.remove();
  }
}
