import { html, nothing } from 'lit-html';
import { t } from '../../core/i18n.js';

/**
 * What the colours of a map mean, the highest class first.
 *
 * @param drawn `{edges, styleOf(class), textOf(edge)}`
 */
export function legend({ edges, styleOf, textOf }) {
  if (edges.length === 0) {
    return nothing;
  }
  const rows = [...edges.keys(), edges.length].reverse();
  return html`<ul class="insights__legend" aria-label=${t('insights.legend')}>
    ${rows.map((i) => html`<li><i class="${styleOf(i + 1)}"></i>${i === 0 ? t('insights.below', { n: textOf(edges[0]) }) : i === edges.length ? t('insights.above', { n: textOf(edges[i - 1]) }) : `${textOf(edges[i - 1])} – ${textOf(edges[i])}`}</li>`)}
    <li><i class="ins-none"></i>${t('insights.nothing')}</li></ul>`;
}
