import { render } from 'lit-html';
import { drawQr } from '../../core/api.js';
import { isSupported, nameOf, t } from '../../core/i18n.js';
import { chooseLanguage } from '../../core/language-choice.js';
import { createRedraw } from '../../core/redraw.js';
import { readState } from '../../core/router.js';
import { loadSession, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { createSubmission } from '../../core/submission.js';
import { toggleTheme } from '../../core/theme-choice.js';
import { createAreaChoice } from '../../components/area-choice.js';
import { createCategoryPicker } from '../../components/category-picker.js';
import { openCityPage } from '../../components/city-page.js';
import { createFurtherPlace } from '../../components/further-place.js';
import { createPhotos } from '../../components/photos.js';
import { createSearch } from '../../components/search.js';
import { createActions } from './actions.js';
import { createFollowing } from './following.js';
import { forgetReceipt, loadDraft, loadReceipt, saveDraft } from './draft.js';
import { bindMap } from './map-binding.js';
import { createModel } from './model.js';
import { receiptTemplate } from './receipt.js';
import { pageTemplate } from './template.js';

/** Where the page for reporting starts. It works without the map: that is one of several ways to say where. */
const root = document.getElementById('app');

/** A link may say where and what: that wins over what was typed before. */
function linked({ lon, lat, accuracy, category }) {
  const where = lon === null ? {} : { mode: 'point', kind: accuracy ? 'gps' : 'pin', lon, lat, accuracy, placeName: null, areaKey: null };
  return { ...where, ...(category ? { category } : {}) };
}

function open(city, address) {
  const link = linked(address);
  Object.keys(link).length > 0 && forgetReceipt();
  let map = null;
  const store = createStore({
    ...loadDraft(), ...link,
    name: '', phone: '', email: '', anonymous: false, errors: {}, refusal: '',
    online: navigator.onLine, locating: false, locateFault: '', own: null, tilesFailed: false, announcement: '',
    receipt: loadReceipt(), qr: null, copied: '',
    following: null, followed: {}, followContact: '', followFault: '',
  });
  const redraw = createRedraw(draw);
  const model = createModel(store, () => {
    map?.refresh();
    announce();
    redraw();
  });
  const submission = createSubmission(redraw);
  const following = createSubmission(redraw);
  const search = createSearch({ bbox: city.bbox, center: city.center, onPick: (item) => actions.found(item), changed: redraw });
  const photos = createPhotos({ changed: redraw, onPosition: (point) => actions.placedByPhoto(point) });
  const picker = createCategoryPicker({ onChoose: (category) => actions.chooseCategory(category), changed: redraw });
  const areaChoice = createAreaChoice({ levels: city.levels, onChoose: (named) => actions.chooseArea(named), changed: redraw });
  const further = createFurtherPlace({ levels: city.levels, onChange: (next) => store.set({ further: next }), changed: redraw });
  const actions = {
    ...createActions({ store, city, model, submission, photos, getMap: () => map }),
    ...createFollowing({ store, following }),
    theme() {
      toggleTheme();
      redraw();
    },
    async language(tag) {
      if (isSupported(tag)) {
        await chooseLanguage(tag);
        map?.relabel();
        redraw();
      }
    },
  };

  function draw() {
    const state = store.get();
    const page = { state, city, model, submission, following, search, photos, picker, areaChoice, further, actions };
    state.receipt && dropMap();
    render(state.receipt ? receiptTemplate(page) : pageTemplate(page), root);
    document.title = `${t(state.receipt ? 'receipt.title' : 'page.report')} ${t('app.name')}`;
  }

  function dropMap() {
    map?.remove();
    map = null;
  }

  /** Tells a screen reader what a place came to. */
  function announce() {
    const { status, data } = model.answer.get();
    if (status === 'ready') {
      const areas = data.resolution.areas.map(({ name }) => nameOf(name)).join(' ');
      store.set({ announcement: [areas || t('place.outside'), nameOf(data.decision?.unit?.name)].filter(Boolean).join(' ') });
    }
  }

  /** The code travels behind the `#`, which browsers send to no server. */
  async function showQr({ number, query_code: code }) {
    const link = `${location.origin}/follow?number=${number}#${code}`;
    store.set({ qr: await drawQr(link).catch(() => '') });
  }

  store.subscribe(redraw);
  onSession(redraw);
  loadSession();
  store.subscribe((state, keys) => (keys.has('receipt') ? state.receipt && showQr(state.receipt) : state.receipt || saveDraft(state)));
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  draw();
  if (store.get().receipt) {
    showQr(store.get().receipt);
    return;
  }
  model.start();
  map = bindMap(document.getElementById('map'), store, model, city, redraw);
}

const address = readState(location.search);
openCityPage({ lang: address.lang, title: () => t('page.report'), open: (city) => open(city, address) });
