/** A canvas of the screen's sharpness is kept at 4 MB: phones take smaller ones. */
const PIXELS = 1024;
const SPARE = 4;

export const sharpness = () => Math.min(window.devicePixelRatio || 1, 2);

/**
 * What the tiles of a grid layer look like, on a few large canvases instead of one each: the browser composes every canvas as a layer of
 * its own, and fifty of them cost the main thread more in each frame of a move than all that is drawn on them. A tile's picture may
 * reach beyond the tile.
 */
export class TileSheets {
  /** @param className of the canvases */
  constructor(className) {
    this._className = className;
    this._pictures = new Map();
    this._sheets = new Map();
    this._spare = [];
    this._dirty = new Set();
  }

  /**
   * @param key of the tile
   * @param level Leaflet's level `{el, origin, zoom}`
   * @param picture `{image, x, y, width, height}` in pixels of the map's world at the level's zoom
   */
  put(key, level, picture) {
    const sheets = this._sheetsUnder(level, picture);
    this._leave(key, sheets);
    this._pictures.set(key, { ...picture, sheets });
    sheets.forEach((sheet) => {
      sheet.keys.add(key);
      this._paintSoon(sheet);
    });
  }

  remove(key) {
    this._leave(key, []);
    this._pictures.delete(key);
  }

  _leave(key, kept) {
    const former = this._pictures.get(key);
    former?.image.close?.();
    former?.sheets.filter((sheet) => !kept.includes(sheet)).forEach((sheet) => {
      sheet.keys.delete(key);
      this._paintSoon(sheet);
    });
  }

  _sheetsUnder(level, { x, y, width, height }) {
    const side = PIXELS / sharpness();
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
      const canvas = this._spare.pop() ?? this._newCanvas();
      const [x, y] = [i * side, j * side];
      Object.assign(canvas.style, { left: `${x - level.origin.x}px`, top: `${y - level.origin.y}px`, width: `${side}px`, height: `${side}px` });
      level.el.appendChild(canvas);
      this._sheets.set(name, { name, canvas, x, y, side, keys: new Set() });
    }
    return this._sheets.get(name);
  }

  _newCanvas() {
    const canvas = document.createElement('canvas');
    canvas.className = `tilesheet ${this._className}`;
    canvas.width = canvas.height = PIXELS;
    return canvas;
  }

  /** Once for all that changes in this task. */
  _paintSoon(sheet) {
    this._dirty.size === 0 && queueMicrotask(() => this._paintAll());
    this._dirty.add(sheet);
  }

  _paintAll() {
    const sheets = [...this._dirty];
    this._dirty.clear();
    sheets.forEach((sheet) => (sheet.keys.size === 0 ? this._drop(sheet) : this._paint(sheet)));
  }

  _paint({ canvas, x, y, side, keys }) {
    const context = canvas.getContext('2d');
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, PIXELS, PIXELS);
    context.scale(PIXELS / side, PIXELS / side);
    for (const key of keys) {
      const picture = this._pictures.get(key);
      context.drawImage(picture.image, picture.x - x, picture.y - y, picture.width, picture.height);
    }
  }

  _drop(sheet) {
    if (this._sheets.get(sheet.name) !== sheet) {
      return;
    }
    this._sheets.delete(sheet.name);
    sheet.canvas.remove();
    this._spare.length < SPARE && this._spare.push(sheet.canvas);
  }
}

/**
 * A picture of so many CSS pixels, drawn here and now: on a canvas in the page the browser would put the drawing off until the next frame,
 * together with that of all other tiles.
 *
 * @param draw gets a context in CSS pixels and the pixels of the screen to each of them
 */
export function pictureOf(width, height, draw) {
  const ratio = sharpness();
  const canvas = newCanvas(width * ratio, height * ratio);
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  draw(context, ratio);
  return canvas.transferToImageBitmap?.() ?? canvas;
}

function newCanvas(width, height) {
  if (globalThis.OffscreenCanvas) {
    return new OffscreenCanvas(Math.ceil(width), Math.ceil(height));
  }
  return Object.assign(document.createElement('canvas'), { width: Math.ceil(width), height: Math.ceil(height) });
}
