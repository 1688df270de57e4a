import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, nameOf, number, t } from '../../core/i18n.js';
import { currentAccount, loginHref } from '../../core/session.js';
import { grouped } from '../../core/request-number.js';
import { dutyName, faultText, stageClass, stateName } from './words.js';

const day = (text) => date(new Date(`${text}T12:00:00Z`), 'UTC');

/** A community's page: notices first, then its proposals or what else there is to know of it. */
export const community = (page, data) => html`
  ${notices(data)} ${tabs(page)}
  ${page.state.tab === 'proposals' ? html`${standing(page, data)} ${mine(page)} ${proposals(page)}` : about(page, data)}`;

const notices = ({ notices: list }) =>
  list.length === 0
    ? nothing
    : html`<section class="section" aria-labelledby="cy-notices"><h2 class="section__title" id="cy-notices">${t('cy.notices')}</h2>
        <ul class="cy__list">${list.map(
          (each) => html`<li class="cy__notice"><b>${nameOf(each.title)}</b><p>${nameOf(each.words)}</p><small class="t2">${t('cy.notices.days', { from: day(each.first_day), until: day(each.last_day) })}</small></li>`,
        )}</ul></section>`;

const tabs = ({ state, actions }) => html`<nav class="cy__tabs" aria-label=${t('cy.tabs')}>
  ${[['proposals', t('cy.proposals')], ['about', t('cy.about')]].map(
    ([id, text]) => html`<button type="button" id="cy-tab-${id}" aria-current=${state.tab === id ? 'true' : 'false'} @click=${() => actions.tab(id)}>${text}</button>`,
  )}</nav>`;

/** Whether the reader may propose here, and what is missing. */
function standing({ model, citizen, actions, state }, data) {
  const own = model.mine.get().data;
  const here = own?.communities.some(({ code }) => code === data.code);
  const status = own?.residency;
  const button = html`<button type="button" class="btn btn--primary btn--l" id="cy-propose" @click=${actions.propose}>${icon('plus', '18')}${t('cy.propose')}</button>`;
  return html`<section class="section cy__standing">
    ${citizen && status === 'confirmed' && here
      ? html`${button}<p class="ff__hint">${t('cy.rules', { days: data.rules.answer_days, open: data.rules.most_open, day: data.rules.most_per_day })}</p>`
      : citizen && own
        ? html`<p class="note">${icon('info', '18')}<span>${residency(status, here)}</span></p>
            ${data.unit && !(here && status === 'requested')
              ? html`<button type="button" class="btn btn--l" id="cy-live-here" aria-expanded=${state.doing === 'home' ? 'true' : 'false'} @click=${actions.liveHere}>${icon('home', '18')}${t('cy.residency.ask', { area: nameOf(data.name) })}</button>${home(state, actions, data, status)}` : nothing}`
        : currentAccount() === null
          ? html`<p class="ff__hint">${t('cy.login')}</p><a class="btn btn--l" id="cy-login" href=${loginHref()}>${icon('user', '18')}${t('user.login')}</a>`
          : nothing}
  </section>`;
}

const residency = (status, here) =>
  status === 'confirmed' ? t('cy.residency.elsewhere') : (here && { requested: t('cy.residency.waiting'), refused: t('cy.residency.refused'), ended: t('cy.residency.ended') }[status]) || t('cy.residency.none');

/** Who asks and behind which door, for the community to find in its register; whoever moves is told what ends. */
function home({ doing, draft, error, busy }, actions, data, status) {
  if (doing !== 'home') {
    return nothing;
  }
  const at = (field) => (error?.field === field ? faultText(error) : '');
  return html`<form class="inc__sub" novalidate @submit=${(event) => { event.preventDefault(); actions.askHome(data.unit.code); }}>
    ${status === 'confirmed' ? html`<p class="note note--due" id="cy-moving">${icon('warn', '18')}<span>${t('cy.home.moving')}</span></p>` : nothing}
    <p class="ff__hint">${t('cy.home.text')}</p>
    ${textField({ id: 'cy-home-name', label: t('cy.home.name'), autocomplete: 'name', maxlength: 80, required: true, value: draft.name ?? '', error: at('name'), onInput: (name) => actions.draft({ name }) })}
    ${textField({ id: 'cy-home-address', label: t('cy.home.address'), hint: t('cy.home.address.hint'), autocomplete: 'street-address', maxlength: 200, required: true, value: draft.address ?? '', error: at('address'), onInput: (address) => actions.draft({ address }) })}
    <button class="btn btn--primary btn--l" id="cy-home-send" ?disabled=${busy}>${icon('send', '18')}${t('cy.home.send')}</button>
  </form>`;
}

