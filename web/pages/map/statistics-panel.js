import { html, nothing } from 'lit-html';
import { field } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView, skeleton } from '../../components/states.js';
import { date, langOf, nameOf, number, t } from '../../core/i18n.js';
import { changeText, monthText } from '../statistics/words.js';
import { boxOfGeometry } from './statistics-box.js';
import { legendList } from './statistics-legend.js';

/** The layer in words: what is shown, what the classes mean, every area with its count, and what is withheld. */
export const statisticsPanel = (page) => html`
  <div class="phead">
    <button class="iconbtn" id="counts-back" aria-label=${t('map.counts.back')} @click=${page.actions.close}>${icon('back')}</button>
    <h1 class="grow">${t('page.statistics')}</h1>
    <button class="btn btn--quiet" id="counts-off" @click=${() => page.actions.toggleStatistics(false)}>${t('map.counts.off')}</button>
  </div>
  ${page.statistics ? released(page) : skeleton(6)}`;

const released = (page) => {
  const { model } = page.statistics;
  return resourceView(model.releases.get(), model.releases.retry, ({ items }) => (items.length > 0 ? whole(page, items) : none()), 6);
};

const none = () => empty({ glyph: 'history', title: t('statistics.none'), text: t('statistics.none.text') });

const whole = (page, items) => html`
  ${choice(page, items)} ${meaning(page)}
  <section class="section" aria-labelledby="counts-title"><h2 class="section__title" id="counts-title">${t('statistics.areas')}</h2>
    <div aria-live="polite">${resourceView(page.statistics.model.counts.get(), page.statistics.model.counts.retry, () => table(page), 6)}</div></section>
  <section class="section"><a class="pagelink pagelink--wide" id="counts-page" href=${pageLink(page)}>${icon('grid', '18')}<span class="grow">${t('map.counts.page')}</span>${icon('right', '16')}</a></section>`;

const choice = ({ statistics: { model }, actions, city }, items) => html`
  <section class="section countchoice">
    ${select('counts-month', t('statistics.month'), items.map(({ month }) => [month, monthText(month)]), model.release().month, (month) => actions.showStatistics({ month }))}
    ${select('counts-topic', t('statistics.category'), model.categories().map(({ code, name }) => [code, nameOf(name)]), model.category(), (topic) => actions.showStatistics({ topic }))}
    ${select('counts-level', t('statistics.level'), model.release().levels.map((id) => [id, nameOf(city.levels.find((each) => each.id === id)?.name) || id]), model.level(), (level) => actions.selectLevel(level))}
  </section>`;

const select = (id, label, options, value, choose) =>
  field({
    id,
    label,
    control: () => html`<select class="input" id=${id} @change=${(event) => choose(event.target.value)}>${options.map(([each, text]) => html`<option value=${each} .selected=${each === value}>${text}</option>`)}</select>`,
  });

const meaning = ({ statistics, city }) => {
  const release = statistics.model.release();
  return html`<section class="section" aria-labelledby="counts-legend">
    <h2 class="section__title" id="counts-legend">${t('statistics.heading', { category: statistics.topicName(), month: monthText(release.month) })}</h2>
    ${legendList(statistics)}
    <p class="small t2">${t('statistics.released', { day: date(new Date(release.released_at), city.time_zone), k: release.k })}</p>
    <details class="countmeaning"><summary>${t('statistics.about')}</summary>
      <p class="small t2">${t('statistics.about.counted.text')}</p><p class="small t2">${t('statistics.about.left.text')}</p><p class="small t2">${t('statistics.about.withheld.text', { k: release.k })}</p></details>
  </section>`;
};

function table({ statistics, actions, model }) {
  const rows = statistics.model.rows();
  const withheld = statistics.withheld();
  const here = new Set((model.shown()?.areas ?? []).map(({ code }) => code));
  const go = (code) => actions.lookAt(boxOfGeometry(statistics.featureOf(code)?.geometry));
  const name = (code, text) => html`<button class="stats__open" @click=${() => go(code)}>${text}</button>`;
  return html`<table class="stats__table" id="counts-table"><caption class="sr">${t('statistics.areas')}</caption>
      <thead><tr><th scope="col">${t('statistics.area')}</th><th scope="col" class="n">${t('statistics.requests')}</th><th scope="col" class="n">${t('statistics.change')}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr class=${here.has(row.area) ? 'is-on' : ''}><th scope="row" lang=${langOf(row.area_name)}>${name(row.area, nameOf(row.area_name))}</th><td class="n">${number(row.requests)}</td><td class="n">${changeText(row)}</td></tr>`)}</tbody></table>
    ${rows.length === 0 ? html`<p class="t2">${t('statistics.nothing')}</p>` : nothing}
    ${withheld.length === 0 ? nothing : html`<details class="countmeaning"><summary>${t('statistics.missing', { n: number(withheld.length) })}</summary>
      <ul class="countwithheld">${withheld.map(({ properties }) => html`<li>${name(properties.code, nameOf(properties.name))}</li>`)}</ul></details>`}`;
}

const pageLink = ({ statistics: { model } }) =>
  `/statistics?${new URLSearchParams([['month', model.release().month], ['level', model.level()], ['category', model.category()]].filter(([, value]) => value))}`;
