import { html, nothing } from 'lit-html';
import { t } from '../../core/i18n.js';

/** Goes on with what staff have to do, where the list does. */
export const deskMore = ({ model }, next) => (next ? html`<button type="button" class="btn btn--wide" id="cy-desk-more" @click=${model.moreDesk}>${t('cy.more')}</button>` : nothing);
