import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';

/** Why the reader's own position is not known. */
export const locateFault = ({ locateFault: fault }) =>
  fault ? html`<div class="section section--note"><div class="note note--due" role="alert">${icon('warn', '18')}<span>${t(fault)}</span></div></div>` : nothing;
