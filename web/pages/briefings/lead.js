import { html } from 'lit-html';
import { currentLanguage, nameOf, number, t } from '../../core/i18n.js';
import { changeOf, score, share } from './words.js';

/** The report in a few sentences. */
export function lead(figures) {
  const count = (code) => figures.counts.find((each) => each.code === code);
  const received = count('received');
  const [top] = figures.categories;
  const [riser] = figures.risers;
  const sentences = [
    received.before === null ? t('brief.lead.received', { n: number(received.n) }) : t('brief.lead.receivedChange', { n: number(received.n), change: changeOf(received.n, received.before) }),
    t('brief.lead.ended', { n: number(count('ended').n), open: number(count('open').n) }),
    figures.rates && t('brief.lead.rates', { response: share(figures.rates.response), resolution: share(figures.rates.resolution), satisfaction: share(figures.rates.satisfaction), score: score(figures.rates.score), n: number(figures.rates.n) }),
    top && t('brief.lead.top', { name: nameOf(top.name), n: number(top.n) }),
    riser && t('brief.lead.riser', { name: nameOf(riser.name), before: number(riser.before ?? 0), n: number(riser.n) }),
    figures.spots.length > 0 && t('brief.lead.spots', { n: number(figures.spots.length) }),
  ];
  return html`<p class="brief__lead">${sentences.filter(Boolean).join(currentLanguage() === 'zh' ? '' : ' ')}</p>`;
}
