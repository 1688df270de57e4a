import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { qrPicture } from '../../components/qr-picture.js';
import { dateTime, t } from '../../core/i18n.js';
import { faultNote, gridName, saidNote } from './parts.js';

/** Codes to be printed and cut out: each is good for one phone, and they are shown this once. */
export const sheetView = ({ state, actions, city }) => html`
  <div class="wide wardens" id="sheet">
    <div class="wardens__head"><h1 id="sheet-title" tabindex="-1">${t('wardens.sheet')}</h1>
      <span class="row noprint"><button class="btn btn--primary" id="sheet-print" @click=${() => window.print()}>${icon('print', '18')}${t('wardens.sheet.print')}</button>
        <button class="btn" id="sheet-close" @click=${actions.closeSheet}>${t('wardens.sheet.close')}</button></span></div>
    <div class="pane noprint">${faultNote(state)}${saidNote(state)}</div>
    <p class="note note--due noprint">${icon('warn', '18')}<span>${t('wardens.sheet.once')}</span></p>
    <p class="small">${t('wardens.sheet.how', { at: dateTime(state.sheet.expires_at, city?.time_zone) })}</p>
    <ul class="wardens__sheet">${state.sheet.items.map((each) => code(each, state.sheet.expires_at, city))}</ul>
  </div>`;

const code = (each, until, city) => html`<li data-account=${each.account}>${qrPicture(each.qr, t('wardens.sheet.qr', { name: each.name }))}
  <div><b>${each.name}</b><small>${each.login}${each.phone ? html`<i class="md"></i>${each.phone}` : nothing}</small><small>${each.unit ?? ''}</small>
    <small>${each.grids.map(({ grid, ...rest }) => gridName(grid ?? rest)).join(t('list.separator'))}</small><small>${t('wardens.phones.until', { at: dateTime(until, city?.time_zone) })}</small></div></li>`;
