import { render } from 'lit-html';
import { isSupported, t } from '../../core/i18n.js';
import { chooseLanguage } from '../../core/language-choice.js';
import { createRedraw } from '../../core/redraw.js';
import { bindToAddress, readState } from '../../core/router.js';
import { currentAccount, hasRole, loadSession, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { createSubmission } from '../../core/submission.js';
import { toggleTheme } from '../../core/theme-choice.js';
import { openCityPage } from '../../components/city-page.js';
import { createSearch } from '../../components/search.js';
import { createActions } from './actions.js';
import { readCaller } from './caller.js';
import { createHolding } from './holding.js';
import { bindMap } from './map-binding.js';
import { createModel } from './model.js';
import { BLANK, stepOf } from './state.js';
import { pageTemplate } from './template.js';

/** Where the page for booking an appointment starts. The map is one way to say where, and may be left alone. */
const root = document.getElementById('app');

/** Who books for themselves is known; staff book for others, so their own name is not filled in. A masked contact is no name. */
const ownName = () => (currentAccount()?.kind === 'citizen' && !currentAccount().name.includes('*') ? currentAccount().name : '');

function open(city, address) {
  let map = null;
  const store = createStore({ ...BLANK, ...address, direct: address.place !== null, online: navigator.onLine, name: ownName(), ...readCaller() });
  const redraw = createRedraw(draw);
  const model = createModel(store, () => {
    map?.refresh();
    redraw();
  });
  const submission = createSubmission(redraw);
  const search = createSearch({ bbox: city.bbox, center: city.center, onPick: (item) => actions.found(item), changed: redraw });
  const holding = createHolding({ store, model, submission, redraw });
  const actions = {
    ...createActions({ store, city, model, submission, holding, getMap: () => map }),
    theme() {
      toggleTheme();
      redraw();
    },
    async language(tag) {
      if (isSupported(tag)) {
        await chooseLanguage(tag);
        map?.relabel();
        map?.refresh();
        redraw();
      }
    },
  };
  let step = null;

  function draw() {
    const state = store.get();
    render(pageTemplate({ state, city, model, submission, search, holding, actions, staff: hasRole('operator') }), root);
    document.title = `${t('page.book')} ${t('app.name')}`;
    goToStep(stepOf(state));
  }

  /** A new step is read from its title on. */
  function goToStep(now) {
    if (step !== null && now !== step) {
      document.querySelector('.panel__body')?.scrollTo(0, 0);
      document.getElementById('step-title')?.focus({ preventScroll: true });
    }
    step = now;
  }

  store.subscribe(redraw);
  onSession(redraw);
  bindToAddress(store);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'F2' && store.get().hold && holding.canExtend()) {
      event.preventDefault();
      holding.extend();
    }
  });
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  draw();
  model.start();
  holding.resume();
  map = bindMap(document.getElementById('map'), store, model, city, redraw, actions);
}

const address = readState(location.search);
openCityPage({ lang: address.lang, title: () => t('page.book'), needs: loadSession, open: (city) => open(city, address) });
