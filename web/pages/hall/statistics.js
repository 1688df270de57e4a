import { html } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { getJson } from '../../core/api.js';
import { plusDays } from '../../core/hall-time.js';
import { number, t } from '../../core/i18n.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

const USUAL_DAYS = 29;

/** How the hall was used over some days, by matter. */
export function createStatistics(store, model, changed) {
  const figures = createResource(changed);
  let asked = null;

  function open(today) {
    const { hall, from, to } = store.get();
    const period = { from: from ?? plusDays(to ?? today, -USUAL_DAYS), to: to ?? today };
    const key = JSON.stringify([hall, period]);
    if (key !== asked) {
      asked = key;
      figures.load((signal) => getJson(model.path('/statistics'), period, { signal }), { keep: true });
    }
    return period;
  }

  return { figures, open };
}

export function statistics(page) {
  const { statistics: source, actions } = page;
  const period = source.open(page.today());
  const day = (id, label) => html`<div class="ff"><label class="ff__label" for=${id}>${label}</label>
    <input class="input" type="date" id=${id} .value=${period[id]} @change=${(event) => actions.set({ [id]: event.target.value || null })} /></div>`;
  return html`<div class="hall__card">
    <div class="bar noprint">${day('from', t('hall.stats.from'))} ${day('to', t('hall.stats.to'))}
      <button class="btn" id="stats-csv" ?disabled=${!source.figures.get().data} @click=${() => saveCsv(page)}>${icon('download', '18')}CSV</button></div>
    ${resourceView(source.figures.get(), source.figures.retry, (figures) => shown(page, figures), 6)}</div>`;
}

const share = (part, whole) => (whole > 0 ? number(part / whole, { style: 'percent', maximumFractionDigits: 0 }) : '—');
const decimal = (value) => (value === null ? '—' : number(value, { maximumFractionDigits: 1 }));

function shown(page, { seats, taken, matters }) {
  const sum = (name) => matters.reduce((total, each) => total + each[name], 0);
  const came = sum('served') + sum('no_shows');
  const tiles = [
    [share(taken, seats), t('hall.stats.use'), t('hall.stats.use.means', { taken: number(taken), seats: number(seats) })],
    [number(sum('bookings')), t('hall.stats.bookings'), t('hall.stats.bookings.means')],
    [share(sum('no_shows'), came), t('hall.stats.noShows'), t('hall.stats.noShows.means', { n: number(sum('no_shows')), of: number(came) })],
    [number(sum('walk_ins')), t('hall.stats.walkIns'), t('hall.stats.walkIns.means')],
  ];
  return html`
    <dl class="hall__tiles">${tiles.map(([figure, label, means]) => html`<div><dt>${label}</dt><dd class="num">${figure}</dd><dd class="small t2">${means}</dd></div>`)}</dl>
    ${matters.length === 0
      ? empty({ glyph: 'list', title: t('hall.stats.none'), text: t('hall.stats.none.text') })
      : html`<div class="sheetbox" tabindex="0" role="region" aria-label=${t('hall.tab.statistics')}><table class="table" id="stats">
        <thead><tr>${columns().map(([, name]) => html`<th>${name}</th>`)}</tr></thead>
        <tbody>${matters.map((each) => html`<tr><td>${page.model.matterName(each.matter)}</td>${columns().slice(1).map(([key, name]) => html`<td class="num"><span class="hall__cell">${name}</span>${decimal(each[key])}</td>`)}</tr>`)}</tbody></table></div>`}`;
}

const columns = () => [
  ['matter', t('hall.stats.matter')], ['bookings', t('hall.stats.bookings')], ['served', t('hall.booking.served')], ['no_shows', t('hall.stats.noShows')], ['cancelled', t('hall.booking.cancelled')],
  ['walk_ins', t('hall.stats.walkIns')], ['mean_wait_minutes', t('hall.stats.wait')], ['mean_lead_days', t('hall.stats.lead')],
];

/** Codes, names and figures as they are, for spreadsheets. */
function saveCsv(page) {
  const { place, from, to, matters } = page.statistics.figures.get().data;
  const harmless = (value) => (typeof value === 'string' && /^[=+@-]/.test(value) ? `'${value}` : value); // a sheet would compute it
  const cell = (given) => quoted(harmless(given));
  const quoted = (value) => (value === null ? '' : /[",\n\r]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  const rows = [['code', ...columns().map(([, name]) => name)], ...matters.map((each) => [each.matter, page.model.matterName(each.matter), ...columns().slice(1).map(([key]) => each[key])])];
  saveFile(new Blob([`\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`], { type: 'text/csv' }), `${place}-${from}-${to}.csv`);
}

export const statisticsTab = () => ({ id: 'statistics', name: t('hall.tab.statistics'), view: statistics });
