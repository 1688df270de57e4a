import { html, nothing } from 'lit-html';
import { currentLanguage, languages, nameOf, nameOfLanguage, t } from '../core/i18n.js';
import { icon } from './icon.js';
import { userMenu } from './user-menu.js';

const PAGES = [
  { id: 'map', href: '/', key: 'page.map' },
  { id: 'book', href: '/book', key: 'page.book' },
  { id: 'report', href: '/report', key: 'page.report' },
  { id: 'follow', href: '/follow', key: 'page.follow' },
  { id: 'courtyard', href: '/courtyard', key: 'page.courtyard' },
  { id: 'knowledge', href: '/knowledge', key: 'page.knowledge' },
  { id: 'statistics', href: '/statistics', key: 'page.statistics' },
  { id: 'reports', href: '/reports', key: 'page.reports' },
  { id: 'desk', href: '/desk', key: 'page.desk' },
];

export const topbar = ({ city, page, theme, onLanguage, onTheme }) => html`
  <header class="topbar">
    <a class="brand" href="/" lang=${currentLanguage()}>${icon('logo')}<span>${t('app.name')}</span>
      ${city ? html`<small>${nameOf(city.name)}</small>` : nothing}</a>
    <nav class="topnav" aria-label=${t('nav.pages')}>
      ${PAGES.map(({ id, href, key }) => html`<a href=${href} aria-current=${id === page ? 'page' : nothing}>${t(key)}</a>`)}
    </nav>
    <span class="push"></span>
    ${languages().filter((tag) => tag !== currentLanguage()).map(
      (tag) => html`<button class="btn btn--quiet" lang=${tag} data-language=${tag} @click=${() => onLanguage(tag)}>${nameOfLanguage(tag)}</button>`,
    )}
    <button class="iconbtn" aria-label=${t(theme === 'dark' ? 'theme.light' : 'theme.dark')} @click=${onTheme}>${icon(theme === 'dark' ? 'sun' : 'moon')}</button>
    ${userMenu()}
  </header>`;
