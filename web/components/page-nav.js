import { html, nothing } from 'lit-html';
import { currentLanguage, languages, nameOfLanguage, t } from '../core/i18n.js';
import { icon } from './icon.js';

const PAGES = [
  { id: 'map', href: '/', key: 'nav.map', glyph: 'map' },
  { id: 'book', href: '/book', key: 'nav.book', glyph: 'calendar' },
  { id: 'report', href: '/report', key: 'nav.report', glyph: 'flag' },
  { id: 'follow', href: '/follow', key: 'nav.follow', glyph: 'history' },
];

/** The foot of pages with one pane on a phone: the citizens' pages, language, theme. */
export const pageNav = ({ page, theme, onLanguage, onTheme }) => html`
  <nav class="bottomnav" aria-label=${t('nav.pages')}>
    ${PAGES.map(({ id, href, key, glyph }) => html`<a href=${href} aria-current=${id === page ? 'page' : nothing}>${icon(glyph)}${t(key)}</a>`)}
    ${languages().filter((tag) => tag !== currentLanguage()).map(
      (tag) => html`<button type="button" lang=${tag} data-language=${tag} @click=${() => onLanguage(tag)}><span class="bottomnav__letter" aria-hidden="true">${nameOfLanguage(tag).charAt(0)}</span>${nameOfLanguage(tag)}</button>`,
    )}
    <button type="button" @click=${onTheme}>${icon(theme === 'dark' ? 'sun' : 'moon')}${t(theme === 'dark' ? 'theme.light.short' : 'theme.dark.short')}</button>
  </nav>`;
