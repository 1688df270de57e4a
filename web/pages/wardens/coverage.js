import { html } from 'lit-html';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, number, t } from '../../core/i18n.js';
import { areaTable, names } from './grids.js';
import { csvButton, dayField, gridName, more } from './parts.js';
import { doubtsOf, visitsList } from './visits.js';

/** How often each grid was visited: visits, never tracks, and not by whom. */
export function coverageTab(page) {
  const { state, model, actions } = page;
  const params = { limit: 1000, ...(state.area ? { area: state.area } : {}), ...(state.from ? { from: state.from } : {}), ...(state.to ? { to: state.to } : {}), ...(state.missed ? { missed: 'true' } : {}) };
  const areas = model.areas.get().data ?? [];
  return html`
    <div class="bar">
      ${dayField({ id: 'from', label: t('wardens.from'), value: state.from, onInput: (from) => actions.set({ from: from || null }) })}
      ${dayField({ id: 'to', label: t('wardens.to'), value: state.to, onInput: (to) => actions.set({ to: to || null }) })}
      ${csvButton('coverage-csv', () => actions.save('/wardens/coverage', params, 'coverage.csv'))}
    </div>
    <label class="wardens__tick"><input type="checkbox" id="missed" .checked=${Boolean(state.missed)} @change=${(event) => actions.set({ missed: event.target.checked })}>${t('wardens.missedOnly')}</label>
    <p class="small t2">${t('wardens.coverage.means')}</p>
    ${areas.some(({ grids }) => grids > 1) ? areaTable(page, areas) : ''}
    ${resourceView(model.coverage.get(), model.coverage.retry, (list) => table(page, list), 6)}
    ${visitsList(page)}`;
}

const table = (page, list) => (list.items.length === 0
  ? empty({ glyph: 'check', title: t('wardens.coverage.none'), text: t('wardens.coverage.none.text') })
  : html`<div class="sheetbox" tabindex="0" role="region" aria-label=${t('wardens.tab.coverage')}><table class="table" id="coverage">
    <thead><tr><th scope="col">${t('wardens.grid')}</th><th scope="col">${t('wardens.duty.warden')}</th><th scope="col">${t('wardens.kind.inquiry')}</th><th scope="col">${t('wardens.kind.visit')}</th><th scope="col">${t('wardens.kind.check')}</th><th scope="col">${t('wardens.of')}</th><th scope="col">${t('wardens.lastVisit')}</th><th scope="col">${t('wardens.week')}</th></tr></thead>
    <tbody>${list.items.map((each) => html`<tr data-grid=${each.grid.code}>
      <td><b>${gridName(each.grid)}</b></td><td>${names(each.wardens, t('wardens.vacantWarden'))}</td>
      <td class="num"><span class="wardens__label">${t('wardens.kind.inquiry')}</span>${number(each.inquiries)}</td><td class="num"><span class="wardens__label">${t('wardens.kind.visit')}</span>${number(each.visits)}</td><td class="num"><span class="wardens__label">${t('wardens.kind.check')}</span>${number(each.checks)}</td>
      <td><span class="wardens__label">${t('wardens.of')}</span>${doubtsOf(each)}</td>
      <td><span class="wardens__label">${t('wardens.lastVisit')}</span>${each.last_visit_at ? dateTime(each.last_visit_at, page.city?.time_zone) : t('wardens.never')}</td>
      <td><span class="badge ${each.visited_this_week ? 'wardens__good' : 'wardens__vacant'}">${each.visited_this_week ? t('wardens.shade.visited') : t('wardens.shade.missed')}</span></td></tr>`)}</tbody></table></div>
  ${more(list, page.model.moreCoverage)}`);
