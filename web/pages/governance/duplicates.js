import { html, nothing } from 'lit-html';
import { empty, resourceView } from '../../components/states.js';
import { number, t } from '../../core/i18n.js';
import { card, named, plain, table } from './parts.js';

/** The same matter with two units, again and again: what it says against the catalogue or a border, and what another rule would have done. */
export const duplicates = (page) => html`
  ${card('duplicates-title', t('gov.duplicates'), t('gov.duplicates.help'), resourceView(page.model.duplicates.get(), page.model.duplicates.retry, ({ items }) => (items.length === 0
    ? empty({ glyph: 'check', title: t('gov.none'), text: t('gov.duplicates.none') })
    : table(t('gov.duplicates'), [t('gov.what'), [t('gov.duplicates.pairs')], [t('gov.duplicates.across')], t('gov.duplicates.fewer'), t('gov.duplicates.more'), t('gov.corrections.points'), t('gov.do')], items.map((row) => cells(page, row)))), 4))}
  ${page.state.twofold ? trial(page) : nothing}`;

const cells = (page, row) => [
  html`${named(row.category_name, row.category)}<small>${named(row.area.name, row.area.code)}</small>`,
  [number(row.pairs)], [number(row.across)], html`${named(row.from_name, row.from_unit)}<small>${t('gov.duplicates.leads', { n: number(row.from_leads) })}</small>`, html`${named(row.to_name, row.to_unit)}<small>${t('gov.duplicates.leads', { n: number(row.to_leads) })}</small>`,
  row.kind === 'boundary'
    ? html`${t('gov.corrections.boundary')}<small>${row.neighbour ? t('gov.corrections.between', { one: plain(row.area.name, row.area.code), other: plain(row.neighbour.name, row.neighbour.code) }) : nothing}</small>`
    : t('gov.corrections.catalogue'),
  page.tries ? html`<button class="btn gov__act" data-proposal=${row.ref} aria-label=${t('gov.corrections.try.of', { what: plain(row.category_name, row.category), where: plain(row.area.name, row.area.code) })} @click=${() => page.actions.tryDuplicates(row)}>${t('gov.corrections.try')}</button>` : '',
];

const trial = (page) => html`<section class="insights__card" aria-labelledby="duplicate-trial-title"><h2 id="duplicate-trial-title" tabindex="-1">${t('gov.trial')}</h2>
  ${resourceView(page.model.duplicateTrial.get(), page.model.duplicateTrial.retry, (told) => html`
    <p id="duplicate-trial-said">${t('gov.duplicates.said', { pairs: number(told.pairs), before: number(told.split_before), after: number(told.split_after) })}</p>
    <p>${t('gov.trial.said', { cases: number(told.cases), moved: number(told.moved), redispatched: number(told.redispatched), before: number(told.right_before), after: number(told.right_after), avoided: number(told.right_after - told.right_before, { signDisplay: 'exceptZero' }) })}</p>
    <pre class="gov__rule" tabindex="0" aria-label=${t('gov.trial.rule')}>${told.rule}</pre>
    <p class="small t2">${told.before ? t('gov.trial.before', { rule: told.before }) : t('gov.trial.end')}</p>`, 4)}</section>`;
