import { html, nothing } from 'lit-html';
import { number, t } from '../core/i18n.js';
import { skeleton } from './states.js';

/** How much was dispatched by itself and how much of it again, from `/rates/dispatch`; each beside the period before. */
export const dispatchShares = (resource) => {
  if (resource.status === 'error') {
    return html`<p class="note">${t('shares.failed')}</p>`;
  }
  const { data } = resource;
  return data === null
    ? resource.status === 'loading' ? skeleton(1) : nothing
    : html`<dl class="shares">
        ${share('automatic', t('shares.automatic'), t('shares.automatic.means'), data.now.automatic_share, data.before.automatic_share, t('shares.of', { n: number(data.now.automatic), all: number(data.now.dispatched) }))}
        ${share('again', t('shares.again'), t('shares.again.means'), data.now.automatic_redispatched_share, data.before.automatic_redispatched_share, t('shares.of', { n: number(data.now.automatic_redispatched), all: number(data.now.automatic) }))}
      </dl>`;
};

export const sharePercent = (value) => (value === null ? '–' : number(value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }));

const share = (id, label, means, now, before, of) => html`
  <div class="share" data-share=${id} title=${means}>
    <dt>${label}<span class="sr">: ${means}</span></dt>
    <dd><b>${sharePercent(now)}</b><span>${of}</span><span>${against(now, before)}</span></dd>
  </div>`;

function against(now, before) {
  if (now === null || before === null) {
    return t('shares.noBefore');
  }
  const points = Math.round((now - before) * 1000) / 10;
  const shown = number(Math.abs(points), { minimumFractionDigits: 1 });
  return points === 0 ? t('shares.same') : t(points > 0 ? 'shares.more' : 'shares.less', { n: shown });
}
