import { html } from 'lit-html';

const GLYPHS = new URL('./glyphs.svg', import.meta.url).pathname;

/** A glyph of the own set; decoration only, so every control that shows one names itself. */
export const icon = (name, size = '') =>
  html`<svg class="g ${size ? `g--${size}` : ''}" aria-hidden="true"><use href="${GLYPHS}#g-${name}"></use></svg>`;
