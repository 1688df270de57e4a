import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { resourceView } from '../../components/states.js';
import { number, t } from '../../core/i18n.js';
import { CAUSES } from './words.js';

const SHOWN = 30;

/** Whether a computation of today gives other numbers, and why; the archived ones stay what they are. */
export const check = (page) => html`<div class="brief__check noprint">
  <p><button class="btn" id="check" @click=${() => page.actions.compare(page.state.id)}>${icon('refresh', '18')}${t('brief.check')}</button></p>
  <div aria-live="polite" id="checked">${resourceView(page.model.check.get(), page.model.check.retry, result, 2)}</div></div>`;

/** Null: figures of another meaning are not made again. */
const madeAgain = ({ reproduced, not_reproduced_count: n }) => (reproduced === null ? t('brief.check.meaning') : reproduced ? t('brief.check.again') : t('brief.check.lost', { n: number(n) }));

const result = (data) => html`
  <p class=${data.same && data.intact ? 'brief__ok' : 'brief__other'}>${icon(data.same && data.intact ? 'check' : 'info', '18')}<span>${data.same ? t('brief.check.same') : t('brief.check.other', { n: number(data.differing) })} ${data.intact ? t('brief.check.intact') : t('brief.check.broken')}</span></p>
  ${data.same ? nothing : html`<p class=${data.reproduced ? 'brief__ok' : 'brief__other'} id="reproduced">${icon(data.reproduced ? 'check' : 'info', '18')}<span>${madeAgain(data)}</span></p>`}
  ${data.same ? nothing : html`<ul class="brief__causes">${data.causes.map((cause) => html`<li>${t(CAUSES[cause] ?? CAUSES.other)}${cause === 'late_changes' && data.changed.length > 0 ? html` ${t('brief.cause.requests', { n: number(Math.max(...data.changed.map(({ requests }) => requests))) })}` : nothing}</li>`)}</ul>
    <div class="sheetbox brief__box" tabindex="0" role="group" aria-label=${t('brief.check.differences')}><table class="table"><thead><tr><th scope="col">${t('brief.check.path')}</th><th scope="col" class="n">${t('brief.check.then')}</th><th scope="col" class="n">${t('brief.check.now')}</th></tr></thead>
      <tbody>${data.differences.slice(0, SHOWN).map((each) => html`<tr><th scope="row"><code>${each.path}</code></th><td class="n">${each.then ?? '–'}</td><td class="n">${each.now ?? '–'}</td></tr>`)}</tbody></table></div>`}`;
