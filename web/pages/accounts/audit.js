import { html, nothing } from 'lit-html';
import { dateTime, t } from '../../core/i18n.js';

/** What was done, newest first; actions and subjects are the stable words that programs and filters use. */
export const auditTable = (items, timeZone) => html`
  <div class="sheetbox"><table class="table">
    <thead><tr><th>${t('audit.when')}</th><th>${t('audit.who')}</th><th>${t('audit.what')}</th><th>${t('audit.subject')}</th><th>${t('audit.from')}</th></tr></thead>
    <tbody>${items.map((entry) => html`<tr>
      <td><time datetime=${entry.at}>${dateTime(entry.at, timeZone)}</time></td>
      <td>${entry.name || t('audit.nobody')}${entry.unit ? html` <span class="t3">${entry.unit}</span>` : nothing}</td>
      <td><code>${entry.action}</code>${entry.reason ? html`<br><span class="t3">${entry.reason}</span>` : nothing}</td>
      <td><code>${entry.subject}</code></td>
      <td>${entry.address ?? ''}</td>
    </tr>`)}</tbody>
  </table></div>`;
