import { render } from 'lit-html';
import { getJson } from '../../core/api.js';
import { currentLanguage, t } from '../../core/i18n.js';
import { chooseLanguage, openCityLanguage } from '../../core/language-choice.js';
import { createStore } from '../../core/store.js';
import { onThemeChange, toggleTheme } from '../../core/theme-choice.js';
import { createActions } from './actions.js';
import { showBefore } from './before.js';
import { cityOf, heldCity } from './city.js';
import { put } from './db.js';
import { standing } from './inside.js';
import { keepLink } from './enrolling.js';
import { askForSync, startLoop } from './loop.js';
import { bindMaps } from './maps.js';
import { load } from './model.js';
import { onNews } from './news.js';
import { keyOf, recipientsAt } from './recipients.js';
import { fixedPlace, shaped } from './place.js';
import { watchPosition } from './position.js';
import { drafts } from './drafts.js';
import { forgetOldSent, storage } from './saving.js';
import { content } from './template.js';
import { installWorker } from './updates.js';

/** The phone page of wardens and alley stewards: everything works from what the phone holds; the network only carries it away. */

const TABS = ['map', 'tasks', 'task', 'report', 'form', 'queue', 'mine'];
const tabOf = (hash) => {
  const [tab, id] = hash.slice(1).split('/');
  return TABS.includes(tab) ? { tab, shown: id ?? null } : { tab: 'map', shown: null };
};

/** The city's languages and what its maps must say, kept from the first visit on; the sync renews it. */
async function city() {
  const known = await heldCity();
  if (known?.synthetic !== undefined) {
    return known;
  }
  const asked = await getJson('/city').catch(() => known);
  if (!asked) {
    return { languages: ['zh', 'en'], default_language: 'zh' };
  }
  const found = cityOf(asked);
  await put('settings', found, 'city');
  return found;
}

/** What the home screen calls the page: in the page's language where there is a manifest in it. */
function nameForHome() {
  const name = currentLanguage() === 'zh' ? 'warden.webmanifest' : 'warden.en.webmanifest';
  const address = new URL(`../../${name}`, import.meta.url).pathname;
  const link = document.querySelector('link[rel=manifest]');
  // browsers fetch a manifest again whenever its address is set
  link.getAttribute('href') === address || link.setAttribute('href', address);
}

async function start() {
  const linked = new URLSearchParams(location.search).get('lang');
  const known = await city();
  await openCityLanguage(linked, known);
  await keepLink(location.hash);
  const opened = location.hash;
  const held = await load();
  document.getElementById('boot')?.remove();
  const store = createStore({
    ...held, city: known, ...tabOf(location.hash), ...(await drafts(held.device)), position: null, positionFault: '', lastSeen: null, standing: null, storage: null,
    sending: false, fault: null, online: true, updated: false, wiped: false, busy: false, failure: '', toast: '', moving: false, asking: null, exact: null, before: {}, copied: '',
  });
  let loop = null;
  const actions = createActions({ store, reload, sendNow: () => (askForSync(), loop?.now()) });
  const maps = bindMaps({ store, actions });

  function draw() {
    const state = store.get();
    render(content({ state, actions }), document.getElementById('app'));
    maps.update();
    nameForHome();
    document.title = [t('page.warden'), t('app.name')].join(' ');
  }

  async function reload() {
    if (!store.get().wiped) {
      const held = await load();
      store.get().wiped || store.set({ ...held, city: held.city ?? store.get().city });
      await actions.rereadDrafts();
    }
  }

  function told(what) {
    if (what === 'wiped') {
      loop?.stop();
      actions.forgetDrafts();
      store.set({ wiped: true, device: null, base: null, work: null, items: [], photos: [], pending: null, draft: null, taskDrafts: {}, tab: 'map' });
    } else if (what === 'draft') {
      actions.rereadDrafts();
    } else {
      reload();
    }
  }

  /** With a network the very place is asked for once it is fixed, each place once: where the phone merely is stays on it. */
  let asked = null;
  function askForPlace(state) {
    const point = fixedPlace(state);
    const key = keyOf(point);
    if (state.tab !== 'form' || !state.draft || !state.online || !point || key === asked) {
      return;
    }
    asked = key;
    recipientsAt(point).then((units) => store.set({ exact: { key, units } }), () => {
      asked = null;
    });
  }

  store.subscribe((state, keys) => {
    if (keys.has('position') || keys.has('base')) {
      const where = state.position && state.base ? standing(shaped(state.base), state.position) : null;
      store.set({ standing: where });
    }
    ['tab', 'draft', 'online'].some((key) => keys.has(key)) && askForPlace(state);
    draw();
  });
  onThemeChange(draw);
  onNews(told);
  showBefore(store);
  async function follow() {
    (await keepLink(location.hash)) ? reload() : store.set({ ...tabOf(location.hash), failure: '', asking: null, moving: false });
    window.scrollTo(0, 0);
  }
  window.addEventListener('hashchange', follow);
  draw();
  location.hash !== opened && follow(); // another link came while the phone's store was read
  installWorker(() => store.set({ updated: true }));
  watchPosition(store);
  forgetOldSent(held.items, Date.now());
  storage().then((found) => store.set({ storage: found }));
  loop = startLoop(({ sending, outcome }) => {
    const fault = (outcome?.others ? null : outcome?.fault) ?? null; // what a former owner's has is not this owner's trouble
    store.set(sending ? { sending } : { sending, fault, online: !['offline', 'server'].includes(fault?.kind) });
  });
  Object.assign(actions, {
    theme: toggleTheme,
    toMe: maps.toMe,
    fitGrids: maps.fitGrids,
    async language(tag) {
      await chooseLanguage(tag);
      maps.relabel();
      draw();
    },
  });
}

start();
