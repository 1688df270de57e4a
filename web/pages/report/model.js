import { getJson } from '../../core/api.js';
import { buildTree } from '../../components/category-tree.js';
import { createResource } from '../../core/resource.js';

/**
 * What the page knows: the categories, and who would get the report. Asks anew when place or category change; the text is
 * never asked with, since addresses are logged.
 */
export function createModel(store, changed) {
  const categories = createResource(changed);
  const answer = createResource(changed);

  function ask() {
    const { mode, lon, lat, accuracy, category } = store.get();
    if (mode !== 'point' || lon === null) {
      answer.clear();
      return;
    }
    const where = { lon, lat, accuracy };
    answer.load(
      (signal) =>
        category
          ? getJson('/route', { ...where, category }, { signal })
          : getJson('/resolve', where, { signal }).then((resolution) => ({ resolution, decision: null })),
      { keep: true },
    );
  }

  store.subscribe((_, keys) => {
    if (['mode', 'lon', 'lat', 'accuracy', 'category'].some((key) => keys.has(key))) {
      ask();
    }
  });

  return {
    categories, answer,
    start() {
      categories.load((signal) => getJson('/categories', {}, { signal }).then(({ items }) => buildTree(items)));
      ask();
    },
    /** Whether a report of this kind may be filed without a name. */
    allowsAnonymous(category) {
      const flags = categories.get().data?.nodes.get(category)?.flags ?? [];
      return category === null || flags.includes('anonymous_allowed');
    },
  };
}
