import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';

/** What went wrong and how to go on, in large type. */
export const fault = ({ fault: now }) => (now ? html`<p class="checkin__fault" role="alert" id="fault" tabindex="-1">${icon('warn')}<span>${now.text}</span></p>` : nothing);
