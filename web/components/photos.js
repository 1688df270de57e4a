import { html, nothing } from 'lit-html';
import { uploadFile } from '../core/api.js';
import { t } from '../core/i18n.js';
import { icon } from './icon.js';

const MOST = 9;

/**
 * Photos that go with something: each is sent as soon as it is chosen, and named by its key when the rest is sent. Where a photo
 * says where it was taken, that is offered; nothing of it is kept.
 */
export function createPhotos({ changed, onPosition = null, most = MOST }) {
  let items = [];

  function put(item, patch) {
    items = items.map((each) => (each === item ? Object.assign(item, patch) : each));
    changed();
  }

  async function send(item) {
    put(item, { status: 'sending', fault: '' });
    try {
      const { key, position } = await uploadFile(item.file);
      put(item, { status: 'ready', key, position });
    } catch (error) {
      put(item, { status: 'failed', fault: error.kind === 'request' ? error.detail : t('photos.fault') });
    }
  }

  function choose(event) {
    const chosen = [...event.target.files].slice(0, most - items.length);
    event.target.value = '';
    for (const file of chosen) {
      const item = { file, url: URL.createObjectURL(file), status: 'sending', key: null, position: null, fault: '' };
      items = [...items, item];
      send(item);
    }
    changed();
  }

  function drop(item) {
    URL.revokeObjectURL(item.url);
    items = items.filter((each) => each !== item);
    changed();
  }

  const offer = () => (onPosition === null ? null : items.find(({ position }) => position)?.position ?? null);

  const photo = (item, index) => html`
    <li class="photos__one" data-status=${item.status}>
      <img src=${item.url} alt=${t('photos.one', { n: index + 1 })} />
      ${item.status === 'sending' ? html`<span class="photos__state" role="status">${t('report.sending')}</span>` : nothing}
      ${item.status === 'failed' ? html`<button type="button" class="photos__state" @click=${() => send(item)}>${icon('refresh', '16')}${t('report.retry')}</button>` : nothing}
      <button type="button" class="photos__drop" aria-label=${t('photos.drop', { n: index + 1 })} @click=${() => drop(item)}>${icon('x', '16')}</button>
    </li>`;

  return {
    keys: () => items.filter(({ key }) => key).map(({ key }) => key),
    isSending: () => items.some(({ status }) => status === 'sending'),
    clear() {
      items.forEach(({ url }) => URL.revokeObjectURL(url));
      items = [];
      changed();
    },
    view: (id) => html`
      <div class="ff photos">
        <span class="ff__label" id="${id}-label">${t('photos.label')}</span>
        <p class="ff__hint" id="${id}-hint">${t('photos.hint', { n: most })}</p>
        <ul class="photos__row">
          ${items.map(photo)}
          ${items.length < most
            ? html`<li><label class="photos__add btn btn--soft">${icon('plus', '18')}${t('photos.add')}<input id=${id} class="sr" type="file" accept="image/jpeg,image/png,image/webp" multiple aria-describedby="${id}-hint" @change=${choose} /></label></li>`
            : nothing}
        </ul>
        ${items.filter(({ fault }) => fault).map(({ fault }) => html`<p class="ff__error" role="alert">${icon('warn', '16')}<span>${fault}</span></p>`)}
        ${offer() ? html`<p class="note note--info">${icon('pin', '18')}<span class="grow">${t('photos.position')}</span><button type="button" class="btn btn--s" @click=${() => onPosition(offer())}>${t('photos.position.use')}</button></p>` : nothing}
      </div>`,
  };
}
