import { colour } from './palette.js';
import { pictureOf, sharpness } from './pictures.js';

/** More than a screen ever shows. */
const KEPT = 400;
const HALO = 4;

/** Names come again with each move of the map: each is measured and drawn once, then only copied. */
export function createNamePictures() {
  const pictures = new Map();
  const widths = new Map();
  const rule = document.createElement('canvas').getContext('2d');

  function forgetSome() {
    for (const [key, { image }] of pictures.size > 2 * KEPT ? [...pictures].slice(0, KEPT) : []) {
      image.close?.();
      pictures.delete(key);
    }
  }

  return {
    widthOf(text, font, spacing) {
      const key = `${text} ${font} ${spacing}`;
      if (!widths.has(key)) {
        widths.size > 10 * KEPT && widths.clear();
        rule.font = font;
        rule.letterSpacing = `${spacing}px`;
        widths.set(key, rule.measureText(text).width);
      }
      return widths.get(key);
    },

    /** `{image, wide, high}` of a label `{text, font, spacing, width, height, selected, style}`, the name in its middle. */
    of({ text, font, spacing, width, height, selected, style }) {
      const name = { text, font, spacing, halo: colour('--map-halo'), fill: colour(selected ? '--accent-text' : style.token) };
      const key = [...Object.values(name), sharpness()].join(' ');
      if (!pictures.has(key)) {
        const wide = Math.ceil(width) + 2 * HALO;
        const high = height + 2 * HALO;
        const image = pictureOf(wide, high, (context) => {
          context.translate(wide / 2, high / 2);
          draw(context, name);
        });
        pictures.set(key, { image, wide, high });
        forgetSome();
      }
      return pictures.get(key);
    },
  };
}

function draw(context, { text, font, spacing, halo, fill }) {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.font = font;
  context.letterSpacing = `${spacing}px`;
  context.lineWidth = 3;
  context.strokeStyle = halo;
  context.strokeText(text, spacing / 2, 0);
  context.fillStyle = fill;
  context.fillText(text, spacing / 2, 0);
}
