import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';
import { stageName, stageTone } from '../follow/words.js';
import { isAside } from './aside.js';
import { bar } from './bar.js';
import { categoryName, glyphOf } from './categories.js';
import { openTasks, sorted } from './model.js';
import { photoUrl } from './pictures.js';
import { evictable } from './room.js';
import { strip } from './strip.js';
import { faultWord, isToday, moment, outcomeWord, size } from './words.js';

/** What the phone holds and what it sent today: each thing once, with what became of it. */
export function queueTab({ state, actions }) {
  const zone = state.base?.zone;
  const { ask, waiting, others, sent } = sorted(state, isToday(zone));
  const held = [...ask.filter((item) => item.state === 'refused'), ...waiting];
  const photos = held.reduce((sum, item) => sum + item.photos, 0);
  const bytes = held.reduce((sum, item) => sum + item.bytes, 0);
  const what = photos > 0 ? t('field.held.photos', { n: held.length, photos, size: size(bytes) }) : t('field.held', { n: held.length });
  return html`
    ${bar({ title: t('field.tab.queue'), back: '#map', side: html`<button type="button" class="btn btn--quiet btn--touch" id="retry" ?disabled=${state.sending} @click=${actions.sendNow}>${icon('refresh', '18')}${t('field.retry')}</button>` })}
    ${strip(state, { flat: true })}
    <main class="wp__body">
      ${ask.length > 0 ? html`<h2 class="qh">${t('field.ask')}</h2><ul id="ask">${ask.map((item) => row(item, state, actions))}</ul>` : nothing}
      <h2 class="qh">${t('field.waiting')} <span class="t3" id="held">${what}</span></h2>
      ${waiting.length > 0 ? html`<ul id="waiting">${waiting.map((item) => row(item, state, actions))}</ul>` : html`<p class="none">${t('field.waiting.none')}</p>`}
      ${held.length > 0 ? evictable(state, actions) : nothing}
      <div class="note qnote">${icon('lock', '18')}<span>${t('field.safe')} <b>${t('field.once')}</b></span></div>
      ${others.length > 0 ? html`<div id="others">${others.map((each) => ofAnother(each, state))}</div>` : nothing}
      <h2 class="qh">${t('field.sent')} <span class="t3">${t('field.n', { n: sent.length })}</span></h2>
      ${sent.length > 0 ? html`<ul id="sent">${sent.map((item) => row(item, state, actions))}</ul>` : html`<p class="none">${t('field.sent.none')}</p>`}
    </main>`;
}

/** What somebody else kept on this phone: never lost, never sent as one's own. */
const ofAnother = ({ account, name, waiting, ask }, { formers }) => html`<div class="note note--due qnote" data-other=${account}>${icon('user', '18')}<span class="grow">
  ${waiting === 0 ? nothing : html`<p>${formers[account] ? t('field.others.going', { n: waiting, name }) : t('field.others', { n: waiting, name })}</p>${formers[account] ? nothing : html`<p class="small">${t('field.others.how', { name })}</p>`}`}
  ${ask === 0 ? nothing : html`<p>${t('field.others.ask', { n: ask, name })}</p>`}</span></div>`;

const TITLES = {
  report: (item, base) => categoryName(base, item.body.category),
  visit: (item) => nameOf(item.title),
  task: (item) => item.title,
};
const glyph = (item) => (item.kind === 'report' ? glyphOf(item.body.category) : item.kind === 'visit' ? 'check' : 'task');

function row(item, state, actions) {
  const { base, photos } = state;
  const [photo] = photos.filter((each) => each.item === item.key);
  return html`
    <li class="qi" data-item=${item.key} data-state=${item.state}>
      <span class="thumb">${photo ? html`<img src=${photoUrl(photo)} alt="" />` : icon(glyph(item))}</span>
      <span class="grow">
        <b>${TITLES[item.kind](item, base)}</b>
        <span class="meta">${moment(item.found_at, base?.zone)}${first(item)}</span>
        <span class="meta">${second(item, base)}</span>
        ${item.state === 'conflict' || item.state === 'refused' ? asked(item, state, actions) : nothing}
        ${item.state === 'waiting' && isAside(item, Date.now()) ? html`<span class="asked" data-aside><span class="asked__text">${icon('warn', '16')}${t('field.aside', { time: moment(item.aside_until, base?.zone) })}</span></span>` : nothing}
      </span>
      ${pill(item, state)}
    </li>`;
}

function first(item) {
  if (item.body.settled) {
    return html`<i class="md"></i>${t('field.settled')}`;
  }
  if (item.state === 'sent' && item.result.unit) {
    return html`<i class="md"></i>${t('field.to', { unit: nameOf(item.result.unit.name) })}`;
  }
  return item.photos > 0 ? html`<i class="md"></i>${t('field.photos.n', { n: item.photos })}` : nothing;
}

