import { html, nothing } from 'lit-html';
import { nameOf, percent, t } from '../../core/i18n.js';

/** Categories that the words may mean: offered, with how sure that is, never taken by themselves. */
export function proposed({ state, model, actions }) {
  const items = state.category === null ? (model.proposals.get().data?.items ?? []) : [];
  return html`<div aria-live="polite">${items.length === 0
    ? nothing
    : html`<div class="proposed" role="group" aria-label=${t('report.proposed')}>
        <span class="ff__hint">${t('report.proposed')}</span>
        ${items.map(({ code, name, confidence }) => html`<button type="button" class="choice__one" data-proposed=${code} @click=${() => actions.chooseCategory(code)}>${nameOf(name)}<small class="num">${percent(confidence)}</small></button>`)}
      </div>`}</div>`;
}
