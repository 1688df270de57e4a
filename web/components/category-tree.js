/** The category tree as rows to draw: pure, so that searching and opening can be tested without a page. */

export function buildTree(categories) {
  const nodes = new Map(categories.map((category) => [category.code, { ...category, children: [] }]));
  const roots = [];
  for (const node of nodes.values()) {
    (nodes.get(node.parent)?.children ?? roots).push(node);
  }
  return { roots, nodes };
}

/**
 * @param opened codes of opened nodes
 * @param words what is searched for; then only matches and what leads to them are shown, all opened
 * @param textOf name of a node in the reader's language
 * @returns `[{node, level, open, matched, position, siblings}]` from top to bottom
 */
export function visibleRows(tree, { opened, words, textOf }) {
  const needle = words.trim().toLowerCase();
  const matches = needle === '' ? null : matching(tree.roots, needle, textOf);
  const rows = [];
  const walk = (nodes, level) => {
    const shown = matches ? nodes.filter(({ code }) => matches.has(code)) : nodes;
    shown.forEach((node, index) => {
      const open = node.children.length > 0 && (matches ? node.children.some(({ code }) => matches.has(code)) : opened.has(node.code));
      rows.push({ node, level, open, position: index + 1, siblings: shown.length });
      if (open) {
        walk(node.children, level + 1);
      }
    });
  };
  walk(tree.roots, 1);
  return rows;
}

/** Codes of nodes that match, of all above them, and of all below a matching inner node. */
function matching(roots, needle, textOf) {
  const found = new Set();
  const visit = (node, inherited) => {
    const own = inherited || textOf(node).toLowerCase().includes(needle) || node.code.toLowerCase() === needle;
    const below = node.children.map((child) => visit(child, own)).some(Boolean);
    if (own || below) {
      found.add(node.code);
    }
    return own || below;
  };
  roots.forEach((root) => visit(root, false));
  return found;
}

/** Names from the top down to a node. */
export function pathTo(tree, code) {
  const path = [];
  for (let node = tree.nodes.get(code); node && path.length < 10; node = tree.nodes.get(node.parent)) {
    path.unshift(node);
  }
  return path;
}
