import { html, nothing, svg } from 'lit-html';
import { icon } from '../../components/icon.js';
import { visitWords } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';

const ROUND = 2 * Math.PI * 25;

/** What is held and how long: a ring that empties, the time in figures, and what can be done. The voice is the page's status line. */
export function holdBar(page, top = false) {
  const { state: { hold }, holding, actions } = page;
  const left = holding.secondsLeft();
  return html`
    <div class="hold ${top ? 'hold--top' : ''} ${left === 0 ? 'is-over' : ''}" id="hold" role="group" aria-label=${t('hold.label')}>
      <span class="hold__ring" aria-hidden="true">${ring(left / hold.whole)}<b class="num">${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}</b></span>
      <div class="grow">
        <b>${visitWords(hold.booking, hold.booking.hall.time_zone)}</b>
        <span class="small t2">${nameOf(hold.booking.hall.name)}</span>
        <span class="small t2" id="hold-left">${left > 0 ? t('hold.left', { minutes: Math.floor(left / 60), seconds: left % 60 }) : t('hold.over')}</span>
      </div>
      <div class="hold__buttons">
        ${holding.canExtend() ? html`<button type="button" class="btn" id="extend" aria-keyshortcuts="F2" @click=${actions.extend}>${icon('clock', '18')}${t('hold.extend')}<kbd class="wideonly" aria-hidden="true">F2</kbd></button>` : nothing}
        ${top ? html`<button type="button" class="btn btn--quiet" id="other-time" @click=${actions.otherTime}>${t('hold.other')}</button>` : html`<button type="button" class="btn btn--primary" id="go-details" @click=${actions.edit}>${t('hold.fill')}</button>`}
        ${top ? nothing : html`<button type="button" class="btn btn--quiet" @click=${actions.drop}>${t('hold.drop')}</button>`}
      </div>
    </div>`;
}

const ring = (share) => html`<svg width="56" height="56" viewBox="0 0 56 56">${svg`<circle cx="28" cy="28" r="25" class="ring__bed" /><circle cx="28" cy="28" r="25" class="ring__left" stroke-dasharray="${ROUND * Math.min(1, share)} 200" transform="rotate(-90 28 28)" />`}</svg>`;
