import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { number, t } from '../../core/i18n.js';
import { actionForm, bodyOf } from './action-form.js';
import { actionName, inputName } from './words.js';

/** Below the list while many are chosen: how many, what to do with them, and what was refused. */
export function bulkBar(page) {
  const { bulk, table, model } = page;
  if (!bulk.isOn()) {
    return nothing;
  }
  const items = model.list.get().data?.items ?? [];
  const possible = bulk.possible();
  return html`<section class="bulk" aria-label=${t('desk.bulk')}>
    <p class="bulk__row"><b role="status">${t('desk.bulk.chosen', { n: number(bulk.size()) })}</b><span class="grow"></span>
      <button class="btn btn--s" @click=${() => bulk.all(items)}>${t('desk.bulk.all')}</button>
      <button class="btn btn--s" @click=${bulk.end}>${t('desk.bulk.end')}</button></p>
    ${bulk.action() && table
      ? form(page)
      : html`<select class="input" aria-label=${t('desk.bulk.action')} ?disabled=${possible.length === 0} @change=${(event) => bulk.take(event.target.value)}>
          <option value="">${bulk.size() > 0 && possible.length === 0 ? t('desk.bulk.none') : t('desk.bulk.action')}</option>
          ${possible.map((action) => html`<option value=${action}>${actionName(action)}</option>`)}</select>`}
    ${refusals(bulk.refused())}
  </section>`;
}

function form(page) {
  const { bulk } = page;
  const actions = { cancel: () => bulk.take(null), reload: () => bulk.take(null), submit: (_, action, inputs, element) => submit(bulk, inputs, element) };
  return actionForm({ ...page, state: { ...page.state, action: bulk.action() }, form: bulk.form(), actions, photos: null }, { request: null });
}

function submit(bulk, inputs, element) {
  const body = bodyOf(inputs, element);
  const missing = inputs.find(([name, required]) => required && !(name in body));
  if (missing) {
    bulk.missing(missing[0], t('desk.missing', { what: inputName(missing[0]) }));
    element.elements[missing[0]].focus();
  } else {
    bulk.submit(body);
  }
}

const refusals = (refused) =>
  refused.size === 0
    ? nothing
    : html`<ul class="bulk__refused" role="alert">${[...refused].map(([which, error]) => html`<li>${icon('warn', '16')}<span><b class="num">${which}</b> ${error.detail || t('error.server.text')}</span></li>`)}</ul>`;
