import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, langOf, nameOf, nameOfLanguage, t } from '../../core/i18n.js';
import { scheduleForm } from './form.js';
import { kindOf, weekday } from './words.js';

/** Who gets which report when. */
export const schedules = (page) => html`
  <p class="t2 small">${t('brief.schedules.text')}</p>
  ${page.state.form === 'schedule' ? scheduleForm(page) : html`<p><button class="btn" id="schedule-new" @click=${() => page.actions.begin('schedule')}>${icon('plus', '18')}${t('brief.schedule.new')}</button></p>`}
  ${page.state.fault && page.state.form === null ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${page.state.fault.detail || t('error.server.text')}</span></p>` : nothing}
  <div aria-live="polite">${resourceView(page.model.schedules.get(), page.model.schedules.retry, ({ items }) => list(page, items), 4)}</div>`;

function list(page, items) {
  if (items.length === 0) {
    return empty({ glyph: 'calendar', title: t('brief.schedules.none'), text: t('brief.schedules.none.text') });
  }
  return html`<div class="sheetbox"><table class="table briefs__list"><caption class="sr">${t('brief.schedules')}</caption>
    <thead><tr><th scope="col">${t('brief.subject')}</th><th scope="col">${t('brief.kind')}</th><th scope="col">${t('brief.when')}</th><th scope="col">${t('brief.recipients')}</th><th scope="col">${t('brief.next')}</th><th scope="col"><span class="sr">${t('brief.actions')}</span></th></tr></thead>
    <tbody>${items.map((each) => html`<tr data-schedule=${each.id}>
      <th scope="row" lang=${langOf(each.name)}>${nameOf(each.name)}</th><td>${kindOf(each.kind)}<small class="t2">${nameOfLanguage(each.language)}</small></td><td>${whenOf(each)}</td>
      <td class="briefs__mails">${each.recipients.join(' ')}</td><td>${each.next ? dateTime(each.next, page.city?.time_zone) : t('brief.rests')}</td>
      <td><div class="row"><button class="btn" @click=${() => page.actions.begin('schedule', each)}>${t('brief.edit')}</button>
        <button class="btn" @click=${() => page.actions.rest(each)}>${each.active ? t('brief.rest') : t('brief.goOn')}</button>
        <button class="btn" @click=${() => confirm(t('brief.remove.ask')) && page.actions.remove(each.id)}>${t('brief.remove')}</button></div></td></tr>`)}</tbody></table></div>`;
}

function whenOf({ kind, on_day: day, hour }) {
  const time = `${String(hour).padStart(2, '0')}:00`;
  if (kind === 'daily') {
    return t('brief.when.daily', { time });
  }
  if (kind === 'weekly') {
    return t('brief.when.weekly', { day: weekday(day), time });
  }
  return kind === 'monthly' ? t('brief.when.monthly', { day, time }) : t('brief.when.annual', { day, time });
}
