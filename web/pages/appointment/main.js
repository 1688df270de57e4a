import { render } from 'lit-html';
import { t } from '../../core/i18n.js';
import { readLink } from '../../core/booking-link.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { createSubmission } from '../../core/submission.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createActions } from './actions.js';
import { BLANK, createModel } from './model.js';
import { pageTemplate } from './template.js';

/** Where the page of a booking starts: by the link of a message, by number and phone, or from one's own list. */
async function start() {
  const city = await openPage();
  const store = createStore({ ...BLANK, link: readLink(location.hash), number: new URLSearchParams(location.search).get('number') ?? '' });
  const submission = createSubmission(draw);
  const model = createModel(store, draw);
  const actions = { ...pageActions(draw), ...createActions({ store, model, submission }) };

  function draw() {
    const state = store.get();
    render(pageTemplate({ state, city, model, submission, actions }), document.getElementById('app'));
    document.title = `${t('page.appointment')} ${t('app.name')}`;
  }

  store.subscribe(draw);
  onSession(draw);
  onThemeChange(draw);
  window.addEventListener('hashchange', () => actions.open(readLink(location.hash)));
  draw();
  actions.open(store.get().link);
}

start();
