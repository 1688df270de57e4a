import { html, nothing } from 'lit-html';
import { t } from '../../core/i18n.js';

/** The views of the page, by what the address calls them; the first is the one without a name. */
export const TABS = { overview: 'insights.tab.overview', 'hot-spots': 'insights.tab.hotSpots', forecast: 'insights.tab.forecast', opinion: 'insights.tab.opinion', outside: 'insights.tab.outside', portrait: 'insights.tab.portrait' };

export const tabOf = ({ tab }) => (Object.hasOwn(TABS, tab ?? '') ? tab : 'overview');

/** Links, so that each view has its address and opens in a window of its own. */
export const tabs = ({ state, actions }) => html`<nav class="insights__tabs" aria-label=${t('insights.tabs')}>
  ${Object.entries(TABS).map(([id, key]) => html`<a href=${hrefOf(id)} aria-current=${tabOf(state) === id ? 'page' : nothing} @click=${(event) => go(event, id, actions)}>${t(key)}</a>`)}</nav>`;

const hrefOf = (id) => (id === 'overview' ? '/insights' : `/insights?tab=${id}`);

function go(event, id, actions) {
  if (!event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    actions.set({ tab: id === 'overview' ? null : id });
  }
}
