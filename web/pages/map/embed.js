import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';

/** Whether the map stands inside another page (`/embed`): then it has no bars and no panel, and leads to the whole page. */
export const isEmbedded = () => document.documentElement.dataset.embed !== undefined;

const wholePage = () => `/${location.search}`;

export const embedLink = () =>
  isEmbedded() ? html`<a class="embedlink" data-over-map href=${wholePage()} target="_blank" rel="noopener">${icon('logo')}${t('embed.open')}</a>` : nothing;

/** On the sheet of what was found: its details, in the page itself or, embedded, on the whole page. */
export const details = (text, onView) =>
  isEmbedded()
    ? html`<a class="btn btn--primary btn--l grow" href=${wholePage()} target="_blank" rel="noopener">${text}${icon('external', '18')}</a>`
    : html`<button class="btn btn--primary btn--l grow" @click=${onView}>${text}</button>`;
