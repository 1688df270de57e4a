import { html, nothing } from 'lit-html';
import { empty, resourceView } from '../../components/states.js';
import { number, t } from '../../core/i18n.js';
import { duplicates } from './duplicates.js';
import { card, dayName, named, percent, plain, table } from './parts.js';

/** Disputes that were right: what they say against the catalogue or a border, and what another rule would have done. */
export const correctionsTab = (page) => html`
  ${card('corrections-title', t('gov.corrections'), t('gov.corrections.help'), resourceView(page.model.corrections.get(), page.model.corrections.retry, ({ items }) => (items.length === 0
    ? empty({ glyph: 'check', title: t('gov.none'), text: t('gov.corrections.none') })
    : table(t('gov.corrections'), [t('gov.what'), [t('gov.corrections.disputed')], [t('gov.corrections.moved')], t('gov.corrections.from'), t('gov.corrections.to'), t('gov.corrections.points'), t('gov.do')], items.map((row) => cells(page, row)))), 4))}
  ${page.state.proposal ? trial(page) : nothing}
  ${duplicates(page)}`;

const cells = (page, row) => [
  html`${named(row.category_name, row.category)}<small>${named(row.area.name, row.area.code)}</small>`,
  [number(row.disputed)], [number(row.moved)], named(row.from_name, row.from_unit), html`${named(row.to_name, row.to_unit)}<small>${percent(row.to_share)}</small>`,
  row.kind === 'boundary'
    ? html`${t('gov.corrections.boundary')}<small>${row.neighbour ? t('gov.corrections.between', { one: plain(row.area.name, row.area.code), other: plain(row.neighbour.name, row.neighbour.code) }) : t('gov.corrections.along', { share: percent(row.border_share) })}</small>`
    : t('gov.corrections.catalogue'),
  page.tries ? html`<button class="btn gov__act" data-proposal=${row.ref} aria-label=${t('gov.corrections.try.of', { what: plain(row.category_name, row.category), where: plain(row.area.name, row.area.code) })} @click=${() => page.actions.tryOut(row)}>${t('gov.corrections.try')}</button>` : '',
];

const proposed = ({ state, model }) => model.corrections.get().data?.items.find(({ ref }) => ref === state.proposal);

const trial = (page) => html`<section class="insights__card" aria-labelledby="trial-title"><h2 id="trial-title" tabindex="-1">${t('gov.trial')}</h2>
  ${resourceView(page.model.trial.get(), page.model.trial.retry, (told) => html`
    <p id="trial-said">${t('gov.trial.said', { cases: number(told.cases), moved: number(told.moved), redispatched: number(told.redispatched), before: number(told.right_before), after: number(told.right_after), avoided: number(told.avoided, { signDisplay: 'exceptZero' }) })}</p>
    <p class="small t2">${t('gov.trial.days', { from: dayName(told.since), to: dayName(told.until) })} ${proposed(page)?.in_sample ? t('gov.trial.inSample') : ''}</p>
    <pre class="gov__rule" tabindex="0" aria-label=${t('gov.trial.rule')}>${told.rule}</pre>
    <p class="small t2">${told.before ? t('gov.trial.before', { rule: told.before }) : t('gov.trial.end')}</p>
    ${told.moves.length ? table(t('gov.trial.moves'), [t('gov.corrections.from'), t('gov.corrections.to'), [t('gov.requests')]], told.moves.map((move) => [move.from ? named(move.from_name, move.from) : t('gov.trial.nobody'), move.to ? named(move.to_name, move.to) : t('gov.trial.nobody'), [number(move.count)]])) : nothing}`, 4)}</section>`;
