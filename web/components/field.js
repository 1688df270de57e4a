import { html, nothing } from 'lit-html';
import { t } from '../core/i18n.js';
import { icon } from './icon.js';

/** One field of a form: label above, hint and error below, both tied to the control for screen readers. */

/** @param model `id`, `label`, `hint`, `error`; `control(describedBy, invalid)` draws what is typed into */
export const field = ({ id, label, hint = '', error = '', control }) => html`
  <div class="ff ${error ? 'has-error' : ''}">
    <label class="ff__label" for=${id}>${label}</label>
    ${hint ? html`<p class="ff__hint" id="${id}-hint">${hint}</p>` : nothing}
    ${control(describedBy(id, hint, error), error ? 'true' : 'false')} ${fieldError(id, error)}
  </div>`;

export const describedBy = (id, hint, error) => [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || nothing;

export const fieldError = (id, error) => (error ? html`<p class="ff__error" id="${id}-error">${icon('warn', '16')}<span>${error}</span></p>` : nothing);

/** @param model as of `field`, with `value`, `type`, `autocomplete`, `inputmode`, `required`, `onInput(text)` */
export const textField = ({ value, type = 'text', autocomplete = 'off', inputmode, maxlength = 200, required = false, onInput, ...model }) =>
  field({
    ...model,
    control: (described, invalid) => html`<input id=${model.id} class="input" type=${type} autocomplete=${autocomplete} inputmode=${inputmode ?? nothing}
      maxlength=${maxlength} aria-required=${required ? 'true' : nothing} aria-describedby=${described} aria-invalid=${invalid} .value=${value} @input=${(event) => onInput(event.target.value)} />`,
  });

/** A secret, hidden until who types wants to see it, and again when the form is sent: the next person may stand at the screen. */
export const secretField = (model) => html`<div>${textField({ ...model, type: 'password' })}
  <label class="tick"><input type="checkbox" id="${model.id}-shown" @change=${({ target }) => show(model.id, target)}><span>${t('form.show', { name: model.label })}</span></label></div>`;

function show(id, tick) {
  const input = document.getElementById(id);
  input.type = tick.checked ? 'text' : 'password';
  input.form?.addEventListener('submit', () => {
    tick.checked = false;
    input.type = 'password';
  }, { once: true });
}

/** @param model as of `textField`, with `rows` */
export const areaField = ({ value, rows = 4, maxlength = 4000, required = false, onInput, ...model }) =>
  field({
    ...model,
    control: (described, invalid) => html`<textarea id=${model.id} class="input input--area" rows=${rows} maxlength=${maxlength} aria-required=${required ? 'true' : nothing}
      aria-describedby=${described} aria-invalid=${invalid} .value=${value} @input=${(event) => onInput(event.target.value)}></textarea>`,
  });

/**
 * One of a few, all in sight.
 *
 * @param model `id`, `legend`, `options` `[[value, text]]`, `value`, `error`, `onChange(value)`
 */
export const choice = ({ id, legend, options, value, error = '', onChange }) => html`
  <fieldset class="ff choice ${error ? 'has-error' : ''}" id=${id} tabindex="-1" role="radiogroup" aria-describedby=${describedBy(id, '', error)} aria-invalid=${error ? 'true' : 'false'}>
    <legend class="ff__label">${legend}</legend>
    <div class="choice__row">
      ${options.map(
        ([each, text]) => html`<label class="choice__one ${each === value ? 'is-on' : ''}">
          <input type="radio" name=${id} value=${each} .checked=${each === value} @change=${() => onChange(each)} />${text}
        </label>`,
      )}
    </div>
    ${fieldError(id, error)}
  </fieldset>`;
