import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';
import { coverageTab } from './coverage.js';
import { gridsTab } from './grids.js';
import { handoverTab } from './handover.js';
import { importTab } from './import.js';
import { faultNote, saidNote } from './parts.js';
import { peopleTab } from './people.js';
import { phonesTab } from './phones.js';
import { plansTab } from './plans.js';
import { shadeName } from './shades.js';
import { sheetView } from './sheet.js';
import { tasksTab } from './tasks.js';
import { vacanciesTab } from './vacancies.js';

const tabsOf = (works) => [
  ...(works ? [['grids', t('wardens.tab.grids'), gridsTab], ['people', t('wardens.tab.people'), peopleTab]] : []),
  ['vacancies', t('wardens.tab.vacancies'), vacanciesTab],
  ['coverage', t('wardens.tab.coverage'), coverageTab],
  ...(works
    ? [['tasks', t('wardens.tab.tasks'), tasksTab], ['plans', t('wardens.tab.plans'), plansTab], ['handover', t('wardens.tab.handover'), handoverTab], ['phones', t('wardens.tab.phones'), phonesTab], ['import', t('wardens.tab.import'), importTab]]
    : []),
];

/** Tabs that are about places show the map and the choice of an area. */
const WITH_AREA = ['grids', 'vacancies', 'coverage', 'tasks', 'plans'];
export const mapped = (state) => (state.sheet ? false : state.tab ? ['grids', 'vacancies', 'coverage'].includes(state.tab) || (state.tab === 'plans' && state.plan !== null) : true);

/** Title, tabs, the area, and the tab that is open. */
export function content(page) {
  const { state, model, works } = page;
  const tabs = tabsOf(works);
  const open = tabs.find(([id]) => id === model.tab()) ?? tabs[0];
  if (state.sheet) {
    return sheetView(page);
  }
  return html`
    <div class="wide wardens">
      <h1>${t('page.wardens')}</h1>
      <nav class="wardens__tabs" aria-label=${t('page.wardens')}>${tabs.map(([id, name]) => html`<button data-tab=${id} aria-current=${id === open[0] ? 'page' : nothing} @click=${() => page.actions.tab(id)}>${name}</button>`)}</nav>
      ${WITH_AREA.includes(open[0]) ? areaBar(page) : nothing}
      ${faultNote(state)}
      ${saidNote(state)}
      ${mapped(state) ? html`<div class="wardens__split">${mapBox(page, open[0])}<div class="pane">${open[2](page)}</div></div>` : html`<div class="pane">${open[2](page)}</div>`}
    </div>`;
}

/** Where one is, and the way further down. */
function areaBar({ state, model, actions }) {
  const trail = model.trail.get().data ?? [];
  const start = Math.max(0, trail.findIndex(({ level, code }) => model.isRoot(`${level}:${code}`)));
  const own = model.knowsRoots() ? trail.slice(start) : trail.slice(-1);
  const below = (model.areas.get().data ?? []).filter(({ level, code }) => `${level}:${code}` !== state.area);
  return html`
    <div class="wardens__area" role="group" aria-label=${t('wardens.area')}>
      <nav class="wardens__trail" aria-label=${t('wardens.area')}>
        <button data-area="" aria-current=${state.area ? nothing : 'true'} @click=${() => actions.area(null)}>${t('wardens.area.all')}</button>
        ${own.map(({ level, code, name }) => html`<span aria-hidden="true">›</span><button data-area="${level}:${code}" aria-current=${state.area === `${level}:${code}` ? 'true' : nothing} @click=${() => actions.area(`${level}:${code}`)}>${nameOf(name)}</button>`)}
      </nav>
      ${below.length > 0 ? html`<label><span class="sr">${t('wardens.area.down')}</span><select class="input" id="below" @change=${(event) => event.target.value && actions.area(event.target.value)}>
        <option value="" .selected=${true}>${t('wardens.area.down')}</option>
        ${below.map(({ level, code, name }) => html`<option value="${level}:${code}">${nameOf(name)}</option>`)}</select></label>` : nothing}
    </div>`;
}

const mapBox = ({ city, actions, state }, tab) => html`
  <div class="wardens__mapbox">
    <div class="wardens__map map" role="group" aria-label=${t('map.label')}>
      <div id="map" class="map__view" tabindex="0" role="application" aria-label=${t('map.keyboard')}></div>
      <div class="mapctl mapctl--zoom" data-over-map>
        <button type="button" aria-label=${t('map.zoomIn')} @click=${() => actions.zoom(1)}>${icon('plus')}</button>
        <button type="button" aria-label=${t('map.zoomOut')} @click=${() => actions.zoom(-1)}>${icon('minus')}</button>
      </div>
      ${attribution(city)}
    </div>
    ${state.plan ? html`<p class="small t2">${t('wardens.plan.map')}</p>` : html`<ul class="wardens__legend">${['good', 'some', 'none'].map((kind) => html`<li><i class="wardens__key wardens__key--${kind}" aria-hidden="true"></i>${shadeName(kind, tab)}</li>`)}</ul>`}
  </div>`;