function second(item, base) {
  if (item.result?.number) {
    return html`<span class="num" data-number=${item.result.number}>${item.result.number}</span>${item.result.outside ? html`<i class="md"></i>${t('field.standing.outside')}` : nothing}`;
  }
  if (item.kind === 'task') {
    return outcomeWord(item.body.outcome);
  }
  const grid = base?.grids.find(({ code }) => code === (item.standing?.grid ?? item.visit?.grid));
  const exact = item.accuracy ? t('field.accuracy', { n: item.accuracy }) : item.kind === 'report' && item.body.where.moved ? t('field.pinned') : '';
  const where = item.standing?.where === 'outside' ? t('field.standing.outside') : nameOf(grid?.name) || item.address || '';
  return html`${where}${where && exact ? html`<i class="md"></i>` : nothing}${exact}${item.standing?.where === 'near' ? html`<i class="md"></i>${t('field.near')}` : nothing}`;
}

/** What the server found, and what can be done about it. */
function asked(item, state, actions) {
  const sure = state.asking === item.key;
  if (state.asking === `mend-${item.key}`) {
    return overwriting(item, actions);
  }
  const mendable = item.state === 'refused' && (item.kind === 'report' || (item.kind === 'task' && openTasks(state).some(({ id }) => id === item.body.task)));
  return html`
    ${said(item, state)}
    <span class="asked"><span class="asked__text">${icon('warn', '16')}${t(item.state === 'conflict' ? 'field.conflict' : 'field.refused')} ${faultWord(item.result)}</span>
      <span class="asked__row">
        ${mendable ? html`<button type="button" class="btn btn--touch" data-mend @click=${() => actions.mend(item)}>${t('field.mend')}</button>` : nothing}
        ${item.result.code === 'task_changed' ? html`<button type="button" class="btn btn--primary btn--touch" data-again @click=${() => actions.again(item)}>${t('field.again')}</button>` : nothing}
        ${item.state === 'conflict' ? html`<button type="button" class="btn btn--touch" data-seen @click=${() => actions.acknowledge(item)}>${t('field.seen')}</button>` : nothing}
        ${item.state === 'refused' ? html`<button type="button" class="btn btn--touch" @click=${() => (sure ? actions.discardItem(item) : actions.set({ asking: item.key }))}>${t(sure ? 'field.discard.really' : 'field.discard')}</button>` : nothing}
      </span></span>`;
}

/** What it says and shows: whoever is to mend it, or cannot, reads it here. */
function said({ key, body }, { photos }) {
  const words = [...new Set([body.text, body.settled?.words, body.note].filter(Boolean))];
  const own = photos.filter((photo) => photo.item === key);
  return html`
    ${words.map((text) => html`<span class="said" data-said>${text}</span>`)}
    ${own.length > 1 ? html`<span class="shots shots--said">${own.map((photo, index) => html`<span class="shot"><img src=${photoUrl(photo)} alt=${t('photos.one', { n: index + 1 })} /></span>`)}</span>` : nothing}`;
}

/** There is one form: what is in it goes only when the warden says so. */
const overwriting = (item, actions) => html`
  <span class="asked" role="alertdialog" aria-label=${t('field.mend.sure')}><span class="asked__text">${icon('warn', '16')}${t('field.mend.sure')}</span>
    <span class="asked__row">
      <a class="btn btn--touch" href=${item.kind === 'task' ? `#task/${item.body.task}` : '#form'}>${t('field.mend.first')}</a>
      <button type="button" class="btn btn--touch" id="sure" @click=${() => actions.mend(item, true)}>${t('field.mend.anyway')}</button>
    </span></span>`;

function pill(item, state) {
  if (item.state === 'sent') {
    const now = state.work?.reports?.find(({ key }) => key === item.key)?.state ?? item.result.state;
    return item.kind === 'report' && now ? html`<span class="pill pill--${tone(now)}">${stageName(now)}</span>` : html`<span class="pill pill--done">${t('field.state.sent')}</span>`;
  }
  if (item.state === 'waiting') {
    return html`<span class="pill">${t(state.sending && state.online ? 'field.state.sending' : state.device?.ended && !state.device.token ? 'field.state.enrol' : 'field.state.waiting')}</span>`;
  }
  return html`<span class="pill pill--due">${t(item.state === 'conflict' ? 'field.state.conflict' : 'field.state.refused')}</span>`;
}

export const tone = (stage) => ({ accent: 'info', done: 'done', due: 'due' })[stageTone(stage)] ?? 'idle';
