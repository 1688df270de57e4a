import { html, nothing } from 'lit-html';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';
import { dayName, gridName, more, selectField } from './parts.js';

const FINDINGS = { fine: 'field.finding.fine', noted: 'field.finding.noted', reported: 'field.finding.reported' };
const KINDS = { inquiry: 'field.kind.inquiry', visit: 'field.kind.visit', check: 'field.kind.check' };

/** What was found on visits, with the words that were noted there; not by whom. */
export const visitsList = (page) => html`<section aria-labelledby="visits-title">
  <h2 id="visits-title">${t('wardens.visits')}</h2>
  <p class="small t2">${page.works ? t('wardens.visits.means') : t('wardens.visits.closed')}</p>
  <div class="bar">
    ${selectField({ id: 'finding', label: t('wardens.visits.finding'), value: page.state.finding ?? '', options: [['', t('wardens.all')], ...Object.entries(FINDINGS).map(([key, words]) => [key, t(words)])], onInput: (finding) => page.actions.set({ finding }) })}
  </div>
  <label class="wardens__tick"><input type="checkbox" id="noted" .checked=${Boolean(page.state.noted)} @change=${(event) => page.actions.set({ noted: event.target.checked })}>${t('wardens.visits.noted')}</label>
  ${resourceView(page.model.visits.get(), page.model.visits.retry, (list) => (list.items.length === 0
    ? empty({ glyph: 'check', title: t('wardens.visits.none'), text: t('wardens.visits.none.text') })
    : html`<ul class="wardens__rows wardens__rows--box" id="visits">${list.items.map((visit) => row(page, visit))}</ul>${more(list, page.model.moreVisits)}`), 4)}
</section>`;

const row = (page, visit) => html`<li data-visit=${visit.id}>
  <span class="grow"><b>${gridName(visit.grid)}</b>
    <small>${visit.found_at ? dateTime(visit.found_at, page.city?.time_zone) : dayName(visit.day)}<i class="md"></i>${[t(KINDS[visit.kind]), nameOf(visit.plan_name), nameOf(visit.item_text)].filter(Boolean).join(t('list.separator'))}</small>
    ${visit.note ? html`<span class="wardens__note">${visit.note}</span>` : visit.noted ? html`<small>${t('wardens.visits.sealed')}</small>` : nothing}</span>
  <span class="row">${doubts(visit).map((words) => html`<span class="badge wardens__vacant">${words}</span>`)}<span class="badge">${t(FINDINGS[visit.finding])}</span></span></li>`;

/** What speaks against taking a visit as it stands. */
const doubts = (visit) => [
  visit.outside && t('wardens.visits.outside'), visit.without_position && t('wardens.visits.unplaced'), visit.by_others && t('wardens.visits.others'), visit.doubtful && t('wardens.visits.doubtful'),
].filter(Boolean);

/** The same, counted: of the visits of a grid. */
export function doubtsOf({ outside, without_position: unplaced, by_others: others }) {
  const words = [
    outside > 0 && t('wardens.of.outside', { n: outside }), unplaced > 0 && t('wardens.of.unplaced', { n: unplaced }), others > 0 && t('wardens.of.others', { n: others }),
  ].filter(Boolean);
  return words.length > 0 ? words.join(t('list.separator')) : '—';
}
