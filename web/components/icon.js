import { html } from 'lit-html';

/** A glyph of the own set; decoration only, so every control that shows one names itself. */
export const icon = (name, size = '') =>
  html`<svg class="g ${size ? `g--${size}` : ''}" aria-hidden="true"><use href="/web/components/glyphs.svg#g-${name}"></use></svg>`;
