import { html, nothing } from 'lit-html';
import { nameOf, t } from '../core/i18n.js';
import { isLargeText, toggleLargeText } from '../core/text-size.js';
import { icon } from './icon.js';
import { shortName } from './level-switch.js';

/**
 * The button and panel for what the map shows: base, boundaries, places, zones; and how large text is. Closes with Escape or when
 * the focus leaves it.
 *
 * @param options `onToggle(id, on)` for zones and, as `-places`, for leaving places out; `onLevel(id)`, `onBase(name)`, `onStatistics(on)`
 */
export function createLayerMenu({ onToggle, onLevel, onBase, onStatistics, changed }) {
  let open = false;

  const show = (on) => {
    open = on;
    changed();
  };

  function onKey(event) {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      show(false);
      document.getElementById('layers-button')?.focus();
    }
  }

  function leave(event) {
    if (open && !event.currentTarget.contains(event.relatedTarget)) {
      show(false);
    }
  }

  /** @param model `city`, `shown` ids of zones that are on the map, `base` the chosen one or null, `level` that is outlined, `statistics` whether their layer is on */
  return (model) => html`<div class="layermenu" @keydown=${onKey} @focusout=${leave}>
      <div class="mapctl mapctl--layers" data-over-map>
        <button id="layers-button" class=${model.shown.length > 0 || model.statistics ? 'is-on' : ''} aria-label=${t('layers.button')} aria-expanded=${open ? 'true' : 'false'} @click=${() => show(!open)}>${icon('layers')}</button>
      </div>
      ${open ? menu(model) : nothing}
    </div>`;

  function menu({ city, shown, base, level, statistics }) {
    return html`<div class="menu layermenu__list" data-over-map tabindex="-1" role="group" aria-label=${t('layers.button')}>
      ${city.base_tiles ? group(t('layers.base'), [['tiles', t('layers.base.tiles')], ['own', t('layers.base.own')]].map(([id, text]) => radio('base', id, text, (base ?? 'tiles') === id, () => onBase(id === 'own' ? 'own' : null)))) : nothing}
      ${group(t('levels.legend'), city.levels.map(({ id, name }) => radio('outlined', id, shortName(nameOf(name)), id === level, () => onLevel(id))))}
      ${group(t('layers.shown'), [
        tick('-places', t('layers.places'), !shown.includes('-places'), (on) => onToggle('-places', !on)),
        ...(city.overlays ?? []).map(({ id, name }) => tick(id, nameOf(name), shown.includes(id), (on) => onToggle(id, on))),
        tick('statistics', t('layers.statistics'), statistics, onStatistics),
      ])}
      ${group(t('layers.reading'), [tick('large', t('layers.large'), isLargeText(), () => (toggleLargeText(), changed()))])}
    </div>`;
  }
}

const group = (title, entries) => html`<fieldset><legend class="menu__head">${title}</legend>${entries}</fieldset>`;

const tick = (id, text, on, change) => html`<label class="menu__item"><input type="checkbox" value=${id} .checked=${on} @change=${(event) => change(event.target.checked)} /><span>${text}</span></label>`;

const radio = (name, id, text, on, change) => html`<label class="menu__item"><input type="radio" name="layers-${name}" value=${id} .checked=${on} @change=${change} /><span>${text}</span></label>`;
