import { html, render } from 'lit-html';
import { getJson } from '../../core/api.js';
import { isSupported, t } from '../../core/i18n.js';
import { chooseLanguage, openCityLanguage, openLanguage } from '../../core/language-choice.js';
import { createRedraw } from '../../core/redraw.js';
import { readState } from '../../core/router.js';
import { loadSession, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { createSubmission } from '../../core/submission.js';
import { toggleTheme } from '../../core/theme-choice.js';
import { createPhotos } from '../../components/photos.js';
import { skeleton } from '../../components/states.js';
import { createActions, EMPTY_FORMS } from './actions.js';
import { pageTemplate } from './template.js';

/** Where the page for following a request starts. Number and code come from the form or from a receipt's link. */
const root = document.getElementById('app');
const boot = document.getElementById('boot');

async function start() {
  const address = readState(location.search);
  await openLanguage(address.lang);
  render(html`<main class="boot">${skeleton(3)}</main>`, boot);
  const city = await getJson('/city').catch(() => null);
  if (city) {
    await openCityLanguage(address.lang, city);
  }
  boot.remove();
  open(city);
}

/** A message's link opens the evaluation alone. */
const EVALUATE = 'evaluate=';

/** Code and token stand behind the `#`, so that no server ever logs it. */
function linked() {
  const behind = decodeURIComponent(location.hash.slice(1));
  const token = behind.startsWith(EVALUATE) ? behind.slice(EVALUATE.length) : '';
  return { number: new URLSearchParams(location.search).get('number') ?? '', code: token ? '' : behind, token };
}

function open(city) {
  const store = createStore({ ...linked(), ...EMPTY_FORMS, request: null, link: null, asked: null, refusal: '', pictures: {}, looking: false, errors: {}, fault: null, said: '', online: navigator.onLine });
  const redraw = createRedraw(draw);
  const submission = createSubmission(redraw);
  const photos = createPhotos({ changed: redraw });
  const actions = {
    ...createActions({ store, submission, photos }),
    theme() {
      toggleTheme();
      redraw();
    },
    async language(tag) {
      if (isSupported(tag)) {
        await chooseLanguage(tag);
        redraw();
      }
    },
  };

  function draw() {
    render(pageTemplate({ state: store.get(), city, submission, photos, actions, timeZone: city?.time_zone }), root);
    document.title = `${t('page.follow')} ${t('app.name')}`;
  }

  store.subscribe(redraw);
  onSession(redraw);
  loadSession();
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  window.addEventListener('hashchange', () => {
    store.set(linked());
    store.get().token ? actions.openLink() : actions.look();
  });
  draw();
  const { number, code, token } = store.get();
  if (token) {
    actions.openLink();
  } else if (number && code) {
    actions.look();
  }
}

start();
