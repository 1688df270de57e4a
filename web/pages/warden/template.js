import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { enrolment } from './enrolment.js';
import { mapTab } from './map-tab.js';
import { mineTab } from './mine.js';
import { countOpen, openTasks } from './model.js';
import { queueTab } from './queue.js';
import { reportForm } from './report-form.js';
import { taskPage } from './task-page.js';
import { tasksTab } from './tasks.js';
import { tilesTab } from './tiles.js';

const VIEWS = { map: mapTab, tasks: tasksTab, task: taskPage, report: tilesTab, form: reportForm, queue: queueTab, mine: mineTab };

export function content(page) {
  const { state } = page;
  if (state.wiped) {
    return wiped(page.actions);
  }
  if (state.pending || !state.device) {
    return enrolment(page);
  }
  const view = state.tab === 'form' && !state.draft ? tilesTab : VIEWS[state.tab];
  const bare = ['form', 'task'].includes(state.tab) && view !== tilesTab;
  return html`
    <div class="wp ${bare ? 'wp--bare' : ''}" data-tab=${state.tab}>
      ${view(page)}
      ${bare ? nothing : tabs(state)}
      <div class="toastbox" role="status">${state.toast ? html`<span class="toast">${icon('check', '18')}${state.toast}</span>` : nothing}</div>
    </div>`;
}

function tabs(state) {
  const [open, due] = [countOpen(state), openTasks(state).length];
  const at = (tab) => (state.tab === tab || (tab === 'report' && state.tab === 'form') ? 'page' : nothing);
  return html`
    <nav class="wnav" aria-label=${t('nav.label')}>
      <a href="#map" aria-current=${at('map')}>${icon('map')}${t('field.tab.map')}</a>
      <a href="#tasks" aria-current=${at('tasks')}>${icon('task')}${t('field.tab.tasks')}${due ? html`<span class="wnav__n">${due}<span class="sr">${t('field.tab.tasks.n')}</span></span>` : nothing}</a>
      <a class="wnav__shoot" href="#report" aria-current=${at('report')}><span>${icon('camera')}</span>${t('field.tab.report')}</a>
      <a href="#queue" aria-current=${at('queue')}>${icon('inbox')}${t('field.tab.queue')}${open ? html`<span class="wnav__n wnav__n--calm" id="queued">${open}</span>` : nothing}</a>
      <a href="#mine" aria-current=${at('mine')}>${icon('user')}${t('field.tab.mine')}</a>
    </nav>`;
}

const wiped = (actions) => html`
  <main class="wp wp--alone">
    <div class="empty" id="wiped" role="alert">
      ${icon('lock')}
      <h1>${t('field.wiped')}</h1>
      <p>${t('field.wiped.text')}</p>
      <button type="button" class="btn btn--l" @click=${actions.reloadPage}>${t('field.wiped.again')}</button>
    </div>
  </main>`;
