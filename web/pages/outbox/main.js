import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createModel, filtersOf, searchOf } from './model.js';
import { content } from './template.js';

/** The outbox, for administrators; the filters are in the address. */
async function start() {
  const city = await openPage();
  if (!hasRole('administrator')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({ ...filtersOf(location.search), open: null, error: null });
  const model = createModel(store, draw);
  const actions = {
    ...pageActions(draw),
    ...model,
    filter(patch) {
      store.set({ ...patch, open: null, error: null });
      history.replaceState(null, '', location.pathname + searchOf(store.get()));
      model.load();
    },
  };

  function draw() {
    const page = { city, page: 'outbox', actions, content: content(store.get(), model, actions, city?.time_zone) };
    render(plainFrame(page), document.getElementById('app'));
    document.title = [t('outbox.title'), t('app.name')].join(' ');
  }

  store.subscribe(draw);
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.load();
}

start();
