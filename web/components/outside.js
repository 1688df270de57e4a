import { html, nothing } from 'lit-html';
import { distance, nameOf, percent, t } from '../core/i18n.js';
import { formatPoint } from '../core/coordinates.js';
import { icon } from './icon.js';
import { shortName } from './level-switch.js';
import { levelName } from './chain.js';

/** What else can be said of a point that lies in no area. */

const SHOWN = 3;

/** Longitude and latitude seem to be exchanged; `point` is the exchanged one, `onSwap()` goes there. */
export const swappedNote = (point, onSwap) => html`
  <div class="section section--note">
    <div class="note note--due" role="status">
      ${icon('warn', '18')}
      <div class="grow">
        <p>${t('swapped.text', { point: formatPoint(point) })}</p>
        <button type="button" class="btn btn--s" id="swap" @click=${onSwap}>${t('swapped.swap')}</button>
      </div>
    </div>
  </div>`;

/** The areas that the accuracy disc touches all the same, level by level. */
export const touchedAreas = ({ touched, accuracyMetres, levels }) =>
  touched.length === 0
    ? nothing
    : html`<section class="section" aria-labelledby="touched-title">
        <h2 class="section__title" id="touched-title">${t('touched.title')}</h2>
        <p class="small t3">${t('touched.text', { distance: distance(accuracyMetres) })}</p>
        <ul class="overlays overlays--list" id="touched">
          ${touched.map(({ level, candidates }) => html`<li><span class="t3">${shortName(levelName(levels, level))}</span><b>${inWords(candidates)}</b></li>`)}
        </ul>
      </section>`;

function inWords(candidates) {
  const named = candidates.slice(0, SHOWN).map(({ name, code, share }) => `${nameOf(name) || code} ${percent(share)}`);
  const list = named.join(t('list.separator'));
  return candidates.length > SHOWN ? t('touched.more', { list, n: candidates.length - SHOWN }) : list;
}
