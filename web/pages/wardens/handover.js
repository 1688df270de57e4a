import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { dayField, dayName, dutyName, gridName, personField, spanName } from './parts.js';

/** One warden's grids and open tasks go to another: seen first, then done whole. */
export function handoverTab({ state, model, actions }) {
  const handing = { from: '', to: '', on: '', tasks: true, ...state.handing };
  const ready = handing.from && handing.to && handing.from !== handing.to && handing.on && !state.busy;
  return html`<section class="wardens__card">
    <h2>${t('wardens.tab.handover')}</h2><p class="small t2">${t('wardens.handover.text')}</p>
    <div class="wardens__form">
      ${personField({ id: 'hand-from', label: t('wardens.handover.from'), model, value: handing.from, onInput: (from) => actions.handing({ from }) })}
      ${personField({ id: 'hand-to', label: t('wardens.handover.to'), model, value: handing.to, onInput: (to) => actions.handing({ to }) })}
      ${dayField({ id: 'hand-on', label: t('wardens.handover.on'), value: handing.on, onInput: (on) => actions.handing({ on }) })}
    </div>
    <label class="wardens__tick"><input type="checkbox" id="hand-tasks" .checked=${handing.tasks} @change=${(event) => actions.handing({ tasks: event.target.checked })}>${t('wardens.handover.tasks')}</label>
    <span class="row"><button class="btn" id="hand-look" ?disabled=${!ready} @click=${() => actions.handOver(true)}>${t('wardens.handover.look')}</button></span>
    ${state.moved ? moved(state, actions, ready) : nothing}
  </section>`;
}

const moved = ({ moved: answer }, actions, ready) => html`
  <div id="moved" role="status">
    <p><b>${answer.dry_run ? t('wardens.handover.would', { grids: answer.ended.length + answer.withdrawn.length, tasks: answer.tasks }) : t('wardens.handover.did', { grids: answer.ended.length + answer.withdrawn.length, tasks: answer.tasks })}</b></p>
    ${answer.tasks_on && answer.tasks > 0 ? html`<p class="small">${t('wardens.handover.later', { day: dayName(answer.tasks_on) })}</p>` : nothing}
    ${answer.tasks_left > 0 ? html`<p class="small">${t('wardens.handover.left', { n: answer.tasks_left })}</p>` : nothing}
    ${list(t('wardens.handover.created'), answer.created)} ${list(t('wardens.handover.kept'), answer.kept)}
    ${answer.dry_run && answer.ended.length + answer.withdrawn.length + answer.tasks > 0 ? html`<button class="btn btn--primary" id="hand-do" ?disabled=${!ready} @click=${() => actions.handOver(false)}>${icon('send', '18')}${t('wardens.handover.do')}</button>` : nothing}
  </div>`;

const list = (title, items) => (items.length === 0 ? nothing : html`<h3 class="small">${title}</h3><ul class="wardens__rows">${items.map((each) => html`<li><span class="grow">${gridName(each.grid)}<small>${dutyName(each.duty)}<i class="md"></i>${spanName(each)}</small></span></li>`)}</ul>`);
