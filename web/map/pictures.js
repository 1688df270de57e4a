/** Pixels of the screen to a pixel of CSS that are drawn for. */
export const sharpness = () => Math.min(window.devicePixelRatio || 1, 2);

/** The nearest edge between pixels of the screen, in pixels of CSS: at a ratio like 1.1 drawings would else blur, and their borders show. */
export function toPixel(value) {
  const ratio = sharpness();
  return Math.round(value * ratio) / ratio;
}

/** What a picture of so many CSS pixels has to measure in the page, so that each of its pixels is one of the screen. */
export function shownSize(side) {
  const ratio = sharpness();
  return `${Math.ceil(side * ratio) / ratio}px`;
}

/**
 * A picture of so many CSS pixels, drawn here and now: on a canvas in the page the browser would put the drawing off until the next frame,
 * together with all others.
 *
 * @param draw gets a context in CSS pixels and the sharpness
 * @returns an `ImageBitmap`, or a canvas where the browser has none that is not in a page
 */
export function pictureOf(width, height, draw) {
  const ratio = sharpness();
  const canvas = newCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  draw(context, ratio);
  return canvas.transferToImageBitmap?.() ?? canvas;
}

function newCanvas(width, height) {
  return globalThis.OffscreenCanvas ? new OffscreenCanvas(width, height) : Object.assign(document.createElement('canvas'), { width, height });
}

/** Hands a picture over to a canvas of the page. One that can still be drawn on is copied in every frame of a move where there is no GPU. */
export function showPicture(canvas, picture) {
  const { width, height } = picture;
  if (canvas.width !== width || canvas.height !== height) {
    Object.assign(canvas, { width, height });
  }
  if (globalThis.ImageBitmap && picture instanceof ImageBitmap) {
    canvas.getContext('bitmaprenderer').transferFromImageBitmap(picture);
  } else {
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, width, height);
    context.drawImage(picture, 0, 0);
  }
}
