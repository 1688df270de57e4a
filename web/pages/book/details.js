import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { openLine } from '../../components/open-state.js';
import { nameOf, t } from '../../core/i18n.js';
import { currentAccount } from '../../core/session.js';
import { holdBar } from './hold-bar.js';
import { refusalWords } from './refusal.js';
import { knownPhone } from './state.js';

/** Who comes, what to bring; the last press. What is typed stays, whatever the server says. */
export function details(page) {
  const { state, submission, holding, actions } = page;
  const over = holding.secondsLeft() === 0;
  return html`
    <div class="phead">
      <button type="button" class="iconbtn iconbtn--touch" aria-label=${t('hold.other')} @click=${actions.otherTime}>${icon('back')}</button>
      <div class="grow"><h1 id="step-title" tabindex="-1">${t('details.title')}</h1><span class="small t2">${nameOf(state.hold.booking.hall.name)}</span></div>
    </div>
    ${holdBar(page, true)}
    <form class="bookform" novalidate aria-labelledby="step-title" @submit=${actions.confirm}>
      <div class="panel__body">
        <div class="section step">
          ${state.hold.near ? html`<p class="note note--due">${icon('warn', '18')}<span>${t('book.fit.border')}</span></p>` : nothing}
          ${over ? html`<p class="note note--due" id="hold-over">${icon('clock', '18')}<span>${t('details.over')}</span></p>` : nothing}
          <fieldset class="steps" ?disabled=${submission.isHeld()}><legend class="sr">${t('details.title')}</legend>${contactFields({ ...page, ownPhone: knownPhone(state, currentAccount()) })}</fieldset>
        </div>
        ${bring(page)} ${hours(page)}
      </div>
      ${foot(page)}
    </form>`;
}

export function contactFields({ state, actions, staff, ownPhone }) {
  const input = (id, label, more) => textField({ id, label, value: state[id], error: state.errors[id], onInput: (text) => actions.type(id, text), ...more });
  const own = (token) => (staff ? 'off' : token);
  return html`
    <p class="ff__hint">${t(staff ? 'details.who.caller' : 'details.who')}</p>
    ${input('name', t('details.name'), { autocomplete: own('name'), required: true, maxlength: 80 })}
    ${staff ? nothing : relative(state, actions, input)}
    ${input('phone', t('details.phone'), { type: 'tel', inputmode: 'tel', autocomplete: own('tel'), required: !ownPhone, maxlength: 30, hint: ownPhone ? t(staff ? 'details.phone.call' : 'details.phone.own', { phone: ownPhone }) : t('details.phone.hint') })}
    ${input('email', t('details.email'), { type: 'email', inputmode: 'email', autocomplete: own('email') })}`;
}

/** Who books for somebody else is told, and named beside who comes. */
const relative = ({ behalf }, actions, input) => html`
  <label class="tick"><input type="checkbox" id="behalf" .checked=${behalf} @change=${(event) => actions.behalf(event.target.checked)} /><span>${t('details.behalf')}</span></label>
  ${behalf ? input('bookedBy', t('details.bookedBy'), { autocomplete: 'name', required: true, maxlength: 80, hint: t('details.bookedBy.hint') }) : nothing}`;

/** The documents of every matter of the visit. */
const bring = ({ model }) => html`
  <section class="section" aria-labelledby="bring-title">
    <h2 class="section__title" id="bring-title">${t('details.bring')}</h2>
    ${model.chosen().map(({ name, documents }) => html`
      ${model.chosen().length > 1 ? html`<h3 class="small">${nameOf(name)}</h3>` : nothing}
      <ul class="docs">${documents.map((each) => html`<li>${icon('doc', '18')}${nameOf(each)}</li>`)}</ul>`)}
  </section>`;

function hours({ model, city }) {
  const { data } = model.place.get();
  return data
    ? html`<section class="section" aria-labelledby="go-title">
        <h2 class="section__title" id="go-title">${t('details.where')}</h2>
        <p class="small">${nameOf(data.place.address)}</p>
        <p class="small">${openLine(data.place.open, city.time_zone)}</p>
      </section>`
    : nothing;
}

function foot({ state, submission, actions }) {
  const { status } = submission.get();
  const unsure = status === 'unsure';
  return html`
    <div class="formfoot">
      ${unsure ? html`<p class="note note--due" role="alert" id="unsure">${icon('offline', '18')}<span><b>${t('report.unsure')}</b> ${t('details.unsure')}</span></p>` : nothing}
      ${state.refusal ? html`<p class="note note--due" role="alert" id="refusal" tabindex="-1">${icon('warn', '18')}<span>${refusalWords(state.refusal, state)}</span></p>` : nothing}
      <div class="formfoot__row">
        ${unsure ? html`<button type="button" class="btn btn--l" @click=${actions.change}>${t('report.change')}</button>` : nothing}
        <button class="btn btn--primary btn--l grow" id="confirm" aria-disabled=${status === 'sending' ? 'true' : 'false'}>${icon(unsure ? 'refresh' : 'check', '18')}${t(status === 'sending' ? 'details.sending' : unsure ? 'report.retry' : 'details.confirm')}</button>
      </div>
      <p class="tiny t3 formfoot__note">${t('details.after')}</p>
    </div>`;
}
