import { html, nothing } from 'lit-html';
import { areaField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { date, dateTime, nameOf, t } from '../../core/i18n.js';
import { currentAccount, loginHref } from '../../core/session.js';
import { faultText, outcomeName, stageClass, stateName, stepName, workName } from './words.js';

const day = (text) => date(new Date(`${text}T12:00:00Z`), 'UTC');

/** One proposal with everything that happened to it, and what the reader may do. */
export const proposal = (page, one) => html`
  <article class="section cy__one" aria-labelledby="cy-proposal">
    <button type="button" class="btn cy__back" id="cy-back" @click=${page.actions.back}>${icon('back', '18')}${t('cy.back')}</button>
    <h2 id="cy-proposal" tabindex="-1">${one.title}</h2>
    <p class="cy__meta"><span class="stage ${stageClass(one)}">${stateName(one)}</span>
      <span class="small t2">${author(page, one)}<i class="md"></i>${date(new Date(one.published_at), page.city.time_zone)}</span></p>
    <p class="cy__words">${one.words}</p>
    ${one.photo ? html`<img class="cy__photo" src=${one.photo} alt=${t('cy.photo', { title: one.title })}>` : nothing}
    <p class="small t2 cy__meta">${icon('pin', '16')}${one.place.words || t(one.place.lon === null ? 'cy.place.whole' : 'cy.place.map')}</p>
    ${answer(one)} ${voice(page, one)}
  </article>
  <section class="section" aria-labelledby="cy-history"><h2 class="section__title" id="cy-history">${t('cy.history')}</h2>
    <ol class="timeline">${one.history.map((each) => step(each, page.city.time_zone))}</ol></section>
  ${report(page, one)}`;

const author = ({ model }, one) => one.nickname ?? t('cy.author', { area: nameOf(model.page.get().data?.name) });

export const step = (each, zone) => html`<li><b>${stepName(each)}</b><time datetime=${each.at}>${dateTime(each.at, zone)}</time>${each.words ? html`<p class="timeline__text">${each.words}</p>` : nothing}</li>`;

const answer = (one) => html`
  ${one.state === 'published' ? html`<p class="note ${one.overdue ? 'note--due' : ''}" id="cy-due">${icon('clock', '18')}<span>${t(one.overdue ? 'cy.overdue' : 'cy.answerBy', { day: day(one.answer_by) })}</span></p>` : nothing}
  ${one.state === 'adopted' && one.overdue ? html`<p class="note note--due" id="cy-left-open">${icon('clock', '18')}<span>${t('cy.overdue.close')}</span></p>` : nothing}
  ${one.work ? html`<p class="note note--info" id="cy-work">${icon('route', '18')}<span>${t(one.work.kind === 'request' ? 'cy.work.request' : 'cy.work.task', { state: workName(one.work) })}</span></p>` : nothing}
  ${one.outcome ? html`<p class="note note--info" id="cy-outcome-shown">${icon('check', '18')}<span>${outcomeName(one.outcome)}</span></p>` : nothing}`;

/** One voice each, to be given and taken back while there is no answer. */
function voice({ model, state, citizen, actions }, one) {
  const own = model.mine.get().data;
  const isMine = own?.proposals.some(({ id }) => id === one.id);
  const supported = own?.supported.includes(one.id);
  const here = own?.residency === 'confirmed' && own.communities.some(({ code }) => code === one.area);
  const open = one.state === 'published';
  return html`<div class="cy__voice"><p class="cy__count" id="cy-count">${icon('users', '18')}<span>${t('cy.voices', { n: one.supports })}</span></p>
    ${open && here && !isMine
      ? html`<button type="button" class="btn ${supported ? '' : 'btn--primary'} btn--l" id="cy-support" aria-pressed=${supported ? 'true' : 'false'} ?disabled=${state.busy} @click=${() => (supported ? actions.takeBack(one.id) : actions.support(one.id, state.draft.tell ?? true))}>
            ${icon(supported ? 'check' : 'up', '18')}${t(supported ? 'cy.support.take' : 'cy.support')}</button>
          ${supported ? nothing : html`<label class="tick"><input type="checkbox" id="cy-tell" .checked=${state.draft.tell ?? true} @change=${(event) => actions.draft({ tell: event.target.checked })}><span>${t('cy.tell')}</span></label>`}`
      : open && isMine
        ? html`<p class="small t2">${t('cy.support.own')}</p>`
        : open && citizen
          ? html`<p class="small t2">${t('cy.support.residents')}</p>`
          : open && currentAccount() === null
            ? html`<a class="btn" href=${loginHref()}>${icon('user', '18')}${t('cy.support.login')}</a>`
            : nothing}</div>`;
}

const report = ({ citizen, state, actions }, one) =>
  citizen
    ? html`<section class="section"><button type="button" class="btn" id="cy-report" aria-expanded=${state.doing === 'report' ? 'true' : 'false'} @click=${() => actions.doing('report')}>${icon('flag', '18')}${t('cy.report')}</button>
        ${state.doing === 'report' ? html`<form class="inc__sub" novalidate @submit=${(event) => { event.preventDefault(); actions.report(one.id); }}>
          ${areaField({ id: 'cy-reason', label: t('cy.report.why'), rows: 3, maxlength: 500, value: state.draft.reason ?? '', required: true, error: state.error ? faultText(state.error) : '', onInput: (reason) => actions.draft({ reason }) })}
          <button class="btn btn--primary" id="cy-report-now" ?disabled=${state.busy}>${t('cy.report.send')}</button></form>` : nothing}</section>`
    : nothing;
