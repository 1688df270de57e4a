import { html, nothing } from 'lit-html';
import { field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { placeIcon } from '../../components/place-icon.js';
import { empty, failure, resourceView } from '../../components/states.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';
import { categoryOptions } from './parts.js';

/** The places that the caller keeps, with words, category and state to narrow them. */
export const list = (page) => html`
  <div class="bar">
    <div class="searchbox searchbox--s reg__search">${icon('search', '18')}<input class="input" id="q" type="search" autocomplete="off" maxlength="100" aria-label=${t('registry.search')} placeholder=${t('registry.search')} .value=${page.state.q} @input=${(event) => page.actions.set({ q: event.target.value })}></div>
    ${field({ id: 'kind', label: t('registry.category'), control: (described) => html`<select id="kind" class="input" aria-describedby=${described} @change=${(event) => page.actions.set({ kind: event.target.value })}>
      <option value="" .selected=${page.state.kind === ''}>${t('filter.kind.all')}</option>${categoryOptions(page.model.categories.get().data, page.state.kind)}</select>` })}
    ${field({ id: 'status', label: t('account.state'), control: (described) => html`<select id="status" class="input" aria-describedby=${described} @change=${(event) => page.actions.set({ status: event.target.value })}>
      ${['', 'changed', 'draft', 'published', 'withdrawn'].map((each) => html`<option value=${each} .selected=${page.state.status === each}>${stateWords(each)}</option>`)}</select>` })}
  </div>
  <div aria-live="polite">${resourceView(page.model.list.get(), page.model.list.retry, (data) => rows(data, page), 6)}</div>`;

function stateWords(state) {
  const words = { changed: () => t('registry.state.changed'), draft: () => t('registry.state.draft'), published: () => t('registry.state.published'), withdrawn: () => t('registry.state.withdrawn') };
  return (words[state] ?? (() => t('registry.state.any')))();
}

function rows({ items, next }, page) {
  if (items.length === 0) {
    return empty({ glyph: 'search', title: t('registry.none'), text: t('registry.none.text') });
  }
  const more = page.model.more.get();
  return html`
    <ul class="reg__rows" id="places">${items.map((item) => row(item, page))}</ul>
    ${more.status === 'error' ? failure(more.error, page.model.loadMore) : next ? html`<p class="more"><button class="btn" id="more" ?disabled=${more.status === 'loading'} @click=${page.model.loadMore}>${t('places.more')}</button></p>` : nothing}`;
}

const row = (item, { model, city, actions }) => html`<li><a href="?code=${encodeURIComponent(item.code)}" data-code=${item.code} @click=${(event) => actions.follow(event, item.code)}>
  <span class="mk">${placeIcon(model.iconOf(item.category))}</span>
  <span class="grow"><b>${nameOf(item.name)}</b><span class="reg__sub">${model.nameOfCategory(item.category)} <i class="md"></i><code>${item.code}</code>${item.unit ? html` <i class="md"></i>${model.nameOfUnit(item.unit) || item.unit}` : nothing}</span></span>
  <span class="reg__state"><span class="badge ${item.state === 'published' ? '' : 'badge--accent'}">${stateWords(item.state)}</span><small class="t3 num">${dateTime(item.drafted_at ?? item.changed_at, city.time_zone)}</small></span></a></li>`;
