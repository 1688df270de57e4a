import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { failure, skeleton } from '../../components/states.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';
import { grouped } from '../../core/request-number.js';
import { evaluationFields, frame } from './forms.js';

/** What a message's link opens: one evaluation, without number and query code. Each state of the link has its own words. */
export const byLink = (page) => html`<article class="receipt followed">${(STATES[page.state.link] ?? waiting)(page)}</article>`;

const waiting = () => skeleton(3);

const STATES = {
  open: (page) => html`${head(page)} ${form(page)}`,
  done: (page) => html`${title(t('follow.evaluated'))} ${toCode(page)}`,
  refused: (page) => html`${title(page.state.refusal)} <p>${t('follow.link.instead')}</p> ${toCode(page)}`,
  failed: ({ state, actions }) => failure(state.fault, actions.openLink),
};

const title = (words) => html`<h1 id="link-title" tabindex="-1">${words}</h1>`;

const toCode = ({ actions }) => html`<button class="btn btn--quiet btn--l" id="by-code" @click=${actions.byCode}>${icon('search', '18')}${t('follow.link.byCode')}</button>`;

const head = ({ state: { asked }, timeZone }) => html`
  <header class="followed__head">
    <p class="small t3 num">${t('follow.number')} <span id="request-number">${grouped(asked.number)}</span></p>
    ${asked.reply ? html`<p class="followed__text" id="asked-reply">${asked.reply}</p>` : nothing}
    <p class="small t3">${[nameOf(asked.unit?.name), asked.handled_at ? dateTime(asked.handled_at, timeZone) : ''].filter(Boolean).join(t('list.separator'))}</p>
  </header>`;

const form = (page) =>
  frame(page, { action: 'call_back', title: t('follow.evaluate'), submit: 'follow.evaluate.submit', onSubmit: page.actions.evaluateByLink, cancel: false, content: evaluationFields(page) });
