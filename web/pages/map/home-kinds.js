import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { placeIcon } from '../../components/place-icon.js';
import { resourceView } from '../../components/states.js';
import { nameOf, number, t } from '../../core/i18n.js';

/** The top of the tree of categories, to begin with. */
export const homeKinds = ({ places, actions }) => html`
  <section class="section" aria-labelledby="kinds-title">
    <h2 class="section__title" id="kinds-title">${t('home.kinds')}<button class="more btn btn--quiet btn--s" id="all-places" @click=${actions.showList}>${t('home.kinds.all')}${icon('right', '16')}</button></h2>
    ${resourceView(places.categories.get(), places.retryCategories, ({ roots }) =>
      roots.length === 0
        ? html`<p class="small t2">${t('home.kinds.none')}</p>`
        : html`<ul class="kindgrid">${roots.map((root) => tile(root, places, actions))}</ul>`, 3)}
  </section>`;

const tile = ({ code, name, icon: picture }, places, actions) => {
  const n = places.counts.get().data?.get(code);
  return html`<li><button class="kindtile" data-kind=${code} @click=${() => actions.chooseKind(code)}>
    <span class="mk">${placeIcon(picture)}</span><span class="kindtile__name">${nameOf(name)}</span>
    ${n === undefined ? nothing : html`<span class="tiny t3 num">${number(n)}</span>`}
  </button></li>`;
};
