import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { areaField, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { span } from '../../components/incident-notes.js';
import { pageNav } from '../../components/page-nav.js';
import { empty, resourceView } from '../../components/states.js';
import { topbar } from '../../components/topbar.js';
import { dateTime, languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { grouped } from '../../core/request-number.js';
import { form } from './form.js';

/** The page: what is open beside the map; staff make, change and end it here. The element with id `map` is drawn once. */
export const pageTemplate = (page) => html`
  <a class="skip btn btn--primary" href="#incidents">${t('app.skipToContent')}</a>
  <div class="app app--form">
    ${topbar({ city: page.city, page: 'incidents', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    ${page.state.online ? nothing : html`<p class="offline" role="status">${icon('offline', '18')}<span><b>${t('offline.title')}</b></span></p>`}
    <main class="split">
      <div class="panel"><div class="panel__body" id="incidents" tabindex="-1">
        ${head(page)} ${map(page)} ${page.state.form ? form(page) : list(page)}
      </div></div>
    </main>
    ${pageNav({ page: 'incidents', theme: currentTheme(), onLanguage: page.actions.language, onTheme: page.actions.theme })}
    <p class="sr" role="status">${page.state.said}</p>
  </div>`;

const head = ({ state, makes, reads, actions }) => html`
  <header class="section intro inc__form">
    <div class="inc__head"><h1>${t('page.incidents')}</h1></div>
    <p>${t('incidents.text')}</p>
    ${makes && !state.form ? html`<div class="inc__tools">
      <button class="btn btn--primary btn--l" id="new-incident" @click=${actions.make}>${icon('plus', '18')}${t('incidents.new')}</button>
      <label class="btn btn--l">${icon('download', '18')}${t('incidents.import')}<input class="sr" type="file" id="outages" accept=".csv,.json,.geojson" @change=${actions.take}></label>
    </div>` : nothing}
    ${state.taken ? html`<p class="note note--info" id="taken">${icon('check', '18')}<span>${t('incidents.taken', state.taken)}</span></p>` : nothing}
    ${state.fileFault ? html`<p class="note note--due" role="alert" id="file-fault">${icon('warn', '18')}<span class="inc__faults"><b>${t('incidents.notTaken')}</b> ${state.fileFault.replaceAll('; ', '\n')}</span></p>` : nothing}
    ${reads && !state.form ? html`<label class="ff"><span class="ff__label">${t('incidents.filter')}</span>
      <select class="input" id="filter" @change=${(event) => actions.filter(event.target.value)}>
        ${[['open', t('incidents.state.open')], ['ended', t('incidents.state.ended')], ['cancelled', t('incidents.state.cancelled')]].map(([id, text]) => html`<option value=${id} ?selected=${state.filter === id}>${text}</option>`)}
      </select></label>` : nothing}
  </header>`;

const map = ({ city, actions, state }) => html`
  <div class="map wheremap" role="group" aria-label=${t('map.label')}>
    <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')} aria-describedby="map-help"></div>
    <span class="cross" aria-hidden="true"></span>
    <p class="sr" id="map-help">${state.form ? t('incidents.map.help') : ''}</p>
    <div class="mapctl mapctl--zoom" data-over-map>
      <button type="button" aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
      <button type="button" aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
    </div>
    ${state.tilesFailed ? html`<div class="maperror note note--due" role="alert">${icon('warn', '18')}<span class="grow">${t('map.tilesFailed')}</span></div>` : nothing}
    ${attribution(city)}
  </div>`;

const list = (page) => html`<section class="section" aria-label=${t('page.incidents')}>${resourceView(page.model.list.get(), page.model.list.retry, ({ items }) =>
  items.length === 0
    ? empty({ glyph: 'check', title: t('incidents.none'), text: t('incidents.none.text') })
    : html`<ul class="incidents incidentslist">${items.map((each) => one(page, each))}</ul>`, 4)}</section>`;

function one(page, incident) {
  const { state, city, actions } = page;
  const on = state.selected === incident.id;
  return html`<li class="incident incident--${incident.kind} incident--${incident.state ?? 'open'}" data-incident=${incident.id}>
    ${icon(incident.kind === 'notice' ? 'clock' : 'warn', '18')}
    <div class="grow">
      <button type="button" class="inc__open" aria-expanded=${on ? 'true' : 'false'} @click=${() => actions.select(incident)}>${nameOf(incident.title)}</button>
      <p class="incident__text">${nameOf(incident.message)}</p>
      <p class="small t2">${span({ ...incident, running: undefined }, city.time_zone)}${incident.source ? html`<i class="md"></i>${incident.source}` : nothing}</p>
      ${on ? more(page, incident) : nothing}
    </div>
  </li>`;
}

const more = ({ state, city, actions, ...page }, incident) => html`
  <p class="small t2">${incident.categories.map(({ name }) => nameOf(name)).join('、')}</p>
  ${incident.version === undefined ? nothing : html`<p class="inc__stats"><span>${t('incidents.followers', { n: incident.followers })}</span>
    ${incident.parent ? html`<a class="num" href="/desk?number=${incident.parent}">${grouped(incident.parent)}</a>` : nothing}
    <span>${t('incidents.version', { n: incident.version, time: dateTime(incident.changed_at, city.time_zone) })}</span></p>`}
  ${incident.answer ? html`<p class="incident__text"><b>${t('incidents.answered')}</b> ${nameOf(incident.answer)}</p>` : nothing}
  ${incident.mine ? html`<div class="inc__acts">
    <button class="btn" data-act="edit" @click=${() => actions.edit(incident)}>${icon('edit', '18')}${t('incidents.edit')}</button>
    <button class="btn btn--primary" data-act="end" aria-expanded=${state.doing === 'end' ? 'true' : 'false'} @click=${() => actions.doing('end')}>${icon('check', '18')}${t('incidents.endIt')}</button>
    <button class="btn" data-act="cancel" aria-expanded=${state.doing === 'cancel' ? 'true' : 'false'} @click=${() => actions.doing('cancel')}>${icon('trash', '18')}${t('incidents.cancel')}</button>
  </div>${state.doing === 'end' ? ending({ state, actions, ...page }, incident) : state.doing === 'cancel' ? cancelling({ state, actions }, incident) : nothing}` : nothing}`;

const fault = ({ error }) => (error ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${error.code === 'incident_changed' ? t('incidents.changed') : error.detail || t('error.server.text')}</span></p>` : nothing);

const ending = ({ state, model, actions }, incident) => html`
  <form class="inc__sub" novalidate @submit=${(event) => { event.preventDefault(); actions.end(incident); }}>
    <p class="ff__hint">${t('incidents.end.text', { n: incident.followers })}</p>
    ${languages().map((tag) => areaField({ id: `answer-${tag}`, label: t('incidents.answer', { language: nameOfLanguage(tag) }), rows: 2, maxlength: 2000, value: state.answer[tag] ?? '', onInput: (text) => actions.set({ answer: { ...state.answer, [tag]: text } }) }))}
    <div class="ff"><label class="ff__label" for="outcome">${t('incidents.outcome')}</label>
      <select class="input" id="outcome" @change=${(event) => actions.set({ outcome: event.target.value })}>
        ${(model.outcomes.get().data ?? []).map(({ id, name }) => html`<option value=${id} ?selected=${state.outcome === id}>${nameOf(name) || OUTCOMES()[id] || id}</option>`)}
      </select></div>
    ${fault(state)}
    <button class="btn btn--primary" id="end-now">${t('incidents.endNow')}</button>
  </form>`;

/** Words for outcomes that the city has not named itself. */
const OUTCOMES = () => ({ solved: t('outcome.solved'), partly_solved: t('outcome.partly_solved'), explained: t('outcome.explained'), not_solved: t('outcome.not_solved') });

const cancelling = ({ state, actions }, incident) => html`
  <form class="inc__sub" novalidate @submit=${(event) => { event.preventDefault(); actions.cancel(incident); }}>
    <p class="ff__hint">${t('incidents.cancel.text')}</p>
    ${textField({ id: 'cancel-reason', label: t('incidents.reason'), value: state.reason, required: true, onInput: (reason) => actions.set({ reason }) })}
    ${fault(state)}
    <button class="btn btn--danger" id="cancel-now">${t('incidents.cancelNow')}</button>
  </form>`;
