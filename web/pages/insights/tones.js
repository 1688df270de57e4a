import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { langOf, nameOf, number, t } from '../../core/i18n.js';

/** What the map of opinions may show: the name of the share in a row, and the words for it. */
const SAID = {
  satisfaction: { share: 'share', name: 'insights.satisfaction', of: 'insights.opinion.of' },
  negative: { share: 'negative_share', name: 'insights.negative_tone', of: 'insights.tone.ofWords' },
  positive: { share: 'positive_share', name: 'insights.positive_tone', of: 'insights.tone.ofWords' },
};
const TONES = { negative: 'insights.tone.negative', neutral: 'insights.tone.neutral', positive: 'insights.tone.positive' };

export const saidOf = ({ said }) => SAID[said] ?? SAID.satisfaction;

const percent = (value) => (value === null ? '–' : number(value, { style: 'percent', maximumFractionDigits: 1 }));

/** Which share the map shows. */
export const sayings = ({ state, actions }) => html`<div class="seg" role="radiogroup" aria-label=${t('insights.measure')}>
  ${Object.entries(SAID).map(([id, { name }]) => {
    const on = saidOf(state) === SAID[id];
    return html`<label class=${on ? 'is-on' : ''}><input type="radio" name="said" value=${id} .checked=${on} @change=${() => actions.set({ said: id === 'satisfaction' ? null : id })}>${t(name)}</label>`;
  })}</div>`;

/** How the words sound, by area, and how far that is to be believed. */
export const tones = ({ sources }) => html`<section class="insights__card" aria-labelledby="tones-title"><header><h2 id="tones-title">${t('insights.tone.title')}</h2>
    <button class="btn" id="tones-csv" @click=${sources.saveTones}>${icon('download', '18')}CSV</button></header>
  ${accuracy(sources.toneAccuracy.get().data)}
  <div aria-live="polite">${resourceView(sources.tones.get(), sources.tones.retry, ({ items }) => table(items), 8)}</div></section>`;

/** Shown with the figures, not behind a link: who reads them knows how often they err. */
function accuracy(proof) {
  if (!proof) {
    return nothing;
  }
  return html`<p class="t2 small" id="tone-means" lang=${langOf(proof.means)}>${nameOf(proof.means)}</p>
    <p class="small" id="tone-accuracy"><strong>${t('insights.tone.accuracy', { share: percent(proof.accuracy), low: percent(proof.low), high: percent(proof.high), n: number(proof.phrases), f1: number(proof.macro_f1, { minimumFractionDigits: 2, maximumFractionDigits: 2 }) })}</strong></p>
    <details><summary>${t('insights.tone.confusion')}</summary>
      <div class="sheetbox" tabindex="0" role="group" aria-label=${t('insights.tone.confusion')}><table class="table"><caption class="sr">${t('insights.tone.confusion')}</caption>
        <thead><tr><th scope="col">${t('insights.tone.truly')}</th>${Object.values(TONES).map((key) => html`<th scope="col" class="n">${t('insights.tone.said', { tone: t(key) })}</th>`)}<th scope="col" class="n">${t('insights.tone.precision')}</th><th scope="col" class="n">${t('insights.tone.recall')}</th></tr></thead>
        <tbody>${proof.tones.map((row) => html`<tr><th scope="row">${t(TONES[row.tone])}</th><td class="n">${number(row.said_negative)}</td><td class="n">${number(row.said_neutral)}</td><td class="n">${number(row.said_positive)}</td><td class="n">${percent(row.precision)}</td><td class="n">${percent(row.recall)}</td></tr>`)}</tbody></table></div></details>`;
}

function table(items) {
  if (items.length === 0) {
    return empty({ glyph: 'history', title: t('insights.none'), text: t('insights.none.text') });
  }
  return html`<div class="sheetbox insights__list" tabindex="0" role="group" aria-labelledby="tones-title"><table class="table" id="tones"><caption class="sr">${t('insights.tone.title')}</caption>
    <thead><tr><th scope="col">${t('insights.place')}</th><th scope="col" class="n">${t('insights.negative_tone')}</th><th scope="col" class="n">${t('insights.positive_tone')}</th><th scope="col" class="n">${t('insights.tone.read')}</th>${Object.values(TONES).map((key) => html`<th scope="col" class="n">${t(key)}</th>`)}<th scope="col" class="n">${t('insights.tone.unread')}</th><th scope="col" class="n">${t('insights.tone.remarks')}</th></tr></thead>
    <tbody>${items.map((row) => html`<tr data-code=${row.code}><th scope="row" lang=${langOf(row.name)}>${nameOf(row.name)}</th><td class="n">${percent(row.negative_share)}</td><td class="n">${percent(row.positive_share)}</td><td class="n">${number(row.n)}</td>${Object.keys(TONES).map((id) => html`<td class="n">${number(row[id])}</td>`)}<td class="n">${number(row.unread)}</td>
      <td class="n">${row.remarks === 0 ? '–' : t('insights.tone.remark', { n: number(row.remarks), negative: number(row.remarks_negative), positive: number(row.remarks_positive) })}</td></tr>`)}</tbody></table></div>`;
}
