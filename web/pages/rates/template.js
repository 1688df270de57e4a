import { html, nothing } from 'lit-html';
import { dispatchShares } from '../../components/dispatch-shares.js';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { date, number, t } from '../../core/i18n.js';
import { behind } from './behind.js';
import { filters } from './filters.js';
import { table } from './table.js';

/** Title, filters and definition; below either the ranking or the requests behind one of its numbers. */
export const content = (page) => html`
  <div class="wide rates">
    <header class="rates__head"><h1>${t('page.rates')}</h1>${downloads(page)}</header>
    ${filters(page)}
    ${page.state.error ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${page.state.error.detail || t('error.server.text')}</span></p>` : nothing}
    ${page.state.of ? behind(page) : ranking(page)}
  </div>`;

const downloads = ({ state, actions }) => html`
  <div class="rates__downloads">
    ${['csv', 'xlsx'].map((format) => html`<button class="btn" data-format=${format} aria-disabled=${state.busy ? 'true' : 'false'} @click=${() => actions.download(format)}>${icon('download', '18')}${t('rates.download', { format: format.toUpperCase() })}</button>`)}
  </div>`;

const ranking = (page) => html`
  ${dispatchShares(page.model.dispatch.get())}
  ${explained(page)}
  <div aria-live="polite" class="pane">${resourceView(page.model.ranking.get(), page.model.ranking.retry, ({ items }) => table(page, items), 8)}</div>`;

function explained({ model, city }) {
  const rules = model.rules.get().data;
  if (!rules) {
    return nothing;
  }
  const share = (value) => number(value, { style: 'percent' });
  const day = (iso, before = 0) => date(new Date(Date.parse(iso) - before), city?.time_zone);
  return html`
    <p class="small t2">${t('rates.period', { from: day(rules.from), until: day(rules.until, 1) })}<i class="md"></i>${t('rates.before', { from: day(rules.from_before), until: day(rules.until_before, 1) })}</p>
    <details class="rates__means"><summary>${icon('info', '18')}${t('rates.means')}</summary>
      <ul>
        <li>${t('rates.means.valid')}</li>
        <li>${t('rates.means.score', { response: share(rules.response_weight), resolution: share(rules.resolution_weight), satisfaction: share(rules.satisfaction_weight), basically: number(rules.basically_satisfied) })}</li>
        <li>${t('rates.means.unit')}</li>
        <li>${t('rates.means.rank', { n: rules.least_to_rank })}</li>
      </ul>
    </details>`;
}
