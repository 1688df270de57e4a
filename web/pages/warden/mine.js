import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { currentLanguage, languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';
import { currentTheme } from '../../core/theme-choice.js';
import { stageName } from '../follow/words.js';
import { bar } from './bar.js';
import { categoryName, glyphOf } from './categories.js';
import { countOpen } from './model.js';
import { tone } from './queue.js';
import { evictable, scarce } from './room.js';
import { strip } from './strip.js';
import { dutyWord, endWord, gridPlace, moment } from './words.js';

/** Own reports and how they go on; this phone, how safe what it holds is, and signing out. */
export function mineTab({ state, actions }) {
  const { device, base, work } = state;
  return html`
    ${bar({ title: device.account.name, meta: base?.grids.map((grid) => gridPlace(grid)).join(' · ') ?? '', side: html`<span class="avatar" aria-hidden="true">${device.account.name.slice(0, 1)}</span>` })}
    ${strip(state)}
    <main class="wp__body">
      ${device.ended ? html`<div class="note note--due qnote">${icon('lock', '18')}<span>${endWord(device.ended)} ${device.token ? nothing : t('field.ended.how', { n: countOpen(state) })}</span></div>` : nothing}
      ${evictable(state, actions)}${scarce(state)}
      <h2 class="qh">${t('field.reports')} <span class="t3">${t('field.n', { n: work?.reports?.length ?? 0 })}</span></h2>
      ${work?.reports?.length ? html`<ul id="reports">${work.reports.map((report) => row(report, base))}</ul>` : html`<p class="none">${t('field.reports.none')}</p>`}
      <h2 class="qh">${t('field.grids')}</h2>
      <ul>${(base?.grids ?? []).map((grid) => html`<li class="qi qi--s"><span class="grow"><b>${gridPlace(grid)}</b><span class="meta">${dutyWord(grid.duty)}${grid.substitute_for ? html`<i class="md"></i>${t('field.substitute', { name: nameOf(grid.substitute_for.name ?? grid.substitute_for) })}` : nothing}</span></span></li>`)}</ul>
      <h2 class="qh">${t('field.phone')}</h2>
      <div class="settings">
        ${languages().filter((tag) => tag !== currentLanguage()).map((tag) => html`<button type="button" class="btn btn--l" lang=${tag} data-language=${tag} @click=${() => actions.language(tag)}>${nameOfLanguage(tag)}</button>`)}
        <button type="button" class="btn btn--l" @click=${actions.theme}>${icon(currentTheme() === 'dark' ? 'sun' : 'moon')}${t(currentTheme() === 'dark' ? 'theme.light.short' : 'theme.dark.short')}</button>
        ${device.ended ? nothing : html`<button type="button" class="btn btn--l" id="sign-out" @click=${() => actions.ask('sign-out')}>${icon('lock')}${t('field.signout')}</button>`}
      </div>
      ${state.asking === 'sign-out' ? html`<div class="note note--due qnote" role="alertdialog" aria-label=${t('field.signout')}><span class="grow"><p>${t('field.signout.sure')}</p><span class="asked__row"><button type="button" class="btn btn--touch" id="sure" @click=${actions.signOut}>${t('field.signout')}</button><button type="button" class="btn btn--touch" @click=${() => actions.set({ asking: null })}>${t('field.keep')}</button></span></span></div>` : nothing}
      <p class="fineprint small t3">${t('field.privacy', { days: base?.position_days ?? 90 })}</p>
    </main>`;
}

const row = (report, base) => html`
  <li class="qi" data-report=${report.number}>
    <span class="thumb">${icon(glyphOf(codeOf(report.category)))}</span>
    <span class="grow"><b>${categoryName(base, codeOf(report.category))}</b>
      <span class="meta">${moment(report.found_at, base?.zone)}${report.unit ? html`<i class="md"></i>${nameOf(report.unit.name ?? report.unit)}` : nothing}</span>
      <span class="meta num">${report.number}${report.outside ? html`<i class="md"></i>${t('field.standing.outside')}` : nothing}${report.exif_differs ? html`<i class="md"></i>${t('field.exif')}` : nothing}</span></span>
    <span class="pill pill--${tone(report.state)}">${stageName(report.state)}</span>
  </li>`;

const codeOf = (category) => category?.code ?? category;
