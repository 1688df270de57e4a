import { html, nothing } from 'lit-html';
import { nameOf, t } from '../core/i18n.js';
import { filings } from './filings.js';

/**
 * Whose map this is, and that its boundaries are invented where they are: stands in the corner of every map that shows areas.
 *
 * @param city what `GET /city` answers, or what a phone kept of it; null while it is not known
 * @param options `own` on maps that never show the tiles of another provider
 */
export const attribution = (city, { own = false } = {}) => html`
  <p class="attrib" data-over-map>${own ? nothing : nameOf(city?.base_tiles?.attribution)} ${nameOf(city?.attribution) || t('map.ownBase')}${city?.synthetic ? html`<i class="md"></i>${t('map.syntheticShort')}` : nothing} ${city ? filings(city) : nothing}</p>`;
