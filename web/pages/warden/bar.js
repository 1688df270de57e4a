import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';

/** The bar at the top of each view; the only heading of its level. */
export const bar = ({ title, meta = '', back = null, glyph = 'back', side = nothing }) => html`
  <header class="wp__bar ${back ? 'wp__bar--back' : ''}">
    ${back ? html`<a class="iconbtn iconbtn--touch" href=${back} aria-label=${t(glyph === 'x' ? 'field.close' : 'field.back')}>${icon(glyph)}</a>` : nothing}
    <div class="grow"><h1 class="cut">${title}</h1>${meta ? html`<p class="tiny t3 cut">${meta}</p>` : nothing}</div>
    ${side}
  </header>`;
