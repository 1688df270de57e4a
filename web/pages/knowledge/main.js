import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createModel } from './model.js';
import { content } from './template.js';

/** The knowledge base: search and read; edit for those who may. Words and the open article stand in the address. */
const readAddress = () => {
  const query = new URLSearchParams(location.search);
  return { q: query.get('q') ?? '', code: query.get('code') };
};

async function start() {
  const city = await openPage();
  const store = createStore({ ...readAddress(), form: null, busy: false, error: null, said: '' });
  const model = createModel(store, draw);
  const actions = { ...pageActions(draw), ...model, set: (patch) => store.set(patch) };

  let shown = store.get().code;
  /** An article that was asked for by a click takes the focus as soon as it is there. */
  function focusNew({ code, form }) {
    const title = document.getElementById('article-title');
    if (code === null) {
      shown = null;
    } else if (code !== shown && !form && title) {
      shown = code;
      title.focus();
    }
  }

  function draw() {
    const page = { state: store.get(), city, model, actions, mayEdit: hasRole('administrator', 'supervisor') };
    render(plainFrame({ city, page: 'knowledge', actions, content: content(page) }), document.getElementById('app'));
    document.title = [t('page.knowledge'), t('app.name')].join(' ');
    focusNew(store.get());
  }

  function writeAddress({ q, code }, keys) {
    const query = new URLSearchParams(Object.entries({ q, code }).filter(([, value]) => value));
    const address = location.pathname + (query.size ? `?${query}` : '');
    if (address !== location.pathname + location.search) {
      history[keys.has('code') ? 'pushState' : 'replaceState'](null, '', address);
    }
  }

  store.subscribe(draw);
  store.subscribe((state, keys) => (keys.has('q') || keys.has('code')) && writeAddress(state, keys));
  window.addEventListener('popstate', () => store.set({ ...readAddress(), form: null }));
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start();
}

start();
