import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, failure, skeleton } from '../../components/states.js';
import { dateTime, nameOf, percent, t } from '../../core/i18n.js';
import { actionForm } from './action-form.js';
import { pointIn } from './place-input.js';
import { pill, title } from './queue.js';
import { actionName, inputName, left, stateName, termName, termOf, wayName } from './words.js';

/** Everything about the open request, and what can be done. */
export function detail(page) {
  const found = page.model.detail.get();
  return html`
    <section class="panel desk__detail" aria-label=${t('desk.detail')}>
      ${found.status === 'error' ? failure(found.error, page.model.reload) : found.data ? content(page, found.data) : page.state.number ? skeleton(6, found.slow) : nothingOpen()}
    </section>`;
}

const nothingOpen = () => empty({ glyph: 'list', title: t('desk.pick'), text: t('desk.pick.text') });

const content = (page, data) => html`
  ${head(page, data)}
  <div class="panel__body" id="detail-body" tabindex="0" role="region" aria-label=${t('desk.view.detail')}>
    ${page.model.claimedByOthers() ? html`<div class="section section--note"><p class="note note--due" role="status">${icon('users', '18')}<span>${t('desk.claimed')}</span></p></div>` : nothing}
    <section class="section"><p class="quote">${data.text ?? t('desk.sealed')}</p>
      <p class="small t3">${data.request.areas.map(({ name }) => nameOf(name)).join(' › ')}${data.address ? html`<i class="md"></i>${data.address}` : nothing}</p>
      ${data.answers.length === 0 ? nothing : html`<dl class="answers">${data.answers.map(({ question, answers }) => html`<div><dt>${nameOf(question)}</dt><dd>${answers.map(nameOf).join(t('list.separator'))}</dd></div>`)}</dl>`}
      ${data.request.unit ? html`<p class="small">${t('desk.with')} <b>${nameOf(data.request.unit.name)}</b></p>` : nothing}
      ${data.request.extension_asked ? html`<p class="note note--due" id="extension-asked">${icon('clock', '18')}<span>${t('desk.extensionAsked', { time: dateTime(data.request.extension_asked, page.timeZone) })}</span></p>` : nothing}
      ${data.request.review_at ? html`<p class="note" id="review-at">${icon('clock', '18')}<span>${t('desk.reviewAt', { time: dateTime(data.request.review_at, page.timeZone) })}</span></p>` : nothing}
    </section>
    ${foundBy(page, data.found)}
    ${page.nearIncidents.view(data, page.timeZone)} ${related(page, data.related)} ${page.similar.view(data, page.actions)}
    ${files(data.attachments)} ${contact(page, data)} ${why(data.decisions?.shown ?? [])} ${parties(page, data.parties)} ${callbacks(page, data.callbacks)} ${timeline(page, data.history)} ${page.publication.view(data)}
  </div>
  <footer class="dfoot">${page.state.action === 'split' ? page.split.view(page) : page.state.action ? actionForm(page, data) : buttons(page, data.actions)}</footer>`;

const head = (page, { request, clocks }) => html`
  <header class="dhead">
    <div class="dhead__row"><button class="iconbtn phoneonly" aria-label=${t('desk.back')} @click=${() => page.actions.view('list')}>${icon('back')}</button>
      <span class="num small t2">${request.number}</span>
      <button class="iconbtn" aria-label=${t('desk.copy')} @click=${() => page.actions.copy(request.number)}>${icon('copy', '16')}</button>
      ${pill(request)} ${request.urgency ? html`<span class="badge">${termOf(page.table?.terms.urgency_classes ?? [], request.urgency)}</span>` : nothing}
      ${request.supervised ? html`<span class="badge">${t('desk.supervised')}</span>` : nothing}
    </div>
    <h1>${title(request)}</h1>
  </header>
  ${clocks.length === 0 ? nothing : html`<dl class="clocks">${clocks.map((clock) => clockRow(clock, request, page))}</dl>`}`;

function clockRow({ clock, due_at: due, paused }, request, { now, timeZone }) {
  const from = Date.parse(request.dispatched_at ?? request.received_at);
  const passed = due ? Math.min(100, Math.max(0, Math.round(((now - from) / (Date.parse(due) - from)) * 100))) : 0;
  return html`<div><dt>${termName(clock)}</dt>
    <dd><b class=${due && Date.parse(due) < now ? 'q__left--over' : ''}>${paused ? t('desk.paused') : left(due, now)}</b>
      <progress max="100" value=${passed} aria-label=${termName(clock)}></progress><small>${due ? dateTime(due, timeZone) : ''}</small></dd></div>`;
}

