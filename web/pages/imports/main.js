import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createModel, SKELETON } from './model.js';
import { content } from './template.js';

/** Files of requests that other systems kept, for administrators; the run that is open is in the address. */
async function start() {
  const city = await openPage();
  if (!hasRole('administrator')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({ open: new URLSearchParams(location.search).get('run'), file: null, mapping: '', yaml: SKELETON, dryRun: true, sending: false, errors: {}, fault: null });
  const model = createModel(store, draw);
  const actions = {
    ...pageActions(draw),
    ...model,
    set: (patch) => store.set({ ...patch, errors: {}, fault: null }),
    toggle(id) {
      const open = store.get().open === id ? null : id;
      store.set({ open });
      history.replaceState(null, '', open ? `?run=${encodeURIComponent(open)}` : location.pathname);
      model.about();
    },
  };

  function draw() {
    render(plainFrame({ city, page: 'imports', actions, content: content(store.get(), model, actions, city?.time_zone) }), document.getElementById('app'));
    document.title = [t('imports.title'), t('app.name')].join(' ');
  }

  store.subscribe(draw);
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start();
}

start();
