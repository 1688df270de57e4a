import { currentLanguage } from '../../core/i18n.js';
import { withoutFilters } from './place-query.js';

export const NO_CORRECTION = Object.freeze({ open: false, text: '', name: '', phone: '', errors: {}, done: null });

/** What a person can do with places, by name; a part of the page's actions. */
export function createPlaceActions({ store, places, getMap, focusPanel, correcting }) {
  const opened = new Set();

  /** What was written about one place is not sent, or shown as sent, for another. */
  store.subscribe((state, keys) => {
    if (keys.has('place')) {
      correcting.forget();
      state.correction !== NO_CORRECTION && store.set({ correction: NO_CORRECTION });
    }
  });

  /** Where the map has to look: into an area that was chosen, or at a place. */
  function look({ lon, lat }) {
    getMap().reveal({ lon, lat }, 15);
  }

  function openPlace(code, at) {
    store.set({ place: code, correction: NO_CORRECTION });
    at?.lon !== undefined && look(at);
    focusPanel();
  }

  /** A condition from the chips also shows what it leaves. */
  function filter(conditions) {
    store.set({ ...conditions, ...chainOf(conditions), panel: store.get().panel ?? 'places', place: null });
  }

  const chainOf = (conditions) => ('area' in conditions && conditions.area === null ? { areaChain: [] } : {});

  return {
    openPlace,
    filter,
    opened,
    narrow: (conditions) => store.set({ ...conditions, ...chainOf(conditions) }),
    chooseKind: (kind) => (store.set({ kind, panel: 'places', place: null }), focusPanel()),
    chooseMatter: (matter) => (store.set({ matter, kind: null, panel: 'places', place: null }), focusPanel()),
    clearFilters: () => store.set({ ...withoutFilters(), areaChain: [] }),
    /** @param chain `[{level, code, name}]`, the finest last */
    limitTo(chain) {
      const area = chain[chain.length - 1];
      store.set({ areaChain: chain, area: area ? `${area.level}:${area.code}` : null });
    },
    placesIn(area) {
      store.set({ areaChain: [], area: `${area.level}:${area.code}`, panel: 'places', place: null });
      focusPanel();
    },
    showArea: ({ bbox }) => bbox && getMap().fit(bbox),
    showList: () => (store.set({ panel: 'places', place: null }), focusPanel()),
    showPoint: () => (store.set({ panel: null, place: null }), focusPanel()),
    toggleFilters: () => store.set({ panel: store.get().panel === 'filters' && store.get().place === null ? 'places' : 'filters', place: null, view: matchMedia('(max-width: 760px)').matches ? 'list' : store.get().view }),
    closePlace: () => (store.set({ place: null }), focusPanel()),
    twist(code, on) {
      on ? opened.add(code) : opened.delete(code);
      store.set({ twisted: `${code} ${on}` });
    },
    sort: (sort) => store.set({ sort }),
    point: (item) => getMap()?.pointAt(item),
    /** While nobody knows whether it arrived, nothing of it may change. */
    correct: (patch) => !correcting.isHeld() && store.set({ correction: { ...store.get().correction, ...patch, errors: {} } }),
    async sendCorrection(code) {
      const { text, name, phone } = store.get().correction;
      const { faultsOf } = await import('./correction.js'); // there already: it drew the form
      const errors = faultsOf({ text, phone });
      store.set({ correction: { ...store.get().correction, errors } });
      const first = Object.keys(errors)[0];
      if (first) {
        requestAnimationFrame(() => document.getElementById(`correction-${first}`)?.focus());
        return;
      }
      const done = await correcting.send(`/places/${encodeURIComponent(code)}/corrections`, {
        text: text.trim(), name: name.trim() || null, phone: phone.trim() || null, language: currentLanguage(),
      });
      if (store.get().place !== code) {
        return;
      }
      const refused = correcting.get().error;
      const atField = refused?.kind === 'request' && ['text', 'name', 'phone'].includes(refused.field) ? { [refused.field]: refused.detail } : {};
      store.set({ correction: { ...store.get().correction, done, errors: atField } });
    },
  };
}
