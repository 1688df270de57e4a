import { getJson, postJson } from '../../core/api.js';
import { createResource } from '../../core/resource.js';

/** What the outbox page holds and does: messages under two filters, and the words of the one that is open. */

export const STATES = Object.freeze(['waiting', 'sending', 'sent', 'failed', 'expired']);
export const CHANNELS = Object.freeze(['sms', 'email', 'webhook', 'page']);

const PAGE = 50;
const among = (all, value) => (all.includes(value) ? value : null);

export function filtersOf(search) {
  const query = new URLSearchParams(search);
  return { state: among(STATES, query.get('state')), channel: among(CHANNELS, query.get('channel')) };
}

export function searchOf({ state, channel }) {
  const given = Object.entries({ state, channel }).filter(([, value]) => value !== null);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

export function createModel(store, redraw) {
  const list = createResource(redraw);
  const words = createResource(redraw);
  const filters = () => ({ state: store.get().state, channel: store.get().channel, limit: PAGE });
  const load = () => list.load((signal) => getJson('/outbox', filters(), { signal }), { keep: true });

  function more() {
    const { items, next } = list.get().data;
    const append = async (signal) => {
      const page = await getJson('/outbox', { ...filters(), cursor: next }, { signal });
      return { items: [...items, ...page.items], next: page.next };
    };
    list.load(append, { keep: true });
  }

  return {
    list,
    words,
    load,
    more,

    /** Opening is audited, so it happens only when asked for. */
    toggle(id) {
      const open = store.get().open === id ? null : id;
      words.clear();
      store.set({ open });
      open && words.load((signal) => getJson(`/outbox/${open}/words`, {}, { signal }));
    },

    async resend(id) {
      try {
        await postJson(`/outbox/${id}/retry`);
        store.set({ error: null });
      } catch (error) {
        store.set({ error });
      }
      load();
    },
  };
}
