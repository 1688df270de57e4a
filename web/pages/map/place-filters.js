import { html, nothing } from 'lit-html';
import { createAreaChoice } from '../../components/area-choice.js';
import { field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { placeIcon } from '../../components/place-icon.js';
import { resourceView } from '../../components/states.js';
import { distance, nameOf, number, t } from '../../core/i18n.js';
import { ACCESS } from './finder-chips.js';
import { filterCount, originOf } from './place-query.js';

const DISTANCES = [500, 1000, 2000, 5000, 10000];

/** All conditions at once; each takes effect at once, the foot says what is left. */
export function placeFilters(page) {
  const { actions, places, state } = page;
  const total = places.total();
  return html`
    <div class="phead">
      <button class="iconbtn" aria-label=${t('filter.back')} @click=${actions.showList}>${icon('back')}</button>
      <h1 class="grow">${t('filter.title')}</h1>
      ${filterCount(state) > 0 ? html`<button class="btn btn--quiet" id="filter-clear" @click=${actions.clearFilters}>${t('filter.clear')}</button>` : nothing}
    </div>
    ${ticks(page)} ${kinds(page)} ${matter(page)} ${area(page)} ${within(page)} ${access(page)}
    <div class="panelfoot"><button class="btn btn--primary btn--l grow" id="filter-show" @click=${actions.showList}>
      ${total === null ? t('filter.show') : t('filter.showCount', { n: number(total) })}</button></div>`;
}

const ticks = ({ state, actions }) => html`
  <section class="section filterticks">
    ${tick('open', t('filter.open.long'), state.open !== null, (on) => actions.narrow({ open: on ? true : null }))}
    ${tick('free', t('filter.free.long'), state.free !== null, (on) => actions.narrow({ free: on ? true : null }))}
    ${state.matter === null ? nothing : tick('week', t('filter.week.long'), state.week !== null, (on) => actions.narrow({ week: on ? true : null }))}
  </section>`;

const tick = (id, text, on, change) => html`
  <label class="tick tick--s"><input type="checkbox" id="filter-${id}" .checked=${on} @change=${(event) => change(event.target.checked)} /><span>${text}</span></label>`;

const kinds = ({ places, state, actions, opened }) => html`
  <section class="section" aria-labelledby="filter-kinds">
    <h2 class="section__title" id="filter-kinds">${t('filter.kind')}</h2>
    ${resourceView(places.categories.get(), places.retryCategories, ({ roots }) => html`<ul class="kinds">
      <li><button class="kind ${state.kind === null ? 'is-on' : ''}" aria-pressed=${state.kind === null ? 'true' : 'false'} @click=${() => actions.narrow({ kind: null })}><span class="kind__mark">${icon('grid', '18')}</span><span class="grow">${t('filter.kind.all')}</span></button></li>
      ${roots.map((root) => branch(root, { places, state, actions, opened }))}</ul>`, 6)}
  </section>`;

const branch = (node, page) => {
  const { opened, actions, state } = page;
  const open = opened.has(node.code) || node.children.some(({ code }) => code === state.kind);
  return html`<li>
    <div class="kind__line">${kind(node, page)}
      ${node.children.length > 0 ? html`<button class="iconbtn kind__twist" aria-expanded=${open ? 'true' : 'false'} aria-label=${t('filter.kind.open', { name: nameOf(node.name) })} @click=${() => actions.twist(node.code, !open)}>${icon(open ? 'up' : 'down', '18')}</button>` : nothing}
    </div>
    ${open ? html`<ul class="kinds kinds--below">${node.children.map((child) => html`<li><div class="kind__line">${kind(child, page)}</div></li>`)}</ul>` : nothing}
  </li>`;
};

const kind = (node, { places, state, actions }) => {
  const n = places.counts.get().data?.get(node.code);
  const on = state.kind === node.code;
  return html`<button class="kind ${on ? 'is-on' : ''} ${n === 0 ? 'is-none' : ''}" data-kind=${node.code} aria-pressed=${on ? 'true' : 'false'} @click=${() => actions.narrow({ kind: on ? null : node.code })}>
    <span class="kind__mark">${placeIcon(node.icon, '18')}</span><span class="grow">${nameOf(node.name)}</span>
    ${n === undefined ? nothing : html`<span class="count">${number(n)}</span>`}
  </button>`;
};

const matter = ({ places, state, actions }) => html`
  <section class="section">
    ${resourceView(places.matters.get(), places.matters.retry, (matters) => select({
      id: 'filter-matter', label: t('filter.matter'), value: state.matter, any: t('filter.matter.any'),
      options: matters.map(({ code, name }) => [code, nameOf(name)]), onChange: (code) => actions.narrow({ matter: code }),
    }), 1)}
  </section>`;

const select = ({ id, label, hint, value, any, options, onChange }) => field({
  id, label, hint,
  control: (described) => html`<select id=${id} class="input" aria-describedby=${described} @change=${(event) => onChange(event.target.value || null)}>
    <option value="" ?selected=${value === null}>${any}</option>
    ${options.map(([code, text]) => html`<option value=${code} ?selected=${String(value) === code}>${text}</option>`)}
  </select>`,
});

let areaChoice = null;

const area = ({ city, actions, places, redraw }) => html`
  <section class="section" aria-labelledby="filter-area">
    <h2 class="section__title" id="filter-area">${t('filter.area')}</h2>
    <div class="arealists">${(areaChoice ??= createAreaChoice({ levels: city.levels, onChoose: actions.limitTo, changed: redraw })).view(places.areaChain())}</div>
  </section>`;

/** Without a place to measure from it would mean nothing. */
const within = ({ state, actions }) => html`
  <section class="section">
    ${originOf(state)
      ? select({
          id: 'filter-within', label: t('filter.distance'), value: state.within, any: t('filter.distance.any'),
          options: DISTANCES.map((metres) => [String(metres), t('filter.within', { distance: distance(metres) })]), onChange: (metres) => actions.narrow({ within: metres ? Number(metres) : null }),
        })
      : html`<p class="ff__label">${t('filter.distance')}</p><p class="small t2">${t('filter.distance.none')}</p>
          <button class="btn btn--soft" @click=${actions.locate}>${icon('locate', '18')}${t('locate.button')}</button>`}
  </section>`;

const access = ({ state, actions }) => html`
  <section class="section">
    <fieldset class="ff"><legend class="ff__label">${t('filter.access')}</legend>
      <div class="ticks2">${Object.entries(ACCESS).map(([word, key]) => tick(`access-${word}`, t(key), state.access?.includes(word) ?? false, (on) => actions.narrow({ access: changed(state.access, word, on) })))}</div>
    </fieldset>
  </section>`;

function changed(words, word, on) {
  const others = (words ?? []).filter((each) => each !== word);
  const next = on ? [...others, word] : others;
  return next.length > 0 ? next : null;
}
