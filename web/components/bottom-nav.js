import { html, nothing } from 'lit-html';
import { currentLanguage, languages, nameOfLanguage, t } from '../core/i18n.js';
import { currentAccount, loginHref } from '../core/session.js';
import { icon } from './icon.js';

/** The switch at a phone's foot: list or map, language, theme. `view` is `list` or `map`. */
export const bottomNav = ({ view, theme, onView, onLanguage, onTheme }) => html`
  <nav class="bottomnav" aria-label=${t('nav.label')}>
    <button aria-current=${view === 'list' ? 'page' : nothing} @click=${() => onView('list')}>${icon('list')}${t('nav.list')}</button>
    <button aria-current=${view === 'map' ? 'page' : nothing} @click=${() => onView('map')}>${icon('map')}${t('nav.map')}</button>
    <a href="/report">${icon('flag')}${t('nav.report')}</a>
    ${languages().filter((tag) => tag !== currentLanguage()).map(
      (tag) => html`<button lang=${tag} data-language=${tag} @click=${() => onLanguage(tag)}><span class="bottomnav__letter" aria-hidden="true">${nameOfLanguage(tag).charAt(0)}</span>${nameOfLanguage(tag)}</button>`,
    )}
    <button @click=${onTheme}>${icon(theme === 'dark' ? 'sun' : 'moon')}${t(theme === 'dark' ? 'theme.light.short' : 'theme.dark.short')}</button>
    <a href=${currentAccount() ? '/login' : loginHref()}>${icon('user')}${currentAccount() ? t('user.mine') : t('user.login')}</a>
  </nav>`;
