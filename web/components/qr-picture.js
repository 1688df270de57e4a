import { html, nothing } from 'lit-html';

/** A QR code that the server drew as SVG. Parsed as a picture, never as the page's own markup. */
export function qrPicture(svg, label) {
  if (!svg) {
    return nothing;
  }
  const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  return html`<div class="qr" role="img" aria-label=${label}>${document.importNode(picture, true)}</div>`;
}
