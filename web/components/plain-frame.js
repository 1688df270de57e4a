import { html, nothing } from 'lit-html';
import { currentLanguage, languages, nameOfLanguage, t } from '../core/i18n.js';
import { currentAccount, loginHref } from '../core/session.js';
import { currentTheme } from '../core/theme-choice.js';
import { filings } from './filings.js';
import { icon } from './icon.js';
import { topbar } from './topbar.js';

/** The frame of a page without a map: top bar, one scrolling column, on a phone the bar at the foot. */
export const plainFrame = ({ city, page, actions, content }) => html`
  <a class="skip btn btn--primary" href="#content">${t('app.skipToContent')}</a>
  <div class="app app--plain">
    ${topbar({ city, page, theme: currentTheme(), onLanguage: actions.language, onTheme: actions.theme })}
    <main class="plain" id="content" tabindex="-1">${content}${city?.filings?.length ? html`<footer class="plain__foot">${filings(city)}</footer>` : nothing}</main>
    <nav class="bottomnav" aria-label=${t('nav.label')}>
      <a href="/">${icon('map')}${t('nav.map')}</a>
      ${languages().filter((tag) => tag !== currentLanguage()).map(
        (tag) => html`<button lang=${tag} data-language=${tag} @click=${() => actions.language(tag)}><span class="bottomnav__letter" aria-hidden="true">${nameOfLanguage(tag).charAt(0)}</span>${nameOfLanguage(tag)}</button>`,
      )}
      <button @click=${actions.theme}>${icon(currentTheme() === 'dark' ? 'sun' : 'moon')}${t(currentTheme() === 'dark' ? 'theme.light.short' : 'theme.dark.short')}</button>
      <a href=${currentAccount() ? '/login' : loginHref()} aria-current=${page === 'login' ? 'page' : nothing}>${icon('user')}${currentAccount() ? t('user.mine') : t('user.login')}</a>
    </nav>
  </div>`;
