import { getJson, putJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';

const TYPING_MS = 250;
const SHOWN = 50;
export const NEW = Object.freeze({ isNew: true, code: '', version: 0, title: {}, body: {}, categories: '', units: '', valid_from: '', valid_to: '', published: true });

/** The list under the words, the open article, and saving. */
export function createModel(store, changed) {
  const list = createResource(changed);
  const article = createResource(changed);
  let typing = null;

  const search = () => list.load((signal) => getJson('/articles', { q: store.get().q, limit: SHOWN }, { signal }), { keep: true });

  function read() {
    const { code } = store.get();
    code ? article.load((signal) => getJson(`/articles/${encodeURIComponent(code)}`, {}, { signal })) : article.clear();
  }

  const codes = (text) => text.split(/[,，、\s]+/).filter(Boolean);

  store.subscribe((_, keys) => {
    if (keys.has('q')) {
      clearTimeout(typing);
      typing = setTimeout(search, TYPING_MS);
    }
    keys.has('code') && read();
  });

  return {
    list, article,
    start() {
      search();
      read();
    },
    edit(found) {
      store.set({ form: found ? { ...found, isNew: false, categories: found.categories.join(', '), units: found.units.join(', '), valid_from: found.valid_from ?? '', valid_to: found.valid_to ?? '' } : NEW, error: null });
      requestAnimationFrame(() => document.getElementById(found ? 'editor-title' : 'code')?.focus());
    },
    async save() {
      const { form, busy } = store.get();
      if (busy) {
        return;
      }
      store.set({ busy: true, error: null });
      try {
        const { version, title, body, published, valid_from: from, valid_to: to } = form;
        const saved = await putJson(`/articles/${encodeURIComponent(form.code.trim() || '-')}`, {
          version, title, body, published, categories: codes(form.categories), units: codes(form.units), ...(from ? { valid_from: from } : {}), ...(to ? { valid_to: to } : {}),
        });
        store.set({ form: null, busy: false, code: saved.code, said: saved.code });
        search();
        read();
      } catch (error) {
        store.set({ busy: false, error });
      }
    },
  };
}
