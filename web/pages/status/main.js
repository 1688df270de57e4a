import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { getJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { createResource } from '../../core/resource.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { content } from './template.js';

const PAUSE = 30_000;

/** How the installation does, for administrators; read again while somebody looks. */
async function start() {
  const city = await openPage();
  if (!hasRole('administrator')) {
    location.replace(loginHref());
    return;
  }
  const state = createResource(draw);
  const load = () => state.load((signal) => getJson('/status', {}, { signal }), { keep: true });
  const actions = { ...pageActions(draw), load };

  function draw() {
    const page = { city, page: 'status', actions, content: content(state, actions, city?.time_zone) };
    render(plainFrame(page), document.getElementById('app'));
    document.title = [t('ops.title'), t('app.name')].join(' ');
  }

  onSession(draw);
  onThemeChange(draw);
  draw();
  load();
  setInterval(() => document.hidden || load(), PAUSE);
}

start();
