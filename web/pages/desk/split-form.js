import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { newKey, postJson } from '../../core/api.js';
import { nameOf, t } from '../../core/i18n.js';

const MOST = 8;
const part = () => ({ category: '', text: '', unit: '' });

/** Other matters in a request become requests of their own. */
export function createSplit({ changed, done }) {
  let of = null;
  let parts = [part()];
  let reason = '';
  let key = null;
  let message = '';
  let sending = false;

  function begin(request) {
    [of, parts, reason, key, message, sending] = [request, [part()], '', newKey(), '', false];
    requestAnimationFrame(() => document.getElementById('split-category-0')?.focus());
  }

  function set(index, patch) {
    parts = parts.map((each, at) => (at === index ? { ...each, ...patch } : each));
    changed();
  }

  async function send() {
    if (reason.trim() === '' || parts.some(({ category, text }) => category === '' || text.trim() === '')) {
      message = t('desk.split.incomplete');
      changed();
      return;
    }
    [sending, message] = [true, ''];
    changed();
    const body = { version: of.version, reason: reason.trim(), parts: parts.map(({ category, text, unit }) => ({ category, text: text.trim(), ...(unit.trim() ? { unit: unit.trim() } : {}) })) };
    try {
      const made = await postJson(`/requests/${of.number}/split`, body, { key });
      sending = false;
      done(made.items);
    } catch (error) {
      key = error.kind === 'request' ? newKey() : key;
      [sending, message] = [false, error.code === 'changed_meanwhile' ? t('desk.changed') : error.detail || t('error.server.text')];
      changed();
    }
  }

  return {
    begin,
    view: ({ categories, units, actions }) => html`
      <form class="aform" novalidate @submit=${(event) => { event.preventDefault(); send(); }}>
        <h2>${t('desk.do.split')}</h2><p class="small t2">${t('desk.split.text')}</p>
        ${message ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${message}</span></p>` : nothing}
        ${parts.map((each, index) => partFields({ each, index, categories, only: parts.length === 1, set, remove: () => { parts = parts.filter((_, at) => at !== index); changed(); } }))}
        ${parts.length < MOST ? html`<button class="btn btn--s" type="button" @click=${() => { parts = [...parts, part()]; changed(); }}>${icon('plus', '16')}${t('desk.split.more')}</button>` : nothing}
        <div class="ff"><label class="ff__label" for="split-reason">${t('desk.in.reason')}</label>
          <input class="input" id="split-reason" maxlength="400" .value=${reason} @input=${(event) => { reason = event.target.value; }} /></div>
        <div class="aform__row"><button class="btn" type="button" @click=${actions.cancel}>${t('desk.cancel')}</button>
          <button class="btn btn--primary" ?disabled=${sending}>${t('desk.do.split')}</button></div>
      </form>
      <datalist id="split-units">${units.map((unit) => html`<option value=${unit.code}>${nameOf(unit.name)}</option>`)}</datalist>`,
  };
}

const partFields = ({ each, index, categories, only, set, remove }) => html`<fieldset class="splitpart">
  <legend>${t('desk.split.part', { n: index + 1 })}</legend>
  <label class="ff__label" for="split-category-${index}">${t('desk.in.category')}</label>
  <select class="input" id="split-category-${index}" .value=${each.category} @change=${(event) => set(index, { category: event.target.value })}>
    <option value=""></option>${categories.map(({ code, name }) => html`<option value=${code} ?selected=${code === each.category}>${nameOf(name)}</option>`)}</select>
  <label class="ff__label" for="split-text-${index}">${t('desk.in.text')}</label>
  <textarea class="input input--area" id="split-text-${index}" rows="2" maxlength="4000" .value=${each.text} @input=${(event) => set(index, { text: event.target.value })}></textarea>
  <label class="ff__label" for="split-unit-${index}">${t('desk.in.unit')} <span class="t3">${t('desk.split.unit')}</span></label>
  <input class="input" id="split-unit-${index}" list="split-units" autocomplete="off" .value=${each.unit} @input=${(event) => set(index, { unit: event.target.value })} />
  ${only ? nothing : html`<button class="btn btn--s" type="button" @click=${remove}>${icon('x', '16')}${t('desk.split.remove')}</button>`}
</fieldset>`;
