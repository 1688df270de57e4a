import { html, nothing } from 'lit-html';
import { areaField, textField } from '../../components/field.js';
import { emergency, soundsUrgent } from '../../components/emergency.js';
import { icon } from '../../components/icon.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';
import { caller } from './caller.js';
import { proposals } from './proposals.js';
import { step } from './steps.js';

/** One screen: who calls, what is said, what is proposed. */
export const content = (page) => html`
  <div class="op">
    <h1 class="sr">${t('page.operator')}</h1>
    <div class="op__who">${caller(page)}</div>
    ${page.state.call ? html`<div class="op__said">${said(page)}</div><div class="op__props">${proposals(page)}</div>` : html`<p class="op__idle">${icon('phone')}<span>${t('operator.idle')}</span></p>`}
    ${keys(page)}
    <p class="sr" role="status">${page.state.said}</p>
  </div>`;

const KEYS = [['Alt+1–9', 'operator.key.choose'], ['Alt+↑↓ Alt+↵', 'operator.key.move'], ['Ctrl+↵', 'operator.key.file'], ['F2', 'operator.key.answer'], ['F4', 'operator.key.divert'], ['F7', 'operator.key.join'], ['F8', 'operator.key.link'], ['F9', 'operator.key.end'], ['Esc', 'operator.key.back']];
const KEY_WORDS = () => ({
  'operator.key.choose': t('operator.key.choose'), 'operator.key.move': t('operator.key.move'), 'operator.key.file': t('operator.key.file'), 'operator.key.answer': t('operator.key.answer'),
  'operator.key.divert': t('operator.key.divert'), 'operator.key.link': t('operator.key.link'), 'operator.key.join': t('operator.key.join'), 'operator.key.end': t('operator.key.end'), 'operator.key.back': t('operator.key.back'),
});

const keys = () => html`<p class="op__keys" aria-label=${t('operator.keys')} role="note">${KEYS.map(([key, word]) => html`<span><kbd>${key}</kbd> ${KEY_WORDS()[word]}</span>`)}</p>`;

const said = (page) => html`
  ${page.state.receipt ? receipt(page) : nothing}
  ${soundsUrgent(page.state.text) ? emergency(page.city) : nothing}
  <form class="card op__form" novalidate @submit=${(event) => { event.preventDefault(); page.actions.file(); }}>
    ${areaField({ id: 'said', label: t('operator.said'), rows: 6, required: true, value: page.state.text, error: page.state.missing === 'said' ? t('operator.missing.text') : '', onInput: (text) => page.actions.set({ text }) })}
    ${place(page)} ${category(page)}
    <details class="op__further" ?open=${page.state.further.role !== ''}><summary>${icon('plus', '16')}${t('further.title')}</summary>${page.further.view(page.state.further)}</details>
    <div class="op__pair">${kind(page)}
      ${textField({ id: 'name', label: t('operator.name'), value: page.state.name, onInput: (name) => page.actions.set({ name }) })}</div>
    <label class="tick"><input type="checkbox" .checked=${page.state.anonymous} @change=${(event) => page.actions.set({ anonymous: event.target.checked })}><span>${t('operator.anonymous')}</span></label>
    ${route(page)} ${step(page)} ${fault(page.submission.get())}
  </form>`;

const place = ({ state, actions }) => html`
  <div class="op__line ${state.missing === 'place' ? 'has-error' : ''}">
    <span class="ff__label">${t('operator.place')}</span>
    ${state.where
      ? html`<p class="op__chosen"><b>${state.whereName}</b><button type="button" class="iconbtn" aria-label=${t('operator.place.clear')} @click=${() => actions.set({ where: null, whereName: '', sure: false })}>${icon('x', '16')}</button></p>`
      : html`<input class="input" id="place-words" autocomplete="off" maxlength="200" aria-label=${t('operator.place.words')} placeholder=${t('operator.place.words')} .value=${state.placeWords} @input=${(event) => actions.set({ placeWords: event.target.value })}>`}
    ${state.missing === 'place' ? html`<p class="ff__error" role="alert">${icon('warn', '16')}<span>${t('operator.missing.place')}</span></p>` : nothing}
  </div>`;

const category = ({ state, model, picker }) => {
  const tree = model.tree.get().data;
  return html`<div class="op__line"><span class="ff__label">${t('operator.category')}</span>${tree ? picker.view({ tree, selected: state.category }) : nothing}</div>`;
};

const kind = ({ state, model, actions }) => html`
  <div class="ff"><label class="ff__label" for="kind">${t('operator.kind')}</label>
    <select class="input" id="kind" .value=${state.kind} @change=${(event) => actions.set({ kind: event.target.value })}>
      <option value=""></option>
      ${(model.terms.get().data?.request_kinds ?? []).map(({ id, name }) => html`<option value=${id} ?selected=${state.kind === id}>${nameOf(name) || id}</option>`)}
    </select></div>`;

/** Who would get it and by when, for what is chosen or proposed first. */
function route({ state, model, city }) {
  const decision = model.route.get().data?.decision;
  const preview = model.preview();
  if (!decision || state.step !== 'dispatch' || state.further.role) {
    return nothing;
  }
  const who = decision.unit ?? decision.diversion;
  return html`<div class="note note--info op__route" id="route">${icon('dispatch', '18')}<span class="grow">
    ${who ? html`${t(decision.unit ? 'operator.goesTo' : 'operator.divertedTo')} <b>${nameOf(who.name)}</b>` : t('operator.noRule')}
    ${decision.deadline ? html`<small>${t('operator.by', { time: dateTime(decision.deadline, city?.time_zone) })}</small>` : nothing}
    ${preview?.chosen ? nothing : html`<small>${t('operator.preview')}</small>`}
    ${preview?.middle ? html`<small>${t('operator.preview.area')}</small>` : nothing}</span></div>`;
}

const fault = ({ status, error }) =>
  status === 'refused' || status === 'unsure'
    ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${status === 'unsure' ? t('operator.unsure') : error.detail || t('error.request.text')}</span></p>`
    : nothing;

const receipt = ({ state: { receipt: given }, city }) => html`
  <section class="note note--info op__receipt" aria-label=${t('operator.receipt')}>${icon('check', '18')}<span class="grow">
    <b class="num">${given.number}</b> <span class="num">${given.query_code}</span>
    <small>${given.unit ? html`${t('operator.goesTo')} ${nameOf(given.unit.name)}` : nothing}${given.deadline ? html` ${t('operator.by', { time: dateTime(given.deadline, city?.time_zone) })}` : nothing}</small></span></section>`;
