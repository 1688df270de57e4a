import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { date, dateTime, nameOf, number, t } from '../../core/i18n.js';
import { form } from './form.js';

export const KINDS = { denominator: 'datasets.kind.denominator', rate: 'datasets.kind.rate', covariate: 'datasets.kind.covariate' };
export const KEYED = { area: 'datasets.keyed.area', point: 'datasets.keyed.point', day: 'datasets.keyed.day' };

/** What there is, and the form of what is to come. */
export const content = (page) => html`
  <div class="wide datasets">
    <header class="datasets__head"><h1>${t('page.datasets')}</h1>
      ${page.mayEdit && !page.state.form ? html`<button class="btn btn--primary" id="new" @click=${() => page.actions.begin(null)}>${icon('plus', '18')}${t('datasets.new')}</button>` : nothing}</header>
    <p class="t2">${t('datasets.text')}</p>
    ${page.state.said ? html`<p class="datasets__said" role="status" id="said" tabindex="-1">${icon('check', '18')}<span>${t('datasets.said', { name: page.state.said })}</span></p>` : nothing}
    ${page.state.form ? form(page) : page.state.fault ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${page.state.fault.detail || t('error.server.text')}</span></p>` : nothing}
    ${resourceView(page.model.list.get(), page.model.list.retry, ({ items }) => list(page, items), 4)}
  </div>`;

const list = (page, items) =>
  items.length === 0
    ? empty({ glyph: 'layers', title: t('datasets.none'), text: t('datasets.none.text') })
    : html`<ul class="datasets__list">${items.map((each) => card(page, each))}</ul>`;

const levelName = (city, id) => nameOf(city?.levels.find((level) => level.id === id)?.name) || id;
const day = (iso) => date(new Date(`${iso}T12:00:00`));

/** Everything of where it comes from stands on the card. */
const card = (page, one) => html`<li class="datasets__card" data-dataset=${one.id}>
  <header><h2>${one.name}</h2>
    <p class="datasets__badges">${one.synthetic ? html`<span class="badge badge--due">${t('datasets.synthetic')}</span>` : nothing}${one.residents ? html`<span class="badge">${t('datasets.residents')}</span>` : nothing}<span class="badge">${t(KINDS[one.kind])}</span></p></header>
  <dl class="datasets__facts">
    ${fact('datasets.source', one.source)} ${fact('datasets.licence', one.licence)} ${fact('datasets.asOf', day(one.as_of))} ${fact('datasets.unit', one.unit)}
    ${fact('datasets.keyed', one.level ? t('datasets.of', { how: t(KEYED[one.keyed]), level: levelName(page.city, one.level) }) : t(KEYED[one.keyed]))}
    ${one.area_version ? fact('datasets.areaVersion', one.area_version) : nothing}
    ${fact('datasets.figures', t('datasets.figures.say', { keys: number(one.keys), rows: number(one.rows) }))}
    ${fact('datasets.version', t('datasets.version.say', { n: one.version, who: one.published_by, when: dateTime(one.published_at, page.city?.time_zone) }))}
  </dl>
  <p class="datasets__acts">
    <a class="btn" href="/insights?tab=outside&dataset=${one.id}">${icon(one.keyed === 'day' ? 'layers' : 'map', '18')}${t(one.keyed === 'day' ? 'datasets.compare' : 'datasets.look')}</a>
    <button class="btn" @click=${() => page.actions.save(one)}>${icon('download', '18')}CSV</button>
    <button class="btn btn--quiet" aria-expanded=${page.state.opened === one.id ? 'true' : 'false'} @click=${() => page.actions.open(one.id)}>${icon('history', '18')}${t('datasets.versions')}</button>
    ${page.mayEdit ? edits(page, one) : nothing}
  </p>
  ${page.state.opened === one.id ? resourceView(page.model.versions.get(), page.model.versions.retry, ({ items }) => versions(page, items), 2) : nothing}
</li>`;

const fact = (key, text) => html`<div><dt>${t(key)}</dt><dd>${text}</dd></div>`;

const edits = ({ state, actions }, one) => html`
  <button class="btn btn--quiet" @click=${() => actions.begin(one)}>${icon('plus', '18')}${t('datasets.newVersion')}</button>
  ${state.removing === one.id
    ? html`<span class="datasets__sure" role="alert">${t('datasets.sure')}</span><button class="btn btn--danger" @click=${() => actions.remove(one.id)}>${t('datasets.remove')}</button><button class="btn btn--quiet" @click=${() => actions.set({ removing: null })}>${t('datasets.keep')}</button>`
    : html`<button class="btn btn--quiet" aria-label=${t('datasets.removeOf', { name: one.name })} @click=${() => actions.set({ removing: one.id })}>${icon('x', '18')}${t('datasets.remove')}</button>`}`;

const versions = ({ city }, items) => html`<div class="sheetbox" tabindex="0" role="group" aria-label=${t('datasets.versions')}><table class="table"><caption class="sr">${t('datasets.versions')}</caption>
  <thead><tr><th scope="col">${t('datasets.version')}</th><th scope="col">${t('datasets.asOf')}</th><th scope="col">${t('datasets.source')}</th><th scope="col">${t('datasets.file')}</th><th scope="col">SHA-256</th><th scope="col">${t('datasets.publishedAt')}</th></tr></thead>
  <tbody>${items.map((each) => html`<tr><th scope="row">${each.version}</th><td>${day(each.as_of)}</td><td>${each.source}</td><td>${each.file}</td><td><code title=${each.sha256}>${each.sha256.slice(0, 12)}</code></td><td>${each.published_by}<br><span class="t3">${dateTime(each.published_at, city?.time_zone)}</span></td></tr>`)}</tbody></table></div>`;
