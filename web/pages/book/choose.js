import { html, nothing } from 'lit-html';
import { t } from '../../core/i18n.js';
import { halls } from './halls.js';
import { holdBar } from './hold-bar.js';
import { matterChoice } from './matters.js';
import { where } from './where.js';

/** Three questions in one column: what, where, at which hall. */
export const choose = (page) => html`
  <div class="panel__body">
    <header class="section intro">
      <h1 id="step-title" tabindex="-1">${t('page.book')}</h1>
      <p>${t('book.text')}</p>
      <p><a href="/appointment">${t('book.manage')}</a></p>
    </header>
    ${matterChoice(page)} ${where(page)} ${halls(page)}
  </div>
  ${page.state.hold ? holdBar(page) : nothing}`;
