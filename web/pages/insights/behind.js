import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';
import { hasRole } from '../../core/session.js';
import { isShare } from './figures.js';
import { select } from './filters.js';

/** The requests behind the chosen figures: numbers, that lead to the desk of who has one. */
export const behind = (page) => html`<section class="insights__card insights__wide" aria-labelledby="behind-title">
  <header class="insights__tools"><h2 id="behind-title" tabindex="-1">${t('insights.behind', { where: nameOfPlace(page) })}</h2>
    ${isShare(page.state.measure) ? select('counting', t('insights.counting'), [['', t('insights.counting.all')], ['hits', t('insights.counting.hits')], ['others', t('insights.counting.others')]], page.state.counting ?? '', (value) => page.actions.set({ counting: value || null })) : nothing}
    <button class="btn btn--quiet" id="behind-close" @click=${() => page.actions.set({ behind: null, counting: null })}>${icon('x', '18')}${t('insights.behind.close')}</button></header>
  <div aria-live="polite">${resourceView(page.model.behind.get(), page.model.behind.retry, (data) => list(page, data), 6)}</div></section>`;

const nameOfPlace = ({ state, model }) => (state.behind === 'all' ? t('insights.everywhere') : state.behind.startsWith('cell:') ? t('insights.behind.cell') : state.behind.startsWith('circle:') ? t('insights.behind.circle') : nameOf(model.places.get().data?.items.find(({ level, code }) => `${level}:${code}` === state.behind)?.name) || state.behind);

function list({ model, city, state }, { items, next }) {
  if (items.length === 0) {
    return empty({ glyph: 'history', title: t('insights.none'), text: t('insights.none.text') });
  }
  return html`<div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="behind-title"><table class="table" id="behind"><caption class="sr">${t('insights.behind', { where: '' })}</caption>
    <thead><tr><th scope="col">${t('insights.number')}</th><th scope="col">${t('insights.category')}</th><th scope="col">${t('insights.channel')}</th><th scope="col">${t('insights.received.at')}</th>${isShare(state.measure) ? html`<th scope="col">${t('insights.counting')}</th>` : nothing}</tr></thead>
    <tbody>${items.map((row) => html`<tr data-number=${row.number}><th scope="row" class="num">${hasRole('supervisor', 'lead', 'analyst') ? html`<a href="/desk?tab=all&number=${row.number}">${row.number}</a>` : row.number}</th>
      <td>${nameOf(model.choices.categories.find(({ code }) => code === row.category)?.name) || row.category}</td><td>${nameOf(model.choices.channel.find(({ id }) => id === row.channel)?.name) || row.channel}</td><td>${dateTime(row.received_at, city.time_zone)}</td>
      ${isShare(state.measure) ? html`<td>${t(row.hit ? 'insights.yes' : 'insights.no')}</td>` : nothing}</tr>`)}</tbody></table></div>
    ${next ? html`<p><button class="btn" id="behind-more" @click=${model.more}>${t('insights.more')}</button></p>` : nothing}`;
}
