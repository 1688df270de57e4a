import { getJson, newKey, postJson, send } from '../../core/api.js';
import { NO_FURTHER } from '../../components/further-place.js';
import { buildTree } from '../../components/category-tree.js';
import { createResource } from '../../core/resource.js';
import { placeOf } from './places.js';

const POLL_MS = 4000;
const TYPING_MS = 300;
const SHOWN = 3;
const TEXT_ASKED = 400;
const POINT_KINDS = new Set(['gps', 'pin', 'address', 'place']);

/** Nothing said yet: what a call, and each further request of it, begins with. */
export const BLANK = Object.freeze({ text: '', placeWords: '', where: null, whereName: '', at: null, category: null, kind: '', name: '', anonymous: false, step: 'dispatch', diversion: '', reply: '', outcome: '', article: null, parent: null, incident: null, further: NO_FURTHER, missing: null, sure: false });

/** What is about the category comes first; what is near is shown whatever was proposed. */
function likelyFirst(items, category) {
  const isAbout = ({ categories }) => categories.some(({ code }) => code === category);
  return [...items.filter(isAbout), ...items.filter((each) => !isAbout(each))];
}

/**
 * What the page knows: calls, the open call with its caller's requests, and what is proposed while the operator types.
 * What is said is sent in bodies, since addresses are logged; long numbers are phones, not places, and taken out first.
 */
export function createModel(store, changed) {
  const calls = createResource(changed);
  const opened = createResource(changed);
  const places = createResource(changed);
  const categories = createResource(changed);
  const route = createResource(changed);
  const similar = createResource(changed);
  const incidents = createResource(changed);
  const articles = createResource(changed);
  const tree = createResource(changed);
  const terms = createResource(changed);
  let typing = null;

  const load = (resource, ask) => resource.load((signal) => ask({ signal }).then(({ items }) => items), { keep: true });

  const words = (text) => text.replace(/[\d\s-]{7,}/g, ' ').trim().slice(0, TEXT_ASKED);

  function askWords() {
    const { text, placeWords } = store.get();
    const about = words(text);
    const place = words(placeWords) || about;
    place.length > 1 ? load(places, (options) => postJson('/places/guess', { text: place, limit: SHOWN }, options)) : places.clear();
    about.length > 1 ? load(categories, (options) => postJson('/categories/guess', { text: about, limit: SHOWN }, options)) : categories.clear();
    about.length > 1 ? load(articles, (options) => postJson('/articles/search', { text: about, limit: SHOWN }, options)) : articles.clear();
    askPlace();
  }

  /** Who would get it, and what is like it: for what was chosen, else for what is proposed first. */
  function askPlace() {
    const point = preview();
    point === null ? incidents.clear() : load(incidents, (options) => getJson('/incidents', { lon: point.lon, lat: point.lat }, options).then(({ items }) => ({ items: likelyFirst(items, point.category) })));
    if (point === null || !point.category) {
      route.clear();
      similar.clear();
      return;
    }
    const { lon, lat, accuracy, category } = point;
    route.load((signal) => getJson('/route', { lon, lat, accuracy, category, channel: 'hotline' }, { signal }), { keep: true });
    load(similar, (options) => postJson('/requests/similar', { lon, lat, category, text: words(store.get().text), limit: SHOWN }, options));
  }

  /** Position and category of the preview; `chosen` says that both were chosen, `middle` that of the place only the area is known. */
  function preview() {
    const state = store.get();
    const found = state.where ? state : placeOf(places.get().data?.[0]);
    const point = found && (POINT_KINDS.has(found.where.kind) ? found.where : found.at);
    if (!point) {
      return null;
    }
    const category = state.category ?? categories.get().data?.[0]?.code ?? null;
    return { lon: point.lon, lat: point.lat, accuracy: point.accuracy, category, chosen: state.where !== null && state.category !== null, middle: point === found.at };
  }

  const loadCalls = () => calls.load((signal) => getJson('/calls', {}, { signal }), { keep: true });
  const readCall = (id) => opened.load((signal) => getJson(`/calls/${encodeURIComponent(id)}`, {}, { signal }), { keep: true });

  async function open(id) {
    await postJson(`/calls/${encodeURIComponent(id)}/take`);
    store.set({ ...BLANK, call: id, receipt: null });
    readCall(id);
    loadCalls();
  }

  store.subscribe((state, keys) => {
    if (keys.has('text') || keys.has('placeWords')) {
      clearTimeout(typing);
      typing = setTimeout(askWords, TYPING_MS);
    }
    if (keys.has('where') || keys.has('category')) {
      askPlace();
    }
    if (keys.has('call') && state.call === null) {
      opened.clear();
    }
  });

  const some = (group, resource) => (resource.get().data ?? []).slice(0, SHOWN).map((item) => ({ group, item }));

  let first = '';
  /** The preview follows the proposals when nothing is chosen. */
  function follow() {
    const key = JSON.stringify(preview());
    if (key !== first) {
      first = key;
      askPlace();
    }
  }

  return {
    calls, opened, places, categories, route, similar, articles, tree, terms, incidents, preview, follow, open, loadCalls,
    /** Whether what is said proposes something: its answer says whether it is adopted. */
    isSuggestion: () => (terms.get().data?.suggestion_kinds ?? []).includes(store.get().kind),
    /** What can be chosen by number, in the order shown. */
    choices: () => [
      ...(store.get().step === 'answer' ? [] : some('incident', incidents)),
      ...(store.get().step === 'answer' ? some('article', articles) : []), ...some('place', places), ...some('category', categories),
      ...(store.get().step === 'answer' ? [] : some('similar', similar)),
    ],
    /** A call that the telephone system did not announce; without a number when it was withheld. */
    async announce(caller) {
      const call = await postJson('/calls', { call_id: `desk-${newKey()}`, ...(caller ? { caller } : {}) });
      await open(call.id);
    },
    async end(id) {
      await postJson(`/calls/${id}/end`);
      store.set({ ...BLANK, call: null, receipt: null });
      loadCalls();
    },
    async tie(id, number) {
      await send('PUT', `/calls/${id}/requests/${number}`);
      readCall(id);
    },
    reread: readCall,
    start() {
      tree.load((signal) => getJson('/categories', {}, { signal }).then(({ items }) => buildTree(items)));
      terms.load((signal) => getJson('/requests/transitions', {}, { signal }).then(({ terms: words, rules }) => ({ ...words, suggestion_kinds: rules.suggestion_kinds })));
      loadCalls();
      setInterval(() => document.visibilityState === 'visible' && loadCalls(), POLL_MS);
    },
  };
}
