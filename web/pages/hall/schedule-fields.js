import { html, nothing } from 'lit-html';
import { fieldError } from '../../components/field.js';
import { languages, nameOfLanguage } from '../../core/i18n.js';

/** Fields of the schedule, bound to a path of the draft. */
export const fields = (page) => {
  const { schedule } = page;
  const { draft, faults } = schedule.view();
  const at = (path) => path.reduce((value, name) => value?.[name], draft);
  const idOf = (path) => path.join('-');

  const input = (path, label, { type = 'text', small = false, hint = '', ...more } = {}) => {
    const id = idOf(path);
    const error = faults.get(id) ?? '';
    return html`<div class="ff ${small ? 'sched__small' : ''} ${error ? 'has-error' : ''}"><label class="ff__label" for=${id}>${label}</label>
      <input class="input" id=${id} type=${type} autocomplete="off" maxlength="80" min=${more.min ?? nothing} max=${more.max ?? nothing} ?readonly=${more.readonly ?? false}
        aria-invalid=${error ? 'true' : 'false'} aria-describedby=${[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || nothing}
        .value=${at(path) ?? ''} @input=${(event) => schedule.edit(path, more.upper ? event.target.value.toUpperCase() : event.target.value)} />
      ${hint ? html`<small class="ff__hint" id="${id}-hint">${hint}</small>` : nothing}${fieldError(id, error)}</div>`;
  };

  const tick = (path, label) => html`<label class="sched__tick"><input type="checkbox" id=${idOf(path)} .checked=${Boolean(at(path))} @change=${(event) => schedule.edit(path, event.target.checked)} />${label}</label>`;

  /** A list of words, one tick for each that may stand in it. */
  const ticks = (path, legend, options) => {
    const error = faults.get(idOf(path)) ?? '';
    return html`<fieldset class="sched__ticks ${error ? 'has-error' : ''}" id=${idOf(path)} tabindex="-1" aria-invalid=${error ? 'true' : 'false'}><legend class="ff__label">${legend}</legend>
      <div class="sched__row">${options.map(([value, text]) => html`<label class="sched__tick"><input type="checkbox" value=${value} .checked=${at(path).includes(value)}
        @change=${(event) => schedule.edit(path, event.target.checked ? options.map(([each]) => each).filter((each) => each === value || at(path).includes(each)) : at(path).filter((each) => each !== value))} />${text}</label>`)}</div>
      ${fieldError(idOf(path), error)}</fieldset>`;
  };

  const select = (path, label, options) => html`<div class="ff"><label class="ff__label" for=${idOf(path)}>${label}</label>
    <select class="input" id=${idOf(path)} @change=${(event) => schedule.edit(path, event.target.value)}>${options.map(([value, text]) => html`<option value=${value} .selected=${value === at(path)}>${text}</option>`)}</select></div>`;

  /** One field for each language of the city; a fault of the name stands at the first. */
  const name = (path, label) => languages().map((tag, i) => {
    const id = i === 0 ? idOf(path) : `${idOf(path)}-${tag}`;
    const error = i === 0 ? faults.get(id) ?? '' : '';
    return html`<div class="ff ${error ? 'has-error' : ''}"><label class="ff__label" for=${id}>${label} <span class="t3">${nameOfLanguage(tag)}</span></label>
      <input class="input" id=${id} lang=${tag} autocomplete="off" maxlength="80" aria-invalid=${error ? 'true' : 'false'} aria-describedby=${error ? `${id}-error` : nothing}
        .value=${at(path)[tag] ?? ''} @input=${(event) => schedule.edit(path, withName(at(path), tag, event.target.value))} />${fieldError(id, error)}</div>`;
  });

  return { input, tick, ticks, select, name };
};

function withName(name, tag, text) {
  const { [tag]: _, ...others } = name;
  return text === '' ? others : { ...others, [tag]: text };
}