/** The reader's own, in whatever state. */
function mine({ model, state, actions }) {
  const own = (model.mine.get().data?.proposals ?? []).filter(({ area }) => area === state.area);
  return own.length === 0
    ? nothing
    : html`<section class="section" aria-labelledby="cy-mine"><h2 class="section__title" id="cy-mine" tabindex="-1">${t('cy.mine')}</h2>
        <ul class="cy__list">${own.map((each) => html`<li class="cy__row" data-own=${each.id}>
          <div class="grow"><b class="cy__rowtitle">${each.title}</b><span class="stage ${stageClass(each)}">${stateName(each)}</span>
            ${each.state === 'refused' || each.taken_down ? html`<p class="cy__why">${t('cy.mine.reason', { words: lastWords(each) })}</p>` : nothing}
            <div class="cy__acts">
              ${!each.taken_down && ['published', 'adopted', 'declined', 'closed'].includes(each.state) ? html`<button type="button" class="btn" @click=${() => actions.openProposal(each.id)}>${t('cy.open')}</button>` : nothing}
              ${each.mendable ? html`<button type="button" class="btn btn--primary" data-act="mend" @click=${() => actions.mend(each)}>${icon('edit', '18')}${t('cy.mend')}</button>` : nothing}
              ${['waiting', 'refused', 'published'].includes(each.state) ? html`<button type="button" class="btn" data-act="withdraw" ?disabled=${state.busy} @click=${() => actions.withdraw(each.id)}>${icon('trash', '18')}${t('cy.withdraw')}</button>` : nothing}
            </div></div></li>`)}</ul></section>`;
}

/** Of one that was taken down, what was said then: its closing may have come later. */
const lastWords = ({ history, taken_down: down }) => history.filter(({ words, what }) => words && (!down || what === 'taken_down')).at(-1)?.words ?? '';

const SORTS = () => [['newest', t('cy.sort.newest')], ['supported', t('cy.sort.supported')], ['due', t('cy.sort.due')]];
const FILTERS = () => [['', t('cy.filter.all')], ['published', t('cy.state.published')], ['adopted', t('cy.state.adopted')], ['declined', t('cy.state.declined')], ['closed', t('cy.state.closed')]];

const select = (id, label, options, value, onChange) => html`<label class="ff"><span class="ff__label">${label}</span>
  <select class="input" id=${id} @change=${(event) => onChange(event.target.value)}>${options.map(([each, text]) => html`<option value=${each} ?selected=${each === value}>${text}</option>`)}</select></label>`;

const proposals = ({ state, model, actions }) => html`<section class="section" aria-labelledby="cy-list">
  <h2 class="section__title" id="cy-list">${t('cy.proposals')}</h2>
  <div class="cy__pair">${select('cy-sort', t('cy.sort'), SORTS(), state.sort, (sort) => actions.set({ sort }))} ${select('cy-filter', t('cy.filter'), FILTERS(), state.filter, (filter) => actions.set({ filter }))}</div>
  ${resourceView(model.list.get(), model.list.retry, ({ items, next }) =>
    items.length === 0
      ? empty({ glyph: 'users', title: t('cy.none'), text: t('cy.none.text') })
      : html`<ol class="cy__list" id="cy-proposals">${items.map((each) => row(each, actions))}</ol>
          ${next ? html`<button type="button" class="btn btn--wide" id="cy-more" @click=${model.more}>${t('cy.more')}</button>` : nothing}`, 4)}
</section>`;

const row = (each, actions) => html`<li class="cy__row" data-proposal=${each.id}>
  <span class="cy__voices num" title=${t('cy.voices', { n: each.supports })}><b>${number(each.supports)}</b><small>${t('cy.voices.unit')}</small></span>
  <div class="grow"><button type="button" class="cy__open" @click=${() => actions.openProposal(each.id)}>${each.title}</button>
    <p class="cy__cut">${each.words}</p>
    <p class="small t2 cy__meta"><span class="stage ${stageClass(each)}">${stateName(each)}</span>${each.state === 'published' ? html`<span>${t('cy.answerBy', { day: day(each.answer_by) })}</span>` : nothing}</p></div>
</li>`;

