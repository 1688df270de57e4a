import { html, nothing } from 'lit-html';
import { nameOf, t } from '../core/i18n.js';
import { icon } from './icon.js';

/** The button and menu that put overlay layers onto the map; closes with Escape or when the focus leaves it. */
export function createLayerMenu({ onToggle, changed }) {
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

  /** @param model `layers` of the city, `shown` their ids that are on the map */
  return ({ layers, shown }) =>
    layers.length === 0
      ? nothing
      : html`<div class="layermenu" @keydown=${onKey} @focusout=${leave}>
          <div class="mapctl mapctl--layers" data-over-map>
            <button id="layers-button" class=${shown.length > 0 ? 'is-on' : ''} aria-label=${t('layers.button')} aria-expanded=${open ? 'true' : 'false'} @click=${() => show(!open)}>${icon('layers')}</button>
          </div>
          ${open ? menu(layers, shown) : nothing}
        </div>`;

  function menu(layers, shown) {
    return html`<fieldset class="menu layermenu__list" data-over-map tabindex="-1">
      <legend class="menu__head">${t('overlays.title')}</legend>
      ${layers.map(
        ({ id, name }) => html`<label class="menu__item">
          <input type="checkbox" value=${id} .checked=${shown.includes(id)} @change=${(event) => onToggle(id, event.target.checked)} />
          <span>${nameOf(name)}</span>
        </label>`,
      )}
    </fieldset>`;
  }
}
