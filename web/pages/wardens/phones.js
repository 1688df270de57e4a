import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { qrPicture } from '../../components/qr-picture.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, t } from '../../core/i18n.js';
import { personField } from './parts.js';

/** Phones: enrolled by a code that is good once, revoked when they are lost. */
export const phonesTab = (page) => html`
  <section class="wardens__card">
    <h2>${t('wardens.tab.phones')}</h2><p class="small t2">${t('wardens.phones.text')}</p>
    <div class="bar">${personField({ id: 'person', label: t('wardens.who'), model: page.model, value: page.state.person, onInput: page.actions.person })}
      <button class="btn btn--primary" id="enrol" ?disabled=${!page.state.person || page.state.busy} @click=${page.actions.enrol}>${icon('phone', '18')}${t('wardens.phones.enrol')}</button></div>
    ${page.state.enrolled ? enrolled(page) : nothing}
    ${page.state.person ? resourceView(page.model.devices.get(), page.model.devices.retry, ({ items }) => (items.length === 0
      ? empty({ glyph: 'phone', title: t('wardens.phones.none'), text: t('wardens.phones.none.text') })
      : html`<ul class="wardens__rows" id="devices">${items.map((device) => row(page, device))}</ul>`), 2) : nothing}
  </section>`;

const enrolled = ({ state, city }) => html`
  <div class="wardens__enrol" id="enrolled">${qrPicture(state.enrolled.qr, t('wardens.phones.qr'))}
    <div><p><b>${t('wardens.phones.scan')}</b></p><p class="small t2">${t('wardens.phones.until', { at: dateTime(state.enrolled.expires_at, city?.time_zone) })}</p>
      <p class="small"><code>${state.enrolled.url}</code></p></div></div>`;

function row({ state, actions, city }, device) {
  const sure = state.revoking === device.id;
  const at = (moment) => dateTime(moment, city?.time_zone);
  return html`<li data-device=${device.id}>
    <span class="grow"><b>${device.name}</b><small>${t('wardens.phones.enrolledAt', { at: at(device.enrolled_at) })}${device.seen_at ? html`<i class="md"></i>${t('wardens.phones.seen', { at: at(device.seen_at) })}` : nothing}
      ${device.signed_out_at ? html`<i class="md"></i>${t('wardens.phones.signedOut', { at: at(device.signed_out_at) })}` : nothing}${device.revoked_at ? html`<i class="md"></i>${t('wardens.phones.revokedAt', { at: at(device.revoked_at) })}` : nothing}${device.told_at ? html`<i class="md"></i>${t('wardens.phones.wiped', { at: at(device.told_at) })}` : nothing}</small></span>
    ${device.revoked_at ? html`<span class="badge">${t('wardens.phones.off')}</span>` : sure
      ? html`<span class="row"><span class="small">${t('wardens.phones.sure')}</span><button class="btn btn--primary" data-do="sure" @click=${() => actions.revoke(device.id)}>${t('wardens.phones.revoke')}</button><button class="btn btn--quiet" @click=${() => actions.set({ revoking: null })}>${t('wardens.cancel')}</button></span>`
      : html`<button class="btn" data-do="revoke" @click=${() => actions.set({ revoking: device.id })}>${t('wardens.phones.revoke')}</button>`}
  </li>`;
}
