import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, failure, resourceView } from '../../components/states.js';
import { getFile, getJson } from '../../core/api.js';
import { plusDays } from '../../core/hall-time.js';
import { nameOf, number, t } from '../../core/i18n.js';
import { createResource } from '../../core/resource.js';
import { saveFile } from '../../core/save-file.js';

const USUAL_DAYS = 29;
const TYPES = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

/** All halls that the reader may look at in one table: by hall, by matter, or both. */
export function createAllHalls(store, changed, levels) {
  const figures = createResource(changed);
  const areas = createResource(changed);
  let asked = null;

  const params = (today) => {
    const { from, to, by, area } = store.get();
    return { from: from ?? plusDays(to ?? today, -USUAL_DAYS), to: to ?? today, ...(by ? { by } : {}), ...(area ? { area } : {}) };
  };

  function open(today) {
    const wanted = params(today);
    const key = JSON.stringify(wanted);
    if (key !== asked) {
      asked = key;
      figures.load((signal) => getJson('/halls/statistics', wanted, { signal }).then(({ items }) => items), { keep: true });
      areas.get().status === 'idle' && levels[0] && areas.load((signal) => getJson('/areas', { level: levels[0].id, limit: 1000 }, { signal }).then(({ items }) => items));
    }
    return wanted;
  }

  async function save(today, format) {
    store.set({ fault: null });
    try {
      const wanted = params(today);
      saveFile(await getFile('/halls/statistics', wanted, TYPES[format]), `halls-${wanted.from}-${wanted.to}.${format}`);
    } catch (fault) {
      store.set({ fault });
    }
  }

  return { figures, areas, level: levels[0], open, save };
}

function allHalls(page) {
  const { all, state, actions } = page;
  const shown = all.open(page.today());
  const day = (id, label) => html`<div class="ff"><label class="ff__label" for=${id}>${label}</label>
    <input class="input" type="date" id=${id} .value=${shown[id]} @change=${(event) => actions.set({ [id]: event.target.value || null })} /></div>`;
  const select = (id, label, options) => html`<div class="ff"><label class="ff__label" for=${id}>${label}</label>
    <select class="input" id=${id} @change=${(event) => actions.set({ [id]: event.target.value || null })}>
      ${options.map(([value, text]) => html`<option value=${value} .selected=${(state[id] ?? '') === value}>${text}</option>`)}</select></div>`;
  const save = (format) => html`<button class="btn" id="all-${format}" ?disabled=${!all.figures.get().data} @click=${() => all.save(page.today(), format)}>${icon('download', '18')}${format.toUpperCase()}</button>`;
  return html`<div class="hall__card">
    <div class="bar noprint">${day('from', t('hall.stats.from'))} ${day('to', t('hall.stats.to'))}
      ${select('by', t('hall.all.by'), [['', t('hall.hall')], ['matter', t('hall.stats.matter')], ['hall_and_matter', t('hall.all.both')]])}
      ${all.level ? select('area', nameOf(all.level.name), [['', t('rates.everywhere')], ...(all.areas.get().data ?? []).map(({ code, name }) => [`${all.level.id}:${code}`, nameOf(name)])]) : nothing}
      ${save('csv')} ${save('xlsx')}</div>
    ${state.fault ? failure(state.fault, () => actions.set({ fault: null })) : nothing}
    ${resourceView(all.figures.get(), all.figures.retry, (rows) => table(page, rows), 8)}</div>`;
}

const share = (part, whole) => (whole > 0 ? number(part / whole, { style: 'percent', maximumFractionDigits: 0 }) : '—');
const decimal = (value) => (value === null ? '—' : number(value, { maximumFractionDigits: 1 }));

function table(page, rows) {
  if (rows.length === 0) {
    return empty({ glyph: 'list', title: t('hall.stats.none'), text: t('hall.stats.none.text') });
  }
  const halls = rows[0].hall !== null;
  const matters = rows[0].matter !== null;
  const seats = rows[0].seats !== null;
  const heads = [...(halls ? [t('hall.hall')] : []), ...(matters ? [t('hall.stats.matter')] : []), ...(seats ? [t('hall.stats.use')] : []), t('hall.stats.bookings'), t('hall.booking.served'), t('hall.stats.noShows'), t('hall.booking.cancelled'), t('hall.stats.walkIns'), t('hall.stats.wait'), t('hall.stats.lead')];
  const cell = (name, value, more = {}) => html`<td class="num" title=${more.title ?? nothing}><span class="hall__cell">${name}</span>${value}</td>`;
  const line = (row) => html`<tr data-hall=${row.hall ?? ''}>
    ${halls ? html`<td><a href="/hall?hall=${encodeURIComponent(row.hall)}&tab=statistics">${nameOf(row.hall_name) || row.hall}</a></td>` : nothing}
    ${matters ? html`<td>${page.model.matterName(row.matter)}</td>` : nothing}
    ${seats ? html`${cell(t('hall.stats.use'), share(row.taken, row.seats), { title: t('hall.stats.use.means', { taken: number(row.taken), seats: number(row.seats) }) })}` : nothing}
    ${cell(t('hall.stats.bookings'), number(row.bookings))} ${cell(t('hall.booking.served'), number(row.served))}
    ${cell(t('hall.stats.noShows'), html`${number(row.no_shows)}${row.no_show_share === null ? nothing : html` <small class="t3">${number(row.no_show_share, { style: 'percent', maximumFractionDigits: 0 })}</small>`}`)}
    ${cell(t('hall.booking.cancelled'), number(row.cancelled))} ${cell(t('hall.stats.walkIns'), number(row.walk_ins))} ${cell(t('hall.stats.wait'), decimal(row.mean_wait_minutes))} ${cell(t('hall.stats.lead'), decimal(row.mean_lead_days))}</tr>`;
  return html`<div class="sheetbox" tabindex="0" role="region" aria-label=${t('hall.tab.all')}><table class="table" id="all-stats">
    <thead><tr>${heads.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows.map(line)}</tbody></table></div>
    <p class="small t2">${t('hall.all.means')}</p>`;
}

export const allHallsTab = () => ({ id: 'all', name: t('hall.tab.all'), view: allHalls, ofAll: true });