/** When a warden found it, beside when it arrived, and what does not fit together. */
const foundBy = ({ timeZone }, found) =>
  !found
    ? nothing
    : html`<section class="section" id="found"><h2 class="section__title">${icon('pin', '18')}${t('desk.found')}</h2>
        <dl class="kv"><dt>${t('desk.found.at')}</dt><dd><time datetime=${found.found_at}>${dateTime(found.found_at, timeZone)}</time></dd>
          <dt>${t('desk.found.arrived')}</dt><dd><time datetime=${found.arrived_at}>${dateTime(found.arrived_at, timeZone)}</time></dd></dl>
        ${marks(found).length === 0 ? nothing : html`<p class="small">${marks(found).map((mark) => html`<span class="badge">${mark}</span> `)}</p>`}</section>`;

const marks = (found) =>
  [
    found.settled && t('desk.found.settled'),
    found.outside && t('desk.found.outside'),
    found.exif_differs && t('desk.found.exif'),
    found.moved && t('desk.found.moved'),
    found.doubtful && t('desk.found.doubtful'),
    Math.abs(found.clock_off_s) >= 120 && t('desk.found.clock', { minutes: Math.round(found.clock_off_s / 60) }),
  ].filter(Boolean);

/** What it follows or is a part of, and what follows it. */
const related = ({ actions }, list) =>
  list.length === 0
    ? nothing
    : html`<section class="section"><h2 class="section__title">${icon('copy', '18')}${t('desk.related')}</h2>
        <ul class="why">${list.map((each) => html`<li><button class="grow similar" @click=${() => actions.open(each.number)}><b>${nameOf(each.category?.name) || each.number}</b> <span class="t3">${nameOf(each.unit?.name)}</span></button>
          <span class="badge">${termName(each.relation ?? 'duplicate')}</span><span class="pill pill--idle">${stateName(each.state)}</span></li>`)}</ul></section>`;

/** Small ones; each opens whole. */
const files = (list) =>
  list.length === 0
    ? nothing
    : html`<section class="section"><ul class="photos__row" aria-label=${t('photos.label')}>
        ${list.map(({ id, kind, type }, index) => html`<li class="photos__one"><a href="/api/v1/attachments/${id}" target="_blank" rel="noopener">
          ${type.startsWith('image/') ? html`<img src="/api/v1/attachments/${id}/thumbnail" alt=${t('photos.one', { n: index + 1 })} />` : icon('doc')}</a>
          ${kind === 'request' ? nothing : html`<span class="photos__state">${kind === 'reply' ? t('photos.proof') : t('photos.note')}</span>`}</li>`)}
      </ul></section>`;

/** Closed until somebody says why it must be opened. */
function contact({ state, actions }, { request, identity_sealed: sealed }) {
  const opened = state.contact?.number === request.number ? state.contact : null;
  if (request.anonymous) {
    return html`<section class="section"><p class="small t3">${t('desk.anonymous')}</p></section>`;
  }
  if (sealed) {
    return html`<section class="section"><p class="note" id="identity-sealed">${icon('user', '18')}<span>${t('desk.contact.sealed')}</span></p></section>`;
  }
  return opened
    ? html`<section class="section" id="contact"><dl class="kv">${[['report.name', opened.name], ['report.phone', opened.phone], ['report.email', opened.email], ['report.address', opened.address]]
        .filter(([, value]) => value)
        .map(([name, value]) => html`<dt>${t(name)}</dt><dd>${value}</dd>`)}</dl></section>`
    : html`<section class="section"><details class="considered"><summary>${icon('user', '18')}${t('desk.contact')}</summary>
        <form class="aform__row" @submit=${(event) => actions.openContact(event, request)}>
          <input class="input grow" name="reason" maxlength="200" required aria-label=${t('desk.contact.reason')} placeholder=${t('desk.contact.reason')} />
          <button class="btn">${t('desk.contact.open')}</button></form></details></section>`;
}

/** The newest decision of the catalogue: each is a JSON document of its own. */
function why(shown) {
  if (shown.length === 0) {
    return nothing;
  }
  const decision = JSON.parse(shown[0]);
  return html`
    <section class="section">
      <h2 class="section__title">${icon('rule', '18')}${t('desk.why')}<span class="more t3">${decision.catalogue_version}</span></h2>
      <p class="small">${nameOf(decision.explanation)}</p>
      <ul class="why">
        ${(decision.alternatives ?? []).map((side) => html`<li>${icon('target', '16')}<span class="grow">${nameOf(side.name)}<i class="md"></i><b>${nameOf(side.unit_name)}</b></span><span class="num">${percent(side.share)}</span></li>`)}
        ${(decision.considered ?? []).map((rule) => html`<li>${icon(rule.won ? 'check' : 'minus', '16')}<span class="grow"><b>${nameOf(rule.title) || rule.rule}</b><small>${nameOf(rule.because)}</small></span></li>`)}
      </ul>
    </section>`;
}

