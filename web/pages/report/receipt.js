import { html, nothing } from 'lit-html';
import { emergency } from '../../components/emergency.js';
import { icon } from '../../components/icon.js';
import { pageNav } from '../../components/page-nav.js';
import { qrPicture } from '../../components/qr-picture.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { grouped } from '../../core/request-number.js';
import { frame } from './template.js';

/** What the petitioner keeps: number, query code, and both as a QR code. The code is shown here and never again. */
export const receiptTemplate = (page) => html`
  <div class="app app--form">
    ${frame(page)}
    <main class="paper"><article class="receipt">${head(page)} ${secret(page)} ${outcome(page)} ${next(page)}</article></main>
    ${pageNav({ page: 'report', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
  </div>`;

const head = ({ state: { receipt }, city }) => html`
  <header class="receipt__head">
    <span class="receipt__mark">${icon('check')}</span>
    <div><h1 id="receipt-title" tabindex="-1">${t('receipt.title')}</h1><p class="t2">${t('receipt.text')}</p></div>
  </header>
  ${receipt.diversion?.id === 'emergency_line' ? emergency(city) : nothing}`;

const secret = ({ state: { receipt, qr, copied }, actions }) => html`
  <div class="receipt__secret">
    <dl>
      <dt>${t('follow.number')}</dt><dd class="num" id="receipt-number">${grouped(receipt.number)}</dd>
      <dt>${t('follow.code')}</dt><dd class="num" id="receipt-code">${receipt.query_code}</dd>
    </dl>
    ${qr === null ? html`<div class="qr" aria-hidden="true"></div>` : qrPicture(qr, t('receipt.qr'))}
  </div>
  <div class="note note--due receipt__save">${icon('warn', '18')}<span><b>${t('receipt.save')}</b> ${t('receipt.save.text')}</span></div>
  <div class="receipt__tools noprint">
    <button class="btn btn--l" id="copy" @click=${() => actions.copy(asText(receipt), 'receipt')}>${icon(copied ? 'check' : 'copy', '18')}${t(copied ? 'receipt.copied' : 'receipt.copy')}</button>
    <button class="btn btn--l" @click=${actions.print}>${icon('doc', '18')}${t('receipt.print')}</button>
  </div>
  <p class="sr" role="status">${copied ? t('receipt.copied') : ''}</p>`;

const followLink = ({ number, query_code: code }) => `/follow?number=${number}#${code}`;

const asText = (receipt) => `${t('follow.number')} ${receipt.number}\n${t('follow.code')} ${receipt.query_code}\n${location.origin}/follow`;

function outcome({ state: { receipt }, city }) {
  const rows = [
    [t('receipt.unit'), nameOf(receipt.unit?.name) || nameOf(receipt.diversion?.name)],
    [t('decision.limit'), receipt.deadline ? t('decision.until', { time: dateTime(receipt.deadline, city.time_zone) }) : ''],
    [t('report.where'), receipt.areas.map(({ name }) => nameOf(name)).join(' › ')],
  ].filter(([, value]) => value);
  return html`
    <dl class="kv">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    ${receipt.unit || receipt.diversion ? nothing : html`<p class="small t2">${t('receipt.queued')}</p>`}`;
}

const next = ({ state: { receipt }, actions }) => html`
  <div class="receipt__next noprint">
    <a class="btn btn--primary btn--l" href=${followLink(receipt)}>${icon('history', '18')}${t('page.follow')}</a>
    <button class="btn btn--quiet btn--l" @click=${actions.again}>${t('receipt.again')}</button>
  </div>`;
