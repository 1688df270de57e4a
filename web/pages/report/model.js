import { getJson, postJson } from '../../core/api.js';
import { buildTree } from '../../components/category-tree.js';
import { createResource } from '../../core/resource.js';

const TYPING_MS = 600;
const LEAST_WORDS = 4;
/** Without long numbers: who somebody is has no part in what it is about. */
const wordsOf = ({ text }) => text.replace(/[\d\s-]{7,}/g, ' ').trim();
const SHOWN = 3;
const SHOWN_NEAR = 5;

/**
 * What the page knows: the categories, who would get the report, what is known near its place, and which categories its words
 * may mean. The words are asked with in a body only, since addresses are logged, and without long numbers.
 */
export function createModel(store, changed) {
  const categories = createResource(changed);
  const kinds = createResource(changed);
  const answer = createResource(changed);
  const incidents = createResource(changed);
  const near = createResource(changed);
  const proposals = createResource(changed);
  let typing = null;

  function ask() {
    const { mode, lon, lat, accuracy, category, requestKind, further } = store.get();
    const text = wordsOf(store.get());
    if (mode !== 'point' || lon === null) {
      answer.clear();
      return;
    }
    const where = { lon, lat, accuracy };
    answer.load(
      (signal) =>
        category && !further.role // another place may decide: the receipt says
          ? postJson('/route', { ...where, accuracy: accuracy ?? null, category, ...(requestKind ? { kind: requestKind } : {}), ...(text ? { text } : {}) }, { signal })
          : getJson('/resolve', where, { signal }).then((resolution) => ({ resolution, decision: null })),
      { keep: true },
    );
  }

  /** A point, else the area that was named; nothing for the whole city. */
  function askNear() {
    const { mode, lon, lat, areaKey, named } = store.get();
    const area = mode === 'point' ? areaKey : mode === 'area' ? named.at(-1) : null;
    const point = mode === 'point' && lon !== null ? { lon, lat } : null;
    const where = point ?? (area ? { level: area.level, area: area.code } : null);
    where ? incidents.load((signal) => getJson('/incidents', where, { signal }), { keep: true }) : incidents.clear();
    point ? near.load((signal) => getJson('/requests/near', { ...point, limit: SHOWN_NEAR }, { signal }), { keep: true }) : near.clear();
  }

  function askWords() {
    const text = wordsOf(store.get());
    [...text].length >= LEAST_WORDS ? proposals.load((signal) => postJson('/categories/guess', { text, limit: SHOWN }, { signal }), { keep: true }) : proposals.clear();
  }

  store.subscribe((state, keys) => {
    if (['mode', 'lon', 'lat', 'areaKey', 'named'].some((key) => keys.has(key))) {
      askNear();
    }
    if (keys.has('text') && state.category === null) {
      clearTimeout(typing);
      typing = setTimeout(askWords, TYPING_MS);
    }
    if (keys.has('text') && state.category !== null) {
      clearTimeout(typing);
      typing = setTimeout(ask, TYPING_MS); // rules may look at the words
    }
    if (keys.has('category') && state.category === null) {
      askWords();
    }
    if (['mode', 'lon', 'lat', 'accuracy', 'category', 'requestKind', 'further'].some((key) => keys.has(key))) {
      ask();
    }
  });

  return {
    categories, kinds, answer, incidents, near, proposals,
    start() {
      categories.load((signal) => getJson('/categories', {}, { signal }).then(({ items }) => buildTree(items)));
      kinds.load((signal) => getJson('/requests/transitions', {}, { signal }).then(({ terms }) => terms.request_kinds));
      ask();
      askNear();
      store.get().category === null && askWords();
    },
    /** Whether a report of this kind may be filed without a name. */
    allowsAnonymous(category) {
      const flags = categories.get().data?.nodes.get(category)?.flags ?? [];
      return category === null || flags.includes('anonymous_allowed');
    },
  };
}
