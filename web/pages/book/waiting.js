import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { spokenDay } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { contactFields } from './details.js';
import { refusalWords } from './refusal.js';

/** Waiting for a slot: who, and on which days. When one is free it is held and a message says so. */
export function waiting(page) {
  const { state, model, submission, actions } = page;
  const { status } = submission.get();
  // the browser shows the date in its own language: beside it stands what it means in the page's
  const day = (id, label) => textField({ id, label, hint: state[id] ? spokenDay(state[id]) : '', type: 'date', value: state[id], error: state.errors[id], required: true, onInput: (text) => actions.type(id, text) });
  return html`
    <div class="phead">
      <button type="button" class="iconbtn iconbtn--touch" aria-label=${t('book.back')} @click=${actions.closeWaiting}>${icon('back')}</button>
      <div class="grow"><h1 id="step-title" tabindex="-1">${t('wait.title')}</h1><span class="small t2">${state.place ? nameOf(model.hall.get().data?.name) : t('wait.anyHall')}</span></div>
    </div>
    <form class="bookform" novalidate aria-labelledby="step-title" @submit=${actions.joinWaitlist}>
      <div class="panel__body"><div class="section step">
        <p>${t('wait.text')}</p>
        <fieldset class="steps" ?disabled=${submission.isHeld()}><legend class="sr">${t('wait.title')}</legend>
          <div class="twodays">${day('firstDay', t('wait.first'))} ${day('lastDay', t('wait.last'))}</div>
          ${contactFields(page)}
        </fieldset>
      </div></div>
      <div class="formfoot">
        ${status === 'unsure' ? html`<p class="note note--due" role="alert">${icon('offline', '18')}<span><b>${t('report.unsure')}</b> ${t('report.unsure.text')}</span></p>` : nothing}
        ${state.refusal ? html`<p class="note note--due" role="alert" id="refusal" tabindex="-1">${icon('warn', '18')}<span>${refusalWords(state.refusal, state)}</span></p>` : nothing}
        <div class="formfoot__row">
          <button type="button" class="btn btn--l" @click=${actions.closeWaiting}>${t('follow.cancel')}</button>
          <button class="btn btn--primary btn--l grow" id="join" aria-disabled=${status === 'sending' ? 'true' : 'false'}>${t(status === 'sending' ? 'report.sending' : status === 'unsure' ? 'report.retry' : 'wait.join')}</button>
        </div>
      </div>
    </form>`;
}
