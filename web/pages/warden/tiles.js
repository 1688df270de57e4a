import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';
import { bar } from './bar.js';
import { categoryName, grouped, tilesOf } from './categories.js';
import { isFilled } from './drafts.js';
import { qtile } from './map-tab.js';
import { strip } from './strip.js';

/** All that may be reported, under the names of the top categories. */
export function tilesTab({ state, actions }) {
  const { draft, base } = state;
  const filled = isFilled(draft);
  return html`
    ${bar({ title: t('field.report.what') })} ${strip(state)}
    <main class="wp__body wp__body--pad">
      ${filled ? html`<a class="note note--info" id="draft" href="#form">${icon('edit', '18')}<span class="grow"><b>${t('field.draft')}</b> ${categoryName(base, draft.category)}</span>${icon('right', '18')}</a>` : nothing}
      ${base ? grouped(tilesOf(base.categories)).map(({ group, tiles }) => html`
        <section class="quick quick--flat"><h2>${nameOf(group.name)}</h2><div class="qt">${tiles.map((tile) => qtile(tile, actions))}</div></section>`) : html`<p class="note">${icon('info', '18')}<span>${t('field.nobase')}</span></p>`}
    </main>`;
}