const about = (page, data) => html`${people(data)} ${places(data)} ${figures(data)} ${requests(page, data)} ${neighbours(page, data)}`;

const people = ({ unit, wardens }) => html`<section class="section" aria-labelledby="cy-people"><h2 class="section__title" id="cy-people">${t('cy.people')}</h2>
  ${unit ? html`<p class="cy__unit"><b>${nameOf(unit.name)}</b>${unit.phone ? html`<a class="btn" href="tel:${unit.phone.replace(/[^\d+]/g, '')}">${icon('phone', '18')}${unit.phone}</a>` : nothing}</p>` : nothing}
  ${wardens.length === 0 ? html`<p class="small t2">${t('cy.people.none')}</p>` : html`<ul class="cy__list">${wardens.map(
    (each) => html`<li class="cy__person">${icon('user', '18')}<span class="grow"><b>${each.name ?? dutyName(each)}</b>${each.name ? html` ${dutyName(each)}` : nothing}<small class="t2">${each.grids.map(({ name }) => nameOf(name)).join('、')}</small></span></li>`,
  )}</ul>`}</section>`;

const places = ({ places: list }) =>
  list.length === 0
    ? nothing
    : html`<section class="section" aria-labelledby="cy-places"><h2 class="section__title" id="cy-places">${t('cy.places')}</h2>
        <ul class="cy__list">${list.map((each) => html`<li><a class="pagelink pagelink--wide" href="/places/${encodeURIComponent(each.code)}">${icon('pin', '18')}<span class="grow">${nameOf(each.name)}<small class="t2 cy__block">${nameOf(each.category)}</small></span>${icon('right', '16')}</a></li>`)}</ul></section>`;

function figures({ figures: found }) {
  if (!found) {
    return html`<section class="section" aria-labelledby="cy-figures"><h2 class="section__title" id="cy-figures">${t('cy.figures')}</h2><p class="small t2">${t('cy.figures.none')}</p></section>`;
  }
  const latest = found.months[0].month;
  return html`<section class="section" aria-labelledby="cy-figures"><h2 class="section__title" id="cy-figures">${t('cy.figures')}</h2>
    <p class="small t2">${t('cy.figures.of', { area: nameOf(found.area.name), month: latest })}</p>
    <ul class="cy__figures">${found.months.filter(({ month }) => month === latest).map((each) => html`<li><b class="num">${number(each.requests)}</b><span>${nameOf(each.category_name)}</span>${each.solved === null ? nothing : html`<span class="cy__solved" data-solved>${icon('check', '16')}${t('cy.figures.solved', { n: number(each.solved) })}</span>`}</li>`)}</ul>
    <p class="small t2">${t('cy.figures.hint')}</p></section>`;
}

const requests = ({ city }, { requests: list }) =>
  list.length === 0
    ? nothing
    : html`<section class="section" aria-labelledby="cy-requests"><h2 class="section__title" id="cy-requests">${t('cy.requests')}</h2>
        <ul class="cy__list">${list.map((each) => html`<li class="cy__notice"><b>${nameOf(each.category)}</b> <span class="stage ${each.closed ? 'stage--done' : 'stage--accent'}">${t(each.closed ? 'cy.requests.closed' : 'cy.requests.open')}</span>
          ${each.text ? html`<p>${each.text}</p>` : nothing}${each.reply ? html`<p class="cy__why">${each.reply}</p>` : nothing}
          <small class="t2 num">${grouped(each.number)} ${date(new Date(each.received_at), city.time_zone)}</small></li>`)}</ul></section>`;

const neighbours = ({ actions }, { neighbours: list }) =>
  list.length === 0
    ? nothing
    : html`<section class="section" aria-labelledby="cy-neighbours"><h2 class="section__title" id="cy-neighbours">${t('cy.neighbours')}</h2>
        <div class="cy__acts">${list.map((each) => html`<button type="button" class="btn" data-neighbour=${each.code} @click=${() => actions.openArea(each.code)}>${nameOf(each.name)}</button>`)}</div></section>`;
