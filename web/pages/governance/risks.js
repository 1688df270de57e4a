import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { number, t } from '../../core/i18n.js';
import { card, dayName, named, percent, plain, selectField, table, times } from './parts.js';

/** Key risk points, places of conflict, what rises, and how many ask again and again. */
export const risksTab = (page) => html`
  <div class="gov__grid">
    ${card('risks-title', t('gov.risks'), t('gov.risks.help'), html`
      <div class="insights__canvas gov__canvas"><div id="map" role="application" aria-label=${t('gov.map')}></div>${attribution(page.city, { own: true })}</div>
      ${resourceView(page.model.risks.get(), page.model.risks.retry, (data) => risks(page, data), 4)}`)}
    ${card('conflicts-title', t('gov.conflicts'), t('gov.conflicts.help'), html`
      <div class="gov__tools">${selectField({ id: 'place-kind', label: t('gov.samePlace'), value: page.state.kind ?? 'address', options: [['address', t('gov.samePlace.address')], ['cell', t('gov.samePlace.cell')]], onInput: (kind) => page.actions.set({ kind: kind === 'address' ? null : kind }) })}
        <button class="btn" id="conflicts-csv" @click=${() => page.actions.download('conflicts', { kind: page.state.kind ?? 'address' })}>${icon('download', '18')}CSV</button></div>
      ${resourceView(page.model.conflicts.get(), page.model.conflicts.retry, ({ items }) => conflicts(page, items), 5)}`)}
    ${card('risers-title', t('gov.risers'), t('gov.risers.help'), html`
      ${selectField({ id: 'against', label: t('gov.against'), value: page.state.against ?? 'before', options: [['before', t('gov.against.before')], ['year', t('gov.against.year')]], onInput: (against) => page.actions.set({ against: against === 'before' ? null : against }) })}
      ${resourceView(page.model.risers.get(), page.model.risers.retry, (data) => risers(page, data), 4)}`)}
    ${card('repeaters-title', t('gov.repeaters'), t('gov.repeaters.help'), resourceView(page.model.repeaters.get(), page.model.repeaters.retry, ({ items }) => repeaters(items), 3))}
  </div>`;

const none = (text) => empty({ glyph: 'check', title: t('gov.none'), text });

/** Makes a task of a finding; who may only read has none, and a place outside all areas is nobody's. */
const act = (page, name, patch) => (page.acts && patch.area
  ? html`<button class="btn gov__act" data-ref=${patch.origin_ref} aria-label=${t('gov.act.of', { what: name })} @click=${() => page.actions.begin(patch)}>${icon('plus', '18')}${t('gov.act')}</button>`
  : nothing);

const about = (area) => ({ area_level: area?.level ?? null, area: area?.code ?? null, area_name: area?.name ?? null });

function risks(page, { last_day: last, items }) {
  if (items.length === 0) {
    return none(last ? t('gov.risks.none', { day: dayName(last) }) : t('gov.risks.notYet'));
  }
  return table(t('gov.risks'), [t('gov.what'), [t('gov.score')], [t('gov.observed')], [t('gov.p')], [t('gov.unresolved')], [t('gov.disputed')], t('gov.do')], items.map((row) => [
    html`${row.category ? named(row.category_name, row.category) : t('gov.everything')}<small>${row.area ? named(row.area.name, row.area.code) : t('gov.outside')}<i class="md"></i>${dayName(row.from)} – ${dayName(row.to)}<i class="md"></i>${t('gov.radius', { m: number(row.radius_metres, { maximumFractionDigits: 0 }) })}</small>`,
    [html`<b>${number(row.score, { maximumFractionDigits: 0 })}</b>`],
    [t('gov.ofExpected', { n: number(row.observed), expected: number(row.expected, { maximumFractionDigits: 1 }) })],
    [number(row.p, { maximumSignificantDigits: 2 })], [percent(row.unresolved_share)], [percent(row.disputed_share)],
    act(page, plain(row.category_name, t('gov.everything')), { ...about(row.area), origin: 'hot_spot', origin_ref: row.ref, kind: 'inspection', category: row.category, lon: row.lon, lat: row.lat, title: t('gov.title.risk', { what: plain(row.category_name, t('gov.everything')), where: plain(row.area?.name, '') }) }),
  ]));
}

function conflicts(page, items) {
  return items.length === 0 ? none(t('gov.conflicts.none')) : table(t('gov.conflicts'), [t('gov.where'), [t('gov.requests')], [t('gov.people')], [t('gov.unresolved')], [t('gov.disputed')], t('gov.do')], items.map((row) => [
    html`${row.area ? named(row.area.name, row.area.code) : t('gov.outside')}<small>${named(row.category_name, row.category)}<i class="md"></i>${number(row.lon, { maximumFractionDigits: 4 })}, ${number(row.lat, { maximumFractionDigits: 4 })}</small>`,
    [number(row.requests)], [number(row.people)], [percent(row.unresolved_share)], [percent(row.disputed_share)],
    act(page, plain(row.area?.name, row.ref), { ...about(row.area), origin: 'conflict', origin_ref: row.ref, kind: 'topic', category: row.category, lon: row.lon, lat: row.lat, title: t('gov.title.conflict', { where: plain(row.area?.name, ''), what: plain(row.category_name, '') }) }),
  ]));
}

function risers(page, data) {
  const said = html`<p class="small t2">${t('gov.risers.said', { from: dayName(data.from), to: dayName(data.to), before: dayName(data.from_before), until: dayName(data.to_before), n: number(data.tested) })}</p>`;
  return html`${said}${data.items.length === 0 ? none(t('gov.risers.none')) : table(t('gov.risers'), [t('gov.what'), [t('gov.now')], [t('gov.before')], [t('gov.ratio')], [t('gov.q')], t('gov.do')], data.items.map((row) => [
    html`${named(row.category_name, row.category)}<small>${named(row.area.name, row.area.code)}</small>`,
    [number(row.now)], [number(row.before)], [html`${times(row.ratio)}<small>${times(row.low)} – ${times(row.high)}</small>`], [number(row.q, { maximumSignificantDigits: 2 })],
    act(page, plain(row.category_name, row.category), { ...about(row.area), origin: 'riser', origin_ref: row.ref, kind: 'topic', category: row.category, title: t('gov.title.riser', { what: plain(row.category_name, row.category), where: plain(row.area.name, '') }) }),
  ]))}`;
}

const repeaters = (items) => (items.length === 0 ? none(t('gov.repeaters.none')) : table(t('gov.repeaters'), [t('gov.where'), [t('gov.petitioners')], [t('gov.requests')], [t('gov.unresolved')]], items.map((row) => [
  row.area ? named(row.area.name, row.area.code) : t('gov.repeaters.others'), [number(row.petitioners)], [number(row.requests)], [percent(row.unresolved_share)],
])));
