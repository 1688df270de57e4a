import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, nameOf, number, t } from '../../core/i18n.js';
import { FILTERS, NO_FILTERS } from './address.js';
import { bulkBar } from './bulk-bar.js';
import { leftOf, stateKeys, stateName, tabName, termOf, toneOf, toneOfLeft } from './words.js';

/** The list of requests: tabs, filters, rows. */
export const queue = (page) => html`
  <section class="panel desk__queue" aria-label=${t('desk.queue')}>
    ${tabs(page)} ${page.shares.view()} ${filters(page)}
    <div class="panel__body" id="queue-body" tabindex="-1">
      ${resourceView(page.model.list.get(), page.model.list.retry, (data) => rows(page, data), 6)}
    </div>
    ${bulkBar(page)}
    <p class="qfoot"><span><kbd>J</kbd> <kbd>K</kbd> ${t('desk.keys.move')}</span><span><kbd>↵</kbd> ${t('desk.keys.act')}</span><span class="grow"></span>
      ${page.bulk.isOn() ? nothing : html`<button class="btn btn--s" data-bulk @click=${page.bulk.begin}>${t('desk.bulk.begin')}</button>`}</p>
  </section>`;

const tabs = ({ model, actions }) => html`
  <nav class="qtabs" aria-label=${t('desk.tabs')}>
    ${model.tabs.map(({ id }) => html`<button class="qtab" data-tab=${id} aria-current=${model.tab().id === id ? 'true' : nothing} @click=${() => actions.tab(id)}>
      ${tabName(id)}${count(model.counts.get(id), model.late.get(id))}</button>`)}
  </nav>`;

const count = (found, late) =>
  found ? html`<span class=${late > 0 ? 'count count--over' : 'count'}>${number(found.count)}${found.more ? '+' : ''}</span>${late > 0 ? html`<span class="sr">${t('desk.late', { n: number(late) })}</span>` : nothing}` : nothing;

function filters({ state, model, actions, city, categories, table }) {
  const classes = table?.terms.urgency_classes ?? [];
  const fixed = model.tab().query;
  const used = FILTERS.filter((name) => state[name]).length;
  const pick = (name, label, options) => html`<label class="qfilter"><span>${label}</span>
    <select class="input" name=${name} .value=${state[name] ?? ''} @change=${(event) => actions.filter({ [name]: event.target.value || null })}>
      <option value="">${t('desk.any')}</option>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${state[name] === value}>${text}</option>`)}
    </select></label>`;
  return html`
    <details class="qfilters">
      <summary>${icon('list', '18')}${t('desk.filters')}${used > 0 ? html`<span class="count">${used}</span>` : nothing}</summary>
      <div class="qfilters__body">
        ${pick('state', t('desk.filter.state'), stateKeys.map((key) => [key, stateName(key)]))}
        ${pick('category', t('desk.filter.category'), categories.map(({ code, name }) => [code, nameOf(name)]))}
        ${classes.length === 0 ? nothing : pick('urgency', t('desk.filter.urgency'), classes.map(({ id }) => [id, termOf(classes, id)]))}
        ${pick('overdue', t('desk.filter.overdue'), [['true', t('desk.yes')], ['false', t('desk.no')]])}
        ${typed({ state, actions, name: 'area', label: t('desk.filter.area'), hint: `${city?.levels?.[0]?.id ?? 'district'}:…` })}
        ${fixed.unit ? nothing : typed({ state, actions, name: 'unit', label: t('desk.filter.unit'), hint: '' })}
        ${used > 0 ? html`<button class="btn btn--s" @click=${() => actions.filter(NO_FILTERS)}>${icon('x', '16')}${t('desk.filters.clear')}</button>` : nothing}
      </div>
    </details>`;
}

const typed = ({ state, actions, name, label, hint }) => html`<label class="qfilter"><span>${label}</span>
  <input class="input" name=${name} list=${name === 'unit' ? 'desk-units' : nothing} placeholder=${hint} .value=${state[name] ?? ''} @change=${(event) => actions.filter({ [name]: event.target.value.trim() || null })}></label>`;

function rows(page, { items, next }) {
  if (items.length === 0 && !next) {
    return empty({ glyph: 'check', title: t('desk.none'), text: t('desk.none.text') });
  }
  return html`<ul class="qlist">${repeat(items, (each) => each.number, (each) => html`<li class=${page.bulk.isOn() ? 'qpick' : ''}>${pick(page, each)}${row(page, each)}</li>`)}</ul>
    ${next ? html`<p class="qmore"><button class="btn" @click=${page.model.more}>${t('desk.more')}</button></p>` : nothing}`;
}

const pick = ({ bulk }, request) =>
  bulk.isOn()
    ? html`<input type="checkbox" class="qpick__box" aria-label=${t('desk.bulk.pick', { what: title(request), number: request.number })} .checked=${bulk.has(request.number)} @change=${(event) => bulk.choose(request, event.target.checked)} />`
    : nothing;

function row({ state, actions, now, table, timeZone }, request) {
  const tone = toneOf(request, now);
  const on = state.number === request.number;
  return html`
    <button class="q ${on ? 'is-on' : ''}" data-number=${request.number} aria-current=${on ? 'true' : nothing} @click=${() => actions.open(request.number)}>
      <span class="rq rq--row rq--${tone}" aria-hidden="true"><span>${initial(request)}</span></span>
      <span class="grow">
        <span class="q__line"><b class="grow cut">${title(request)}</b><span class="q__left q__left--${toneOfLeft(request, now)}">${leftOf(request, now)}</span></span>
        <span class="q__text cut">${request.text ?? ''}</span>
        <span class="q__line"><span class="q__meta grow cut">${request.urgency ? html`<b class="q__urgency">${termOf(table?.terms.urgency_classes ?? [], request.urgency)}</b><i class="md"></i>` : nothing}${place(request)}<i class="md"></i>${termOf(table?.terms.channels ?? [], request.channel)}</span>${pill(request)}</span>
        ${request.extension_asked ? html`<span class="q__asked">${t('desk.row.asked', { date: date(Date.parse(request.extension_asked), timeZone) })}</span>` : nothing}
      </span>
    </button>`;
}

export const title = (request) => nameOf(request.category?.name) || t('desk.uncategorised');
export const initial = (request) => [...title(request)][0];
export const place = (request) => nameOf(request.areas.at(-2)?.name ?? request.areas.at(-1)?.name) || t('desk.noPlace');

const PILLS = { received: 'due', disputed: 'disp', dispatched: 'accent', handled: 'done', closed: 'done', answered: 'done', callback: 'done' };
export const pill = ({ state }) => html`<span class="pill pill--${PILLS[state] ?? 'idle'}">${stateName(state)}</span>`;
