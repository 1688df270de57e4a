import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { currentSession, loadSession, logOut, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { blank, createModel, stepOf } from './model.js';
import { content } from './template.js';

/** The login page; for who is logged in, the own account. */
const query = new URLSearchParams(location.search);

/** Only a path of this server: a link must not lead from our login to another site. */
function returnTo() {
  const wanted = query.get('return_to') ?? '';
  return /^\/(?!\/|\\)/.test(wanted) && !wanted.startsWith('/login') ? wanted : null;
}

async function start() {
  const city = await openPage();
  const store = createStore({ ...blank(), step: stepOf(), refused: query.get('error'), tab: query.get('tab') === 'citizen' ? 'citizen' : 'staff' });
  const goOn = () => (returnTo() ? location.assign(returnTo()) : store.set({ step: 'mine' }));
  const model = createModel(store, goOn);
  const actions = {
    ...pageActions(draw),
    ...model,
    goOn,
    set: (patch) => store.set(patch),
    tab: (tab) => store.set({ ...blank(), tab, step: 'enter', refused: null }),
    async leave(everywhere) {
      await logOut(everywhere);
      store.set({ ...blank(), step: 'enter' });
    },
    async afterRecovery() {
      await loadSession();
      store.set({ recovery: null, step: stepOf() });
      goOn();
    },
    providerHref: (provider) => `${provider.path}${returnTo() ? `?return_to=${encodeURIComponent(returnTo())}` : ''}`,
  };
  let step = store.get().step;

  function draw() {
    const page = { city, page: 'login', actions, content: content(store.get(), currentSession(), actions) };
    render(plainFrame(page), document.getElementById('app'));
    document.title = [t(currentSession()?.account ? 'login.mine' : 'login.title'), t('app.name')].join(' ');
    if (store.get().step !== step) {
      step = store.get().step;
      document.querySelector('#content form input:not([type=hidden]), #content h1')?.focus();
    }
  }

  store.subscribe(draw);
  onSession(draw);
  onThemeChange(draw);
  draw();
  document.querySelector('#content form input')?.focus();
}

start();
