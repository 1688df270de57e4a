import { html, nothing } from 'lit-html';
import { nameOf, t } from '../core/i18n.js';
import { icon } from './icon.js';
import { unitIcon } from './unit-icon.js';

/**
 * Who is responsible for everything here: one row per unit with the fields it answers for; opened, its categories.
 *
 * @param model `items` of `GET /route/overview`, `categories` by code, `onChoose(categoryCode)`
 */
export function overview({ items, categories, onChoose }) {
  const groups = groupByUnit(items, categories);
  return html`<ul class="overview">${groups.map((group) => html`<li>${row(group, onChoose)}</li>`)}</ul>`;
}

const row = ({ unit, tops, leaves }, onChoose) => html`
  <details class="ov">
    <summary>
      <span class="mk mk--row">${unit ? unitIcon(unit.kind) : icon('route')}</span>
      <span class="grow">
        <b>${unit ? nameOf(unit.name) : t('overview.diverted')}</b>
        <small class="cut2">${tops.map((top) => nameOf(top.name)).join(t('list.separator'))}</small>
      </span>
      <span class="count" aria-label=${t('overview.count', { n: leaves.length })}>${leaves.length}</span>
      ${icon('down', '16')}
    </summary>
    <div class="chips ov__leaves">
      ${leaves.map((leaf) => html`<button class="chip" @click=${() => onChoose(leaf.code)}>${nameOf(leaf.name)}</button>`)}
    </div>
  </details>`;

/** Units in charge of most come first; within a unit, fields in the order of the catalogue. */
export function groupByUnit(items, categories) {
  const groups = new Map();
  for (const { category, unit } of items) {
    const key = unit?.code ?? '';
    const group = groups.get(key) ?? { unit, leaves: [], tops: new Map() };
    const top = topOf(category, categories);
    group.leaves.push(category);
    group.tops.set(top.code, top);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, tops: [...group.tops.values()] }))
    .sort((a, b) => b.leaves.length - a.leaves.length);
}

function topOf(category, categories) {
  let node = category;
  for (let depth = 0; node.parent && categories.has(node.parent) && depth < 10; depth++) {
    node = categories.get(node.parent);
  }
  return node;
}

export const overviewEmpty = () => html`<p class="small t3">${t('overview.empty')}</p>${nothing}`;
