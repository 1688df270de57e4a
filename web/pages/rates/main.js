import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { bindAddress, readAddress } from './address.js';
import { createModel } from './model.js';
import { content } from './template.js';

/** The three rates: who works how well, and the requests behind every number. */
async function start() {
  const city = await openPage();
  if (!hasRole('supervisor', 'analyst', 'lead', 'administrator')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({ ...readAddress(location.search), busy: false, error: null });
  const maySeeDispatch = hasRole('dispatcher', 'supervisor', 'analyst', 'administrator');
  const model = createModel(store, draw, maySeeDispatch);
  const actions = { ...pageActions(draw), set: (patch) => store.set(patch), open, close, download: model.download };
  let opener = null;

  /** A number was asked for: its requests take the focus, and leaving them gives it back. */
  function open(of, counting) {
    opener = `n-${of}-${counting}`;
    store.set({ of, counting });
    document.getElementById('behind-title')?.focus();
  }

  function close() {
    store.set({ of: null, counting: null });
    document.getElementById(opener ?? '')?.focus();
  }

  function draw() {
    render(plainFrame({ city, page: 'rates', actions, content: content({ state: store.get(), city, model, actions }) }), document.getElementById('app'));
    document.title = [t('page.rates'), t('app.name')].join(' ');
  }

  store.subscribe(draw);
  bindAddress(store);
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start(city?.levels ?? [{ id: 'district' }]);
}

start();
