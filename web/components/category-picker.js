import { html, nothing } from 'lit-html';
import { nameOf, t } from '../core/i18n.js';
import { pathTo, visibleRows } from './category-tree.js';
import { icon } from './icon.js';
import { empty } from './states.js';

/**
 * Chooses one category: a button that shows the choice, and below it, opened, a search field over a tree after the ARIA
 * pattern (arrows move and open, Enter chooses, Escape closes).
 *
 * @param options `onChoose(code or null)`, `changed()` when it must be drawn again
 */
export function createCategoryPicker({ onChoose, changed }) {
  let open = false;
  let words = '';
  let opened = new Set();
  let active = null;
  let tree = null;
  let rows = [];

  const textOf = (node) => nameOf(node.name);

  function show(on) {
    open = on;
    words = '';
    changed();
    requestAnimationFrame(() => document.getElementById(on ? 'category-words' : 'category-button')?.focus());
  }

  function choose(code) {
    onChoose(code);
    show(false);
  }

  function toggle(node, on) {
    opened = new Set(opened);
    on ? opened.add(node.code) : opened.delete(node.code);
    changed();
  }

  function take(node) {
    active = node.code;
    node.children.length > 0 && words === '' ? toggle(node, !opened.has(node.code)) : node.children.length === 0 && choose(node.code);
  }

  function focusRow(index) {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (row) {
      active = row.node.code;
      changed();
      requestAnimationFrame(() => document.getElementById(`category-${row.node.code}`)?.focus());
    }
  }

  function onTreeKey(event) {
    const index = rows.findIndex(({ node }) => node.code === active);
    const row = rows[index];
    const acts = {
      ArrowDown: () => focusRow(index + 1),
      ArrowUp: () => (index <= 0 ? document.getElementById('category-words')?.focus() : focusRow(index - 1)),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () => (row?.node.children.length && !row.open ? toggle(row.node, true) : row?.open && focusRow(index + 1)),
      ArrowLeft: () => (row?.open && words === '' ? toggle(row.node, false) : focusRow(rows.findIndex(({ node }) => node.code === row?.node.parent))),
      Enter: () => row && take(row.node),
      ' ': () => row && take(row.node),
      Escape: () => show(false),
    };
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    }
  }

  function onWordsKey(event) {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      focusRow(0);
    } else if (event.key === 'Enter') {
      event.preventDefault(); // else it would send the form that the picker stands in
      // not the rows that are drawn: who types fast is ahead of the drawing
      const first = visibleRows(tree, { opened, words, textOf }).find(({ node }) => node.children.length === 0);
      words.trim() !== '' && first && choose(first.node.code);
    } else if (event.key === 'Escape') {
      show(false);
    }
  }

  /** @param model `tree` (of `buildTree`), `selected` code or null */
  function view({ tree: categories, selected }) {
    tree = categories;
    return html`<div class="picker">${button(selected)}${open ? panel(selected) : nothing}</div>`;
  }

  function button(selected) {
    const path = selected ? pathTo(tree, selected) : [];
    return html`
      <div class="picker__field">
        <button type="button" id="category-button" class="picker__button" aria-expanded=${open ? 'true' : 'false'} aria-controls="category-panel" @click=${() => show(!open)}>
          ${path.length > 0
            ? html`<span class="grow"><small class="cut">${path.slice(0, -1).map(textOf).join(' › ')}</small><b class="cut">${textOf(path[path.length - 1])}</b></span>`
            : html`<span class="grow t2">${t('picker.choose')}</span>`}
          ${icon(open ? 'up' : 'down', '18')}
        </button>
        ${selected ? html`<button type="button" class="iconbtn" aria-label=${t('picker.clear')} @click=${() => onChoose(null)}>${icon('x', '18')}</button>` : nothing}
      </div>`;
  }

  function panel(selected) {
    rows = visibleRows(tree, { opened, words, textOf });
    const focusable = rows.some(({ node }) => node.code === active) ? active : rows[0]?.node.code;
    return html`
      <div class="picker__panel" id="category-panel">
        <div class="searchbox searchbox--s">
          ${icon('search', '18')}
          <input id="category-words" class="input" type="text" autocomplete="off" aria-label=${t('picker.search')} placeholder=${t('picker.search')}
            .value=${words} @input=${(event) => ((words = event.target.value), changed())} @keydown=${onWordsKey} />
        </div>
        <p class="sr" role="status">${words ? t('picker.spoken', { n: rows.filter(({ node }) => node.children.length === 0).length }) : ''}</p>
        ${rows.length === 0
          ? empty({ glyph: 'search', title: t('picker.none'), text: t('picker.none.text') })
          : html`<div class="tree" role="tree" aria-label=${t('picker.tree')} @keydown=${onTreeKey}>${rows.map((row) => treeRow(row, selected, focusable))}</div>`}
      </div>`;
  }

  const treeRow = ({ node, level, open: isOpen, position, siblings }, selected, focusable) => {
    const leaf = node.children.length === 0;
    return html`
      <div role="treeitem" id="category-${node.code}" class="tree__row tree__row--${Math.min(level, 4)} ${node.code === selected ? 'is-on' : ''}"
        aria-level=${level} aria-posinset=${position} aria-setsize=${siblings} aria-selected=${node.code === selected ? 'true' : 'false'}
        aria-expanded=${leaf ? nothing : isOpen ? 'true' : 'false'} tabindex=${node.code === focusable ? '0' : '-1'}
        @click=${() => take(node)} @focus=${() => (active = node.code)}>
        <span class="tree__twist">${leaf ? nothing : icon(isOpen ? 'down' : 'right', '14')}</span>
        <span class="grow">${textOf(node)}</span>
        ${leaf ? nothing : html`<span class="count" aria-hidden="true">${leafCount(node)}</span>`}
      </div>`;
  };

  return { view, open: () => show(true) };
}

const leafCount = (node) => (node.children.length === 0 ? 1 : node.children.reduce((sum, child) => sum + leafCount(child), 0));
