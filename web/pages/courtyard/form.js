import { html, nothing } from 'lit-html';
import { areaField, choice, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { formatPoint } from '../../core/coordinates.js';
import { number, t } from '../../core/i18n.js';
import { faultText } from './words.js';

const MOST = 1000;

/** Proposing, or handing in a refused one again. The place is the whole community, found by words, or pinned on the map. */
export function form(page) {
  const { state, search, photos, actions, model } = page;
  const { form: now, error, busy } = state;
  const at = (field) => (error?.field === field ? faultText(error) : '');
  const left = MOST - [...now.words].length;
  const days = model.page.get().data?.rules.answer_days ?? 10;
  return html`<form class="section cy__form" novalidate aria-labelledby="cy-form" @submit=${actions.send}>
    <h2 id="cy-form" tabindex="-1">${t(now.id ? 'cy.form.mend' : 'cy.propose')}</h2>
    <p class="ff__hint">${t('cy.form.text', { days })}</p>
    ${textField({ id: 'cy-title', label: t('cy.form.title'), value: now.title, maxlength: 60, required: true, error: at('title'), onInput: (title) => actions.form({ title }) })}
    ${areaField({ id: 'cy-words', label: t('cy.form.words'), hint: t('cy.form.words.hint'), rows: 5, maxlength: MOST, value: now.words, required: true, error: at('words'), onInput: (words) => actions.form({ words }) })}
    ${left < 200 ? html`<p class="ff__count num">${t('report.left', { n: number(left) })}</p>` : nothing}
    ${choice({ id: 'cy-scope', legend: t('cy.form.where'), value: now.scope, error: at('lon'), onChange: (scope) => actions.form({ scope }), options: [['whole', t('cy.place.whole')], ['point', t('cy.form.point')]] })}
    ${now.scope === 'point' ? html`${search.view()}
      ${now.lon === null ? html`<p class="ff__hint">${t('cy.form.pin')}</p>` : html`<div class="wherecard" id="cy-pinned">${icon('pin')}<span class="grow"><b>${now.place || t('cy.place.map')}</b><small class="num">${formatPoint(now)}</small></span></div>`}` : nothing}
    ${textField({ id: 'cy-place', label: t('cy.form.place'), value: now.place, maxlength: 200, onInput: (place) => actions.form({ place }) })}
    ${photos.view('cy-photos')}
    ${textField({ id: 'cy-nickname', label: t('cy.form.nickname'), hint: t('cy.form.nickname.hint'), value: now.nickname, maxlength: 20, onInput: (nickname) => actions.form({ nickname }) })}
    <label class="tick"><input type="checkbox" id="cy-tell" .checked=${now.tell} @change=${(event) => actions.form({ tell: event.target.checked })}><span>${t('cy.form.tell')}</span></label>
    <div class="cy__acts"><button class="btn btn--primary btn--l" id="cy-send" aria-disabled=${busy || photos.isSending() ? 'true' : 'false'}>${icon('send', '18')}${t(busy ? 'report.sending' : 'cy.form.send')}</button>
      <button type="button" class="btn btn--l" @click=${actions.closeForm}>${t('cy.form.cancel')}</button></div>
  </form>`;
}
