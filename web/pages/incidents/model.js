import { getJson, newKey, postJson, putJson, sendText } from '../../core/api.js';
import { buildTree } from '../../components/category-tree.js';
import { createResource } from '../../core/resource.js';

const PAGE = 50;

/** What the page knows: incidents as the reader may see them, categories, the city's outcomes; and what can be done to them. */
export function createModel(store, isStaff, changed) {
  const list = createResource(changed);
  const tree = createResource(changed);
  const outcomes = createResource(changed);

  const load = () => list.load((signal) => (isStaff() ? getJson('/incidents/all', { state: store.get().filter, limit: PAGE }, { signal }) : getJson('/incidents', {}, { signal })), { keep: true });

  return {
    list, tree, outcomes, load,
    start() {
      load();
      if (isStaff()) {
        tree.load((signal) => getJson('/categories', {}, { signal }).then(({ items }) => buildTree(items)));
        outcomes.load((signal) => getJson('/requests/transitions', {}, { signal }).then(({ terms }) => terms.outcomes));
      }
    },
    save: (id, body) => (id ? putJson(`/incidents/${id}`, body) : postJson('/incidents', body, { key: newKey() })),
    end: (id, body) => postJson(`/incidents/${id}/end`, body, { key: newKey() }),
    cancel: (id, body) => postJson(`/incidents/${id}/cancel`, body, { key: newKey() }),
    take: (file) => sendFile(file),
  };
}

/** A file goes as it is: CSV or GeoJSON, by its first character. */
async function sendFile(file) {
  const text = await file.text();
  const type = text.replace(/^\uFEFF/, '').trimStart().startsWith('{') ? 'application/geo+json' : 'text/csv';
  return sendText('/incidents/import', text, type);
}
