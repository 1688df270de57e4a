import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { pageNav } from '../../components/page-nav.js';
import { failure } from '../../components/states.js';
import { topbar } from '../../components/topbar.js';
import { t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { byLink } from './by-link.js';
import { request } from './request.js';

/** The whole page: number and code, then the request that they open. */
export const pageTemplate = (page) => html`
  <div class="app app--form">
    ${topbar({ city: page.city, page: 'follow', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    ${page.state.online ? nothing : html`<p class="offline" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b> ${t('follow.offline')}</span></p>`}
    <main class="paper">
      ${page.state.token ? byLink(page) : page.state.request ? request(page) : entry(page)}
    </main>
    ${pageNav({ page: 'follow', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    <p class="sr" role="status">${page.state.looking ? t('state.loading') : page.state.said}</p>
  </div>`;

const entry = ({ state, actions }) => html`
  <form class="receipt entry" novalidate @submit=${actions.look}>
    <header class="intro"><h1>${t('page.follow')}</h1><p>${t('follow.text')}</p></header>
    ${state.said ? html`<p class="note note--info" id="said">${icon('check', '18')}<span>${state.said}</span></p>` : nothing}
    ${textField({ id: 'number', label: t('follow.number'), hint: t('follow.number.hint'), value: state.number, inputmode: 'numeric', maxlength: 40, required: true, error: state.errors.number, onInput: (text) => actions.type('number', text) })}
    ${textField({ id: 'code', label: t('follow.code'), hint: t('follow.code.hint'), value: state.code, maxlength: 40, required: true, error: state.errors.code, onInput: (text) => actions.type('code', text) })}
    <button class="btn btn--primary btn--l" id="look" aria-disabled=${state.looking ? 'true' : 'false'}>${icon('search', '18')}${t(state.looking ? 'follow.looking' : 'follow.look')}</button>
    ${state.fault ? failure(state.fault, actions.look) : nothing}
    <p class="small t3">${t('follow.lost')}</p>
  </form>`;
