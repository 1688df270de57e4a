import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { mattersOf, MOST_MATTERS } from './state.js';

const SHOWN = 8;

/** What is to be done: tick one or several; typing narrows the list. */
export function matterChoice(page) {
  const { model, state } = page;
  return html`
    <section class="section step" aria-labelledby="matter-title">
      <h2 class="step__title" id="matter-title"><i class="num" aria-hidden="true">1</i>${t('book.matter')}</h2>
      ${resourceView(model.matters.get(), model.matters.retry, () => (state.direct && !model.hall.get().data ? nothing : state.direct && state.matter && !state.changing ? chosen(page) : list(page)), 3)}
    </section>`;
}

/** What the link to a place said already stands in one line. */
const chosen = ({ model, actions }) => html`
  <div class="wherecard">${icon('doc')}<span class="grow"><b>${model.chosen().map(({ name }) => nameOf(name)).join(t('list.separator'))}</b></span>
    <button type="button" class="btn btn--quiet" id="change-matter" @click=${() => actions.set({ changing: true })}>${t('book.matter.change')}</button></div>`;

function list({ state, model, actions }) {
  const chosen = mattersOf(state);
  const all = model.choosable();
  const words = state.query.trim().toLowerCase();
  const found = all.filter(({ code, name }) => chosen.includes(code) || Object.values(name).some((each) => each.toLowerCase().includes(words)));
  const shown = state.allMatters || words ? found : found.filter(({ code }, index) => index < SHOWN || chosen.includes(code));
  return html`
    ${all.length > SHOWN
      ? html`<div class="searchbox searchbox--s">${icon('search')}<input class="input" id="matter-filter" type="text" autocomplete="off" aria-label=${t('book.matter.filter')} placeholder=${t('book.matter.filter')} .value=${state.query} @input=${(event) => actions.set({ query: event.target.value })} /></div>`
      : nothing}
    <fieldset class="matterlist"><legend class="sr">${t('book.matter')}</legend>
      ${repeat(shown, ({ code }) => code, (matter) => (matter.bookable || chosen.includes(matter.code) ? tick(matter, chosen, actions) : elsewhere(matter)))}
    </fieldset>
    <p class="sr" role="status">${state.query ? t('book.matter.found', { n: number(found.length) }) : ''}</p>
    ${found.length === 0 ? html`<p class="small t2">${t('book.matter.none')}</p>` : nothing}
    ${shown.length < found.length ? html`<button type="button" class="btn btn--quiet" @click=${() => actions.set({ allMatters: true })}>${t('book.matter.all', { n: number(all.length) })}</button>` : nothing}`;
}

/** What is done without an appointment: where, the map says. */
const elsewhere = ({ code, name }) => html`<div class="matterlist__off"><span>${nameOf(name)}</span><small>${t('book.matter.off')} <a href="/?matter=${code}&panel=places">${t('book.matter.off.map')}</a></small></div>`;

function tick({ code, name, duration }, chosen, { toggleMatter }) {
  const on = chosen.includes(code);
  return html`<label class="tick matterlist__one ${on ? 'is-on' : ''}"><input type="checkbox" name="matter" value=${code} .checked=${live(on)} ?disabled=${!on && chosen.length >= MOST_MATTERS} @change=${(event) => toggleMatter(code, event.target.checked)} /><span>${nameOf(name)}${nameOf(duration) ? html`<small>${t('book.matter.duration', { time: nameOf(duration) })}</small>` : nothing}</span></label>`;
}
