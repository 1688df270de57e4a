import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createModel, FRESH } from './model.js';
import { content } from './template.js';

/** Figures from elsewhere: what there is and where it comes from; analysts and administrators publish more. */
async function start() {
  const city = await openPage();
  if (!hasRole('supervisor', 'analyst', 'lead', 'administrator')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({ form: null, file: null, header: null, check: null, errors: {}, fault: null, busy: false, removing: null, opened: new URLSearchParams(location.search).get('dataset'), said: null });
  const model = createModel(store, draw);
  const mayEdit = hasRole('analyst', 'administrator');
  const actions = {
    ...pageActions(draw),
    ...model,
    set: (patch) => store.set(patch),
    /** What is typed makes what was checked worthless. */
    type: (patch) => store.set({ form: { ...store.get().form, ...patch }, check: null, fault: null, errors: {} }),
    begin(of) {
      store.set({ form: of ? { ...FRESH, ...of, dataset: of.id, as_of: '' } : { ...FRESH, level: city?.levels[Math.min(1, city.levels.length - 1)]?.id ?? '' }, file: null, header: null, check: null, errors: {}, fault: null, said: null });
      document.getElementById('form-title')?.focus();
    },
    leave() {
      store.set({ form: null, file: null, header: null, check: null, errors: {}, fault: null });
      document.getElementById('new')?.focus();
    },
    open(id) {
      const opened = store.get().opened === id ? null : id;
      store.set({ opened });
      history.replaceState(null, '', opened ? `?dataset=${encodeURIComponent(opened)}` : location.pathname);
      model.about();
    },
  };

  function draw() {
    render(plainFrame({ city, page: 'datasets', actions, content: content({ state: store.get(), model, actions, city, mayEdit }) }), document.getElementById('app'));
    document.title = [t('page.datasets'), t('app.name')].join(' ');
  }

  store.subscribe(draw);
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start();
}

start();