const parties = ({ now, timeZone }, list) =>
  list.length === 0
    ? nothing
    : html`<section class="section"><h2 class="section__title">${icon('users', '18')}${t('desk.parties')}</h2>
        <ul class="why">${list.map((party) => html`<li><span class="grow"><b>${nameOf(party.unit?.name)}</b>${partyFacts(party, now, timeZone)}</span><span class="badge">${termName(party.role)}</span><span class="pill pill--${party.status === 'reported' ? 'done' : 'idle'}">${termName(party.status)}</span></li>`)}</ul></section>`;

/** Until when it is asked, and what the two said of each other. */
function partyFacts({ due_at: due, answered_at: answeredAt, score_by_lead: ofIt, score_of_lead: ofLead }, now, timeZone) {
  const late = due && !answeredAt && Date.parse(due) < now;
  return html`${due && !answeredAt ? html`<small class=${late ? 'q__left--over' : ''}>${t('desk.party.due', { time: dateTime(due, timeZone) })}${late ? html`<i class="md"></i>${left(due, now)}` : nothing}</small>` : nothing}
    ${ofIt ? html`<small>${t('desk.party.scored', { score: ofIt })}</small>` : nothing} ${ofLead ? html`<small>${t('desk.party.scores', { score: ofLead })}</small>` : nothing}`;
}

/** Every answer is kept; the one that counts says so. */
const callbacks = ({ timeZone }, list) =>
  list.length === 0
    ? nothing
    : html`<section class="section" id="callbacks"><h2 class="section__title">${icon('check', '18')}${t('desk.callbacks')}</h2>
        <ul class="why">${list.map((each) => html`<li><span class="grow"><b>${wayName(each.way)}</b> <time class="t3" datetime=${each.at}>${dateTime(each.at, timeZone)}</time><small>${answered(each)}</small></span>
          ${each.counts ? html`<span class="badge">${t('desk.callbacks.counts')}</span>` : nothing}</li>`)}</ul></section>`;

const answered = ({ unreached, contacted, solved, satisfaction }) =>
  unreached
    ? termName(unreached)
    : [t(contacted ? 'desk.callbacks.contacted' : 'desk.callbacks.notContacted'), termName(solved ? 'solved' : 'not_solved'), termName(satisfaction)].join(t('list.separator'));

const timeline = ({ timeZone, actions }, history) =>
  history.length === 0
    ? nothing
    : html`<section class="section"><h2 class="section__title">${icon('history', '18')}${t('desk.history')}</h2>
        <ol class="timeline">${[...history].reverse().map((event) => html`<li>
          <b>${actionName(event.action)}</b> <time datetime=${event.at}>${dateTime(event.at, timeZone)}</time>
          <small>${actor(event)}</small>
          ${Object.entries(event.texts).filter(([name]) => name !== 'address').map(([name, text]) => html`<p class="timeline__text"><span class="sr">${inputName(name)}</span>${text}${name === 'evidence' ? onMap(pointIn(text), actions) : nothing}</p>`)}
        </li>`)}</ol></section>`;

/** Evidence that is a point is looked at where it is. */
const onMap = (point, actions) =>
  point ? html` <button class="btn btn--s" data-evidence @click=${() => actions.showPlace(point)}>${icon('pin', '16')}${t('desk.place.show')}</button>` : nothing;

const actor = ({ actor: who, unit }) => [who.startsWith('account:') ? t('desk.staff') : termName(who), unit].filter(Boolean).join(t('list.separator'));

/** What is done most stands first; the rest folds away. */
const FIRST = ['accept', 'dispatch', 'redirect', 'uphold', 'contact', 'handle', 'report_in', 'assist', 'call_back', 'attempt', 'resume'];
/** Has a place of its own. */
const ELSEWHERE = ['undo'];

function buttons({ actions, table }, possible) {
  const offered = table ? possible.filter((action) => !ELSEWHERE.includes(action)) : [];
  const first = FIRST.filter((action) => offered.includes(action)).slice(0, 3);
  const rest = offered.filter((action) => !first.includes(action));
  return html`<div class="dacts">
    ${first.map((action, index) => html`<button class="btn ${index === 0 ? 'btn--primary' : ''}" data-action=${action} @click=${() => actions.begin(action)}>${actionName(action)}</button>`)}
    ${rest.length === 0 ? nothing : html`<select class="input dacts__more" aria-label=${t('desk.moreActions')} @change=${(event) => { actions.begin(event.target.value); event.target.value = ''; }}>
      <option value="">${t('desk.moreActions')}</option>${rest.map((action) => html`<option value=${action}>${actionName(action)}</option>`)}</select>`}
    ${offered.length === 0 ? html`<p class="small t3">${t('desk.noActions')}</p>` : nothing}
  </div>`;
}

