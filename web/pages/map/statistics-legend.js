import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { number, t } from '../../core/i18n.js';
import { monthText } from '../statistics/words.js';
import { isEmbedded } from './embed.js';

/** What the shades mean; the last is said and dashed, not only without colour. */
export const legendList = (statistics) => html`<ul class="countlegend" aria-label=${t('statistics.legend')}>
  ${statistics.classes().map(({ from, to, step }) => html`<li><i class="rel-${step}"></i>${to === null ? t('statistics.andMore', { n: number(from) }) : to - 1 === from ? number(from) : `${number(from)} – ${number(to - 1)}`}</li>`)}
  <li><i class="rel-none"></i>${t('statistics.withheld')}</li></ul>`;

/** On the map: topic, month, classes, and the way to the same in words. */
export function statisticsLegend({ statistics, actions, state }) {
  const { model } = statistics;
  const { status } = model.releases.get();
  const release = model.release();
  return html`<div class="countcard" data-over-map>
    ${release
      ? html`<p class="countcard__title">${t('statistics.heading', { category: statistics.topicName(), month: monthText(release.month) })}</p>${legendList(statistics)}<p class="tiny t3 countcard__note">${t('map.counts.unit', { k: release.k })}</p>`
      : html`<p class="countcard__title">${t(status === 'error' ? 'layers.failed' : status === 'ready' ? 'statistics.none' : 'state.loading')}</p>`}
    ${isEmbedded() || state.panel === 'statistics' ? nothing : html`<button class="btn btn--s" id="counts-list" @click=${actions.openStatistics}>${icon('list', '16')}${t('map.counts.list')}</button>`}
  </div>`;
}
