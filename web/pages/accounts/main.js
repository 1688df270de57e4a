import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createModel, EMPTY_PERSON, TABS } from './model.js';
import { content } from './template.js';

/** Accounts for administrators; of supervisors the audit of their units, and who asks to open more contacts. */
function tabOf(search) {
  const wanted = new URLSearchParams(search).get('tab');
  if (!hasRole('administrator')) {
    return wanted === 'openings' ? wanted : 'audit';
  }
  return Object.hasOwn(TABS, wanted) ? wanted : 'accounts';
}

async function start() {
  const city = await openPage();
  if (!hasRole('administrator', 'supervisor')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({ tab: tabOf(location.search), q: '', role: '', action: '', form: null, service: null, issued: null, busy: false, error: null, key: null, person: EMPTY_PERSON });
  const model = createModel(store, draw);
  const actions = {
    ...pageActions(draw),
    ...model,
    set: (patch) => store.set(patch),
    tab(tab) {
      history.replaceState(null, '', `?tab=${tab}`);
      model.list.clear();
      store.set({ tab, form: null, service: null, issued: null, error: null, person: EMPTY_PERSON });
    },
  };

  function draw() {
    const page = { city, page: 'accounts', actions, content: content(store.get(), model.list.get(), actions, city?.time_zone) };
    render(plainFrame(page), document.getElementById('app'));
    document.title = [t('accounts.title'), t('app.name')].join(' ');
  }

  store.subscribe(draw);
  store.subscribe((_, keys) => ['tab', 'q', 'role', 'action'].some((key) => keys.has(key)) && model.load());
  store.subscribe((state, keys) => ['form', 'service', 'issued'].some((key) => keys.has(key) && state[key]) && document.getElementById('editor')?.scrollIntoView({ block: 'nearest' }));
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.load();
}

start();
