import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { deleteJson, getJson, newKey, postJson } from '../../core/api.js';
import { nameOf, t } from '../../core/i18n.js';
import { place, title } from './queue.js';

/** Sentences for replies: chosen into the form, kept from it by those who write for their unit. */
export function createTemplates({ account, changed, say }) {
  let items = [];
  let naming = false;
  const writes = ['lead', 'supervisor', 'administrator'].some((role) => account.roles.includes(role));
  const field = () => document.getElementById('in-reply');

  async function load() {
    items = await getJson('/reply-templates').then((found) => found.items, () => []);
    changed();
  }

  const fill = (body, request) =>
    body
      .replaceAll('{number}', request?.number ?? '')
      .replaceAll('{category}', request ? title(request) : '')
      .replaceAll('{unit}', nameOf(request?.unit?.name) ?? '')
      .replaceAll('{place}', request ? place(request) : '');

  function use(id, request) {
    const found = items.find((item) => item.id === id);
    if (found) {
      field().value = fill(found.body, request);
      field().focus();
    }
  }

  async function keep(element) {
    const body = field().value.trim();
    const name = element.value.trim();
    if (body === '' || name === '') {
      return;
    }
    try {
      await postJson('/reply-templates', { title: name, body, ...(account.unit ? { unit: account.unit } : {}) }, { key: newKey() });
      naming = false;
      say(t('desk.templates.kept'));
      load();
    } catch (error) {
      say(error.detail || t('error.server.text'));
    }
  }

  async function remove(id) {
    try {
      await deleteJson(`/reply-templates/${id}`);
      load();
    } catch (error) {
      say(error.detail || t('error.server.text'));
    }
  }

  function name() {
    naming = true;
    changed();
    requestAnimationFrame(() => document.getElementById('template-title')?.focus());
  }

  return {
    load,
    choice: (request) =>
      items.length === 0
        ? nothing
        : html`<select class="input" aria-label=${t('desk.templates.use')} @change=${(event) => { use(event.target.value, request); event.target.value = ''; }}>
            <option value="">${t('desk.templates.use')}</option>${items.map((item) => html`<option value=${item.id}>${item.title}</option>`)}</select>`,
    keep: () =>
      !writes
        ? nothing
        : naming
          ? html`<span class="aform__row"><input class="input grow" id="template-title" maxlength="80" aria-label=${t('desk.templates.title')} placeholder=${t('desk.templates.title')} />
              <button class="btn btn--s" type="button" @click=${() => keep(document.getElementById('template-title'))}>${t('desk.templates.keep')}</button></span>
              ${items.filter(({ unit }) => account.unit === null || unit === account.unit).map((item) => html`<span class="aform__row small"><span class="grow cut">${item.title}</span>
                <button class="btn btn--s" type="button" aria-label=${t('desk.templates.remove', { title: item.title })} @click=${() => remove(item.id)}>${icon('x', '16')}</button></span>`)}`
          : html`<button class="btn btn--s" type="button" @click=${name}>${t('desk.templates.manage')}</button>`,
  };
}
