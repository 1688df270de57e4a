import { html, nothing } from 'lit-html';
import { distance, nameOf, percent, t } from '../core/i18n.js';
import { shortName } from './level-switch.js';

/**
 * The areas a point lies in, coarsest first; each row selects its level on the map.
 *
 * @param model `areas`, `levels` (of the city), `selected` level id, `version`, `synthetic`, `onSelect(levelId)`
 */
export const chain = ({ areas, levels, selected, version, synthetic, onSelect }) => html`
  <section class="section" aria-labelledby="chain-title">
    <h2 class="section__title" id="chain-title">${t('chain.title')}<span class="more t3">${t('chain.version', { label: version?.label ?? '' })}</span></h2>
    <ol class="chain">
      ${areas.map((area) => row(area, shortName(levelName(levels, area.level)), selected === area.level, onSelect))}
    </ol>
    ${synthetic ? html`<p class="tiny t3 chain__note">${t('chain.synthetic')}</p>` : nothing}
  </section>`;

const row = (area, level, on, onSelect) => html`
  <li>
    <button class="chain__row ${on ? 'is-on' : ''}" aria-pressed=${on ? 'true' : 'false'} data-level=${area.level} @click=${() => onSelect(area.level)}>
      <span class="chain__level">${level}</span>
      <span class="chain__name"><b>${nameOf(area.name)}</b><em>${certainty(area)}</em></span>
      <span class="chain__code num">${area.code}</span>
    </button>
  </li>`;

function certainty(area) {
  if (area.ambiguous) {
    return t(area.share >= 0.6 ? 'chain.likely' : 'chain.confirm', { share: percent(area.share) });
  }
  return area.border_metres === null || area.border_metres === undefined
    ? nothing
    : t('chain.border', { distance: distance(area.border_metres) });
}

export const levelName = (levels, id) => nameOf(levels.find((level) => level.id === id)?.name ?? id);
