import { html } from 'lit-html';
import { placeGlyph } from '../core/place-glyphs.js';

/** The picture of a place category; decoration only. */
export const placeIcon = (name, size = '') =>
  html`<svg class="g ${size ? `g--${size}` : ''}" viewBox="0 0 24 24" aria-hidden="true"><path d=${placeGlyph(name)}></path></svg>`;
