import { html, nothing } from 'lit-html';
import { dispatchShares, sharePercent } from '../../components/dispatch-shares.js';
import { icon } from '../../components/icon.js';
import { getJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { createResource } from '../../core/resource.js';

const AGAIN_MS = 300_000;

/** How well the catalogue dispatches by itself, for those who mend what it does not: the last 30 days, in one line that opens. */
export function createShares(account, changed) {
  const resource = createResource(changed);
  const isFor = account.roles.some((role) => role === 'dispatcher' || role === 'supervisor');
  const load = () => resource.load((signal) => getJson('/rates/dispatch', {}, { signal }), { keep: true });
  if (isFor) {
    load();
    setInterval(() => document.visibilityState === 'visible' && load(), AGAIN_MS);
  }

  return {
    view() {
      const { data, status } = resource.get();
      if (!isFor || (data === null && status !== 'error')) {
        return nothing;
      }
      return html`<details class="qshares">
        <summary>${data === null ? t('shares.failed') : line(data.now)}${icon('down', '16')}</summary>
        ${dispatchShares(resource.get())}<p>${t('shares.days')}</p>
      </details>`;
    },
  };
}

const line = (now) => html`<span>${t('shares.automatic')} <b>${sharePercent(now.automatic_share)}</b></span><span>${t('shares.again')} <b>${sharePercent(now.automatic_redispatched_share)}</b></span>`;
