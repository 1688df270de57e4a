import { html } from 'lit-html';
import { nameOf, t } from '../../core/i18n.js';

/** Several units in one input: what is typed last is looked for among all units, and whom the codes mean is said below. */

const MOST = 30;
const SEPARATOR = /[,，、\s]+/;

export const codesOf = (value) => value.split(SEPARATOR).filter(Boolean);

export const unitsInput = ({ name, units, required, invalid, described }) => html`
  <input class="input" id="in-${name}" name=${name} list="in-${name}-list" autocomplete="off" @focus=${suggest(name, units)} @input=${suggest(name, units)}
    aria-required=${required} aria-invalid=${invalid} aria-describedby=${described}>
  <datalist id="in-${name}-list"></datalist>
  <p class="small t2" id="in-${name}-names" role="status"></p>`;

/** The browser compares options with the whole text: each begins with what is chosen already. */
const suggest = (name, units) => ({ target }) => {
  const before = /^(.*[,，、\s])?/.exec(target.value)[0];
  const last = target.value.slice(before.length).toLowerCase();
  const chosen = new Set(codesOf(before));
  const found = units.filter(({ code, name: words }) => !chosen.has(code) && `${code} ${nameOf(words)}`.toLowerCase().includes(last)).slice(0, MOST);
  document.getElementById(`in-${name}-list`).replaceChildren(...found.map((unit) => new Option(nameOf(unit.name), before + unit.code)));
  document.getElementById(`in-${name}-names`).textContent = codesOf(target.value).map((code) => nameIn(units, code)).filter(Boolean).join(t('list.separator'));
};

const nameIn = (units, code) => nameOf(units.find((unit) => unit.code === code)?.name);
