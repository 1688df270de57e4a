import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';
import { grouped } from '../../core/request-number.js';
import { forms } from './forms.js';
import { stageName, stageTone, stepName } from './words.js';

/** A request as its petitioner sees it: where it stands, who has it, what was done, what may be done. */
export const request = (page) => html`
  <article class="receipt followed">
    ${head(page)} ${said(page)} ${facts(page)} ${pictures(page)} ${parts(page)} ${timeline(page)} ${page.state.request.follower ? follower(page) : forms(page)}
    <button class="btn btn--quiet btn--l" @click=${page.actions.other}>${icon('search', '18')}${t('follow.other')}</button>
  </article>`;

const head = ({ state: { request } }) => html`
  <header class="followed__head">
    <p class="small t3 num">${t('follow.number')} <span id="request-number">${grouped(request.number)}</span></p>
    <h1 id="request-title" tabindex="-1">${nameOf(request.category?.name) || t('follow.noCategory')}</h1>
    <p class="followed__marks"><span class="stage stage--${stageTone(request.state)}" id="stage">${stageName(request.state)}</span>
      ${request.overdue ? html`<span class="stage stage--over">${t('follow.overdue')}</span>` : nothing}</p>
    ${request.text ? html`<p class="followed__text">${request.text}</p>` : nothing}
  </header>`;

const follower = ({ actions }) => html`
  <p class="note">${icon('info', '18')}<span>${t('follow.follower')}</span></p>
  <button class="btn btn--l" id="stop-following" @click=${actions.stop}>${icon('x', '18')}${t('follow.stop')}</button>`;

const said = ({ state }) => (state.said ? html`<p class="note note--info" id="said">${icon('check', '18')}<span>${state.said}</span></p>` : nothing);

function facts({ state: { request }, timeZone }) {
  const open = !['closed', 'withdrawn', 'answered', 'diverted'].includes(request.state);
  const rows = [
    [t('follow.unit'), nameOf(request.unit?.name) || (open ? t('follow.unit.none') : '')],
    [t('decision.limit'), open && request.deadline ? t('decision.until', { time: dateTime(request.deadline, timeZone) }) : ''],
    [t('follow.outcome'), nameOf(request.outcome?.name)],
    [t('follow.review'), request.review_at ? dateTime(request.review_at, timeZone) : ''],
    [t('report.where'), request.areas.map(({ name }) => nameOf(name)).join(' › ')],
    [t('follow.received'), dateTime(request.received_at, timeZone)],
  ].filter(([, value]) => value);
  return html`<dl class="kv">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

const pictures = ({ state: { request, pictures: urls } }) =>
  request.attachments.length === 0
    ? nothing
    : html`<ul class="photos__row" aria-label=${t('photos.label')}>
        ${request.attachments.map(({ id, kind }, index) => html`<li class="photos__one">${urls[id] ? html`<a href=${urls[id]} target="_blank" rel="noopener"><img src=${urls[id]} alt=${t('photos.one', { n: index + 1 })} /></a>` : nothing}
          ${kind === 'reply' ? html`<span class="photos__state">${t('photos.proof')}</span>` : nothing}</li>`)}
      </ul>`;

/** What staff split off into requests of their own: the same code opens them. */
const parts = ({ state: { request }, actions }) =>
  request.parts.length === 0
    ? nothing
    : html`<section><h2 class="step__title">${t('follow.parts')}</h2>
        <ul>${request.parts.map((number) => html`<li><button class="btn btn--quiet num" @click=${() => actions.part(number)}>${grouped(number)}</button></li>`)}</ul></section>`;

/** The newest first: what one came to see. */
const timeline = ({ state: { request }, timeZone }) => html`
  <section aria-labelledby="steps-title">
    <h2 class="step__title" id="steps-title">${t('follow.steps')}</h2>
    <ol class="timeline" reversed>
      ${[...request.steps].reverse().map(
        ({ at, action, text }, index) => html`<li class=${index === 0 ? 'is-on' : ''}>
          <b>${stepName(action)}</b> <time class="num" datetime=${at}>${dateTime(at, timeZone)}</time>
          ${text ? html`<p class="timeline__text">${text}</p>` : nothing}
        </li>`,
      )}
    </ol>
  </section>`;
