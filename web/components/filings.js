import { html, nothing } from 'lit-html';
import { t } from '../core/i18n.js';

/** Numbers under which authorities know the site and its map (审图号, ICP, public security), as they are configured. */
export const filings = (city) =>
  city?.filings?.length ? html`<span class="filings">${city.filings.map((filing) => html`<span>${one(filing)}</span>`)}</span>` : nothing;

const one = ({ kind, number, url }) => {
  const shown = kind === 'map_review' && !number.startsWith('审图号') ? t('filings.mapReview', { number }) : number;
  return url ? html`<a href=${url} rel="noreferrer">${shown}</a>` : shown;
};
