import { html } from 'lit-html';
import { nameOf, t } from '../core/i18n.js';

/** Which level is outlined and selected; native radio buttons, so arrows and screen readers work by themselves. */
export const levelSwitch = ({ levels, selected, onSelect }) => html`
  <fieldset class="seg levelswitch">
    <legend class="sr">${t('levels.legend')}</legend>
    ${levels.map(
      ({ id, name }) => html`<label class=${id === selected ? 'is-on' : ''}>
        <input type="radio" name="level" value=${id} .checked=${id === selected} @change=${() => onSelect(id)} />${shortName(nameOf(name))}
      </label>`,
    )}
  </fieldset>`;

/** "街道（乡镇）" is too long for a switch; the words in brackets stay in the panel. */
export const shortName = (name) => name.replace(/\s*[（(].*?[)）]\s*/g, '');
