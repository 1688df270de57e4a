import { html, nothing } from 'lit-html';
import { nameOf, t } from '../core/i18n.js';
import { icon } from './icon.js';

/** The level whose areas have a courtyard: that above the finest one, or the authoritative level where that is finer. */
export function courtyardLevel(city) {
  const authoritative = city.levels.findIndex(({ id }) => id === city.authoritative_level);
  return city.levels[Math.min(Math.max(authoritative, city.levels.length - 2), city.levels.length - 1)];
}

/** From a point's areas to the page of its community. */
export function courtyardLink(city, areas) {
  const area = areas.find(({ level }) => level === courtyardLevel(city).id);
  return area
    ? html`<a class="pagelink pagelink--wide" id="courtyard-here" href="/courtyard?area=${encodeURIComponent(area.code)}">${icon('community', '18')}<span class="grow">${t('map.courtyard', { area: nameOf(area.name) })}</span>${icon('right', '16')}</a>`
    : nothing;
}
