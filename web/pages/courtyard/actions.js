import { deleteJson, getJson, newKey, postJson, putJson } from '../../core/api.js';
import { nameOf, t } from '../../core/i18n.js';
import { loginHref } from '../../core/session.js';

const NEW = { id: null, version: null, title: '', words: '', nickname: '', scope: 'whole', lon: null, lat: null, place: '', tell: true };
const MOST_WORDS = 1000;
const FIELDS = { title: 'cy-title', words: 'cy-words', nickname: 'cy-nickname', lon: 'cy-scope', place: 'cy-place', photos: 'cy-photos', reason: 'cy-reason', category: 'category-button', grid: 'cy-grid', outcome: 'cy-outcome', name: 'cy-home-name', address: 'cy-home-address', reference: 'cy-reference' };

export const focus = (id) => requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));

/** Does one thing at a time, says what came of it, and shows everything anew. */
export function createAttempt(store, model) {
  return async function attempt(work, done, next = {}) {
    if (store.get().busy) {
      return null;
    }
    store.set({ busy: true, error: null });
    try {
      const after = await work();
      store.set({ busy: false, said: done, doing: null, draft: {}, ...next });
      model.refresh();
      return after ?? true;
    } catch (error) {
      store.set({ busy: false, error });
      focus(FIELDS[error.field] ?? 'cy-fault');
      return null;
    }
  };
}

/** What readers and residents can do on the page, by name. */
export function createActions({ store, level, model, photos, getMap }) {
  const attempt = createAttempt(store, model);
  const form = (patch) => store.set({ form: { ...store.get().form, ...patch }, error: null });

  const openArea = (area) => {
    store.set({ area, proposal: null, form: null, doing: null, error: null, tab: 'proposals', filter: '', said: '' });
    focus('cy-name');
  };

  async function openAt({ lon, lat }) {
    const resolution = await getJson('/resolve', { lon, lat }).catch(() => null);
    const found = resolution?.areas.find((each) => each.level === level.id);
    found ? found.code !== store.get().area && openArea(found.code) : store.set({ said: t('cy.outside') });
  }

  function pin({ lon, lat }, place) {
    form({ scope: 'point', lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)), ...(place === undefined ? {} : { place }) });
    getMap()?.reveal({ lon, lat }, 16);
  }

  const body = ({ title, words, nickname, scope, lon, lat, place, tell, version, id }) => ({
    title, words, tell, ...(nickname.trim() ? { nickname } : {}), ...(place.trim() ? { place } : {}),
    ...(scope === 'point' && lon !== null ? { lon, lat } : {}), ...(id ? { version } : {}),
    ...(!id || photos.keys().length > 0 ? { photos: photos.keys() } : {}),
  });

  /** What is missing is said before anything is sent. */
  function lacks({ title, words, scope, lon }) {
    if (title.trim() === '') {
      return { field: 'title', detail: t('cy.form.noTitle') };
    }
    if (words.trim() === '' || [...words].length > MOST_WORDS) {
      return { field: 'words', detail: t('cy.form.noWords') };
    }
    return scope === 'point' && lon === null ? { field: 'lon', detail: t('cy.form.noPlace') } : null;
  }

  return {
    form, openArea,
    set: (patch) => store.set(patch),
    draft: (patch) => store.set({ draft: { ...store.get().draft, ...patch }, error: null }),
    zoom: (steps) => getMap()?.zoomBy(steps),
    named(chain) {
      store.set({ named: chain });
      chain.at(-1)?.level === level.id && openArea(chain.at(-1).code);
    },
    found(item) {
      if (store.get().form) {
        item.lon === undefined || pin(item, item.kind === 'coordinate' ? '' : nameOf(item.name));
      } else if (item.kind === 'area' && item.level === level.id) {
        openArea(item.code);
      } else if (item.lon !== undefined) {
        openAt(item);
      }
    },
    picked: (point) => (store.get().form ? pin(point) : openAt(point)),
    choose() {
      store.set({ area: null, proposal: null, form: null, view: 'page', named: [] });
      focus('cy-name');
    },
    tab(tab) {
      store.set({ tab });
    },
    openProposal(proposal) {
      store.set({ proposal, form: null, doing: null, error: null, view: 'page' });
      focus('cy-proposal');
    },
    back() {
      store.set({ proposal: null, doing: null, error: null });
      focus('cy-name');
    },
    login: () => location.assign(loginHref()),
    liveHere() {
      store.set({ doing: store.get().doing === 'home' ? null : 'home', draft: {}, error: null });
      store.get().doing && focus('cy-home-name');
    },
    askHome(unit) {
      const { name = '', address = '' } = store.get().draft;
      const missing = [['name', name], ['address', address]].find(([, said]) => said.trim() === '');
      if (missing) {
        store.set({ error: { kind: 'request', field: missing[0], detail: t('cy.home.missing') } });
        return focus(FIELDS[missing[0]]);
      }
      return attempt(() => putJson('/session/residency', { unit, name, address }), t('cy.residency.asked'));
    },
    propose() {
      photos.clear();
      store.set({ form: { ...NEW, key: newKey() }, proposal: null, error: null, said: '' });
      focus('cy-form');
    },
    mend(own) {
      photos.clear();
      const { lon, lat, words } = own.place;
      store.set({
        error: null, proposal: null, said: '',
        form: { ...NEW, id: own.id, version: own.version, title: own.title, words: own.words, nickname: own.nickname ?? '', tell: own.tell, scope: lon === null ? 'whole' : 'point', lon, lat, place: words ?? '', key: newKey() },
      });
      focus('cy-form');
    },
    closeForm() {
      store.set({ form: null, error: null });
      focus('cy-name');
    },
    async send(event) {
      event.preventDefault();
      const now = store.get().form;
      const missing = lacks(now);
      if (missing) {
        store.set({ error: { kind: 'request', ...missing } });
        focus(FIELDS[missing.field]);
        return;
      }
      const path = now.id ? `/proposals/${now.id}/mend` : `/courtyard/${encodeURIComponent(store.get().area)}/proposals`;
      const sent = await attempt(() => postJson(path, body(now), { key: now.key }), t('cy.form.sent'), { form: null });
      if (sent) {
        photos.clear();
        focus('cy-mine');
      } else if (store.get().error?.kind === 'request') {
        // what is sent next is another thing
        store.set({ form: { ...store.get().form, key: newKey() } });
      }
    },
    support: (id, tell) => attempt(() => putJson(`/proposals/${id}/support`, { tell }), t('cy.support.done')),
    takeBack: (id) => attempt(() => deleteJson(`/proposals/${id}/support`), t('cy.support.back')),
    withdraw: (id) => attempt(() => postJson(`/proposals/${id}/withdraw`, undefined, { key: newKey() }), t('cy.withdrawn')),
    doing(doing) {
      store.set({ doing: store.get().doing === doing ? null : doing, draft: {}, error: null });
      store.get().doing && focus('cy-reason');
    },
    report: (id) => attempt(() => postJson(`/proposals/${id}/reports`, { words: store.get().draft.reason ?? '' }, { key: newKey() }), t('cy.report.done')),
  };
}
