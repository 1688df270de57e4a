import { html, nothing } from 'lit-html';
import { areaField, field, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';

const day = (text) => date(new Date(`${text}T12:00:00Z`), 'UTC');

/** Notices of the chosen community: what was written, and writing. */
export function noticeDesk(page) {
  const { state, model, actions } = page;
  if (!state.area) {
    return empty({ glyph: 'community', title: t('cy.notices.choose'), text: t('cy.notices.choose.text') });
  }
  return state.notice
    ? editor(page)
    : html`<button type="button" class="btn btn--primary btn--l" id="cy-new-notice" @click=${() => actions.writeNotice(null)}>${icon('plus', '18')}${t('cy.notices.new')}</button>
        ${resourceView(model.notices.get(), model.notices.retry, (items) =>
          items.length === 0 ? nothing : html`<ul class="cy__list">${items.map(
            (each) => html`<li class="cy__card" data-notice=${each.id}><h2>${nameOf(each.title)}</h2><p class="small t2">${t('cy.notices.days', { from: day(each.first_day), until: day(each.last_day) })} ${each.withdrawn ? t('cy.notices.withdrawn') : nothing}</p>
              <div class="cy__acts"><button type="button" class="btn" @click=${() => actions.writeNotice(each)}>${icon('edit', '18')}${t('cy.notices.edit')}</button></div></li>`,
          )}</ul>`, 3)}`;
}

const dayField = (id, label, value, onInput) => field({ id, label, control: () => html`<input class="input" type="date" id=${id} .value=${value} @input=${(event) => onInput(event.target.value)}>` });

const MOST_BESIDE = 60;

/** The same for other communities in one's care: each gets a notice of its own. */
function alsoFor({ state: { notice, area }, model, actions }) {
  const others = (model.care.get().data ?? []).filter(({ code }) => code !== area);
  const also = notice.also ?? [];
  return notice.id || others.length === 0 || others.length > MOST_BESIDE
    ? nothing
    : html`<fieldset class="ff" id="cy-also"><legend class="ff__label">${t('cy.notices.also')}</legend>
        ${others.map(({ code, name }) => html`<label class="tick"><input type="checkbox" value=${code} .checked=${also.includes(code)} @change=${({ target }) => actions.notice({ also: target.checked ? [...also, code] : also.filter((each) => each !== code) })}><span>${nameOf(name)}</span></label>`)}
      </fieldset>`;
}

const editor = ({ state: { notice, area, error, busy }, model, actions }) => html`<form class="cy__form" novalidate aria-labelledby="cy-notice" @submit=${(event) => { event.preventDefault(); actions.saveNotice(); }}>
  <h2 id="cy-notice" tabindex="-1">${t(notice.id ? 'cy.notices.edit' : 'cy.notices.new')}</h2>
  ${languages().map((tag) => html`
    ${textField({ id: `cy-notice-title-${tag}`, label: t('cy.notices.title', { language: nameOfLanguage(tag) }), value: notice.title[tag] ?? '', maxlength: 100, error: tag === languages()[0] && error?.field === 'title' ? t('cy.notices.needed') : '', onInput: (text) => actions.notice({ title: { ...notice.title, [tag]: text } }) })}
    ${areaField({ id: `cy-notice-words-${tag}`, label: t('cy.notices.words', { language: nameOfLanguage(tag) }), rows: 4, maxlength: 4000, value: notice.words[tag] ?? '', error: tag === languages()[0] && error?.field === 'words' ? t('cy.notices.needed') : '', onInput: (text) => actions.notice({ words: { ...notice.words, [tag]: text } }) })}`)}
  <div class="cy__pair">${dayField('cy-first-day', t('cy.notices.first'), notice.first_day, (first) => actions.notice({ first_day: first }))} ${dayField('cy-last-day', t('cy.notices.last'), notice.last_day, (last) => actions.notice({ last_day: last }))}</div>
  ${alsoFor({ state: { notice, area }, model, actions })}
  <div class="cy__acts"><button class="btn btn--primary btn--l" id="cy-save-notice" ?disabled=${busy}>${icon('check', '18')}${t('cy.notices.save')}</button>
    ${notice.id && !notice.withdrawn ? html`<button type="button" class="btn btn--l" ?disabled=${busy} @click=${() => actions.saveNotice(true)}>${icon('trash', '18')}${t('cy.notices.withdraw')}</button>` : nothing}
    <button type="button" class="btn btn--l" @click=${actions.closeNotice}>${t('cy.form.cancel')}</button></div>
</form>`;
