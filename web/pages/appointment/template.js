import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { pageNav } from '../../components/page-nav.js';
import { failure, skeleton } from '../../components/states.js';
import { topbar } from '../../components/topbar.js';
import { t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { entrance } from './entrance.js';
import { ticket } from './ticket.js';
import { waited } from './waited.js';

/** One sheet of paper: the way in, a booking, or a place in the waiting list. */
export const pageTemplate = (page) => html`
  <a class="skip btn btn--primary" href="#title">${t('app.skipToContent')}</a>
  <div class="app app--form">
    ${topbar({ city: page.city, page: 'book', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    <main class="paper"><article class="receipt ticket">${content(page)}</article></main>
    ${pageNav({ page: 'book', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
  </div>`;

function content(page) {
  const { state, actions } = page;
  if (state.opening === 'loading') {
    return html`<h1 class="sr">${t('page.appointment')}</h1>${skeleton(5)}`;
  }
  if (state.opening === 'failed') {
    return html`<h1 class="sr" id="title" tabindex="-1">${t('page.appointment')}</h1>${failure(state.fault, () => actions.open(state.link))}`;
  }
  if (state.booking) {
    return ticket(page);
  }
  return state.entry ? waited(page) : html`${state.opening === 'unknown' ? unknown() : nothing} ${entrance(page)}`;
}

const unknown = () => html`<p class="note note--due" role="alert" id="unknown-link">${icon('warn', '18')}<span><b>${t('appointment.unknown')}</b> ${t('appointment.unknown.text')}</span></p>`;
