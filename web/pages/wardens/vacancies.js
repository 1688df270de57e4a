import { html, nothing } from 'lit-html';
import { empty, resourceView } from '../../components/states.js';
import { t } from '../../core/i18n.js';
import { assignmentRow } from './grids.js';
import { csvButton, dayName, gridName, more, selectField } from './parts.js';

/** Grids that nobody looks after today, and people who look after grids that are no more. */
export const vacanciesTab = (page) => html`
  <div class="bar">
    ${selectField({ id: 'duty', label: t('wardens.duty'), value: page.state.duty, options: [['warden', t('wardens.duty.warden')], ['steward', t('wardens.duty.steward')]], onInput: (duty) => page.actions.set({ duty }) })}
    ${csvButton('vacancies-csv', () => page.actions.save('/wardens/vacancies', { duty: page.state.duty, limit: 1000, ...(page.state.area ? { area: page.state.area } : {}) }, 'vacancies.csv'))}
  </div>
  ${resourceView(page.model.vacancies.get(), page.model.vacancies.retry, (list) => vacant(page, list), 5)}
  ${(page.model.lost.get().data?.items.length ?? 0) > 0 ? html`<section class="wardens__card"><h2>${t('wardens.lost')}</h2><p class="small t2">${t('wardens.lost.text')}</p>
    <ul class="wardens__rows" id="lost">${page.model.lost.get().data.items.map((each) => assignmentRow(page, each, true))}</ul></section>` : nothing}`;

const vacant = (page, list) => (list.items.length === 0
  ? empty({ glyph: 'check', title: t('wardens.vacancies.none'), text: t('wardens.vacancies.none.text') })
  : html`<div class="sheetbox"><table class="table" id="vacancies">
      <thead><tr><th scope="col">${t('wardens.grid')}</th><th scope="col">${t('wardens.since')}</th><th scope="col">${t('wardens.until')}</th><th scope="col"><span class="sr">${t('wardens.assign')}</span></th></tr></thead>
      <tbody>${list.items.map(({ grid, since, until }) => html`<tr data-grid=${grid.code}>
        <td><b>${gridName(grid)}</b> <code>${grid.code}</code></td><td>${since ? dayName(since) : t('wardens.never')}</td><td>${until ? dayName(until) : '—'}</td>
        <td>${page.works ? html`<button class="btn" @click=${() => { page.actions.tab('grids'); page.actions.grid(grid.code); page.actions.assign({ grid: grid.code, duty: page.state.duty }); }}>${t('wardens.assign')}</button>` : nothing}</td></tr>`)}</tbody></table></div>
    ${more(list, page.model.moreVacancies)}`);
