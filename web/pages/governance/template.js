import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { correctionsTab } from './corrections.js';
import { driversTab } from './drivers.js';
import { faultNote } from './parts.js';
import { risksTab } from './risks.js';
import { taskForm, tasksTab } from './tasks.js';

const tabs = () => [['risks', t('gov.tab.risks'), risksTab], ['tasks', t('gov.tab.tasks'), tasksTab], ['corrections', t('gov.tab.corrections'), correctionsTab], ['drivers', t('gov.drivers'), driversTab]];

export function content(page) {
  const tab = page.model.tab();
  const [, , draw] = tabs().find(([id]) => id === tab) ?? tabs()[0];
  return html`<div class="wide insights wardens gov">
    <header class="insights__head"><h1>${t('page.governance')}</h1></header>
    <nav class="wardens__tabs" aria-label=${t('gov.tabs')}>${tabs().map(([id, text]) => html`<button id="tab-${id}" aria-current=${id === tab ? 'page' : nothing} @click=${() => page.actions.tab(id)}>${text}</button>`)}</nav>
    <p class="sr" role="status" id="said">${page.state.said}</p>
    ${page.state.said ? html`<p class="gov__said" aria-hidden="true">${icon('check', '18')}${page.state.said}</p>` : nothing}
    ${faultNote(page.state)}
    ${page.state.form ? taskForm(page) : nothing}
    ${draw(page)}
  </div>`;
}
