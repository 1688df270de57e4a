import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { dateTime, t } from '../../core/i18n.js';
import { differences } from './form.js';
import { nameOfField } from './field-names.js';

/** All versions, the newest first: who, when, what differs from the one before, and the way back. */
export const history = ({ state, city, mayPublish, actions }) =>
  state.versions.length === 0
    ? nothing
    : html`<section class="reg__part" aria-labelledby="history-title">
        <h2 id="history-title">${t('registry.history')}</h2>
        <ol class="reg__history">${state.versions.map((version, i) => entry(version, state.versions[i + 1] ?? null, i === 0, { city, mayPublish, actions, busy: state.busy }))}</ol>
      </section>`;

const entry = (version, former, newest, { city, mayPublish, actions, busy }) => html`
  <li data-version=${version.version}>
    <details><summary><b>${t('registry.version', { n: version.version })}</b> <span class="t2">${dateTime(version.changed_at, city.time_zone)} <i class="md"></i>${author(version.changed_by)}</span>
      ${version.place === null ? html`<span class="badge">${t('registry.state.withdrawn')}</span>` : newest ? html`<span class="badge badge--accent">${t('registry.version.now')}</span>` : nothing}</summary>
      ${version.place === null ? html`<p class="small t2">${t('registry.version.off')}</p>` : comparison(differences(former?.place ?? null, version.place))}
      ${mayPublish && version.place !== null && !newest ? html`<p><button type="button" class="btn" data-restore=${version.version} ?disabled=${busy} @click=${() => actions.restore(version.version)}>${icon('history', '18')}${t('registry.restore', { n: version.version })}</button></p>` : nothing}
    </details>
  </li>`;

function author(by) {
  const [kind, id] = by.split(':');
  const kinds = { account: () => t('registry.by.account', { id }), import: () => t('registry.by.import', { id }), pack: () => t('registry.by.pack'), demo: () => t('registry.by.demo') };
  return (kinds[kind] ?? (() => by))();
}

/** Field by field before and after. */
export const comparison = (fields) =>
  fields.length === 0
    ? html`<p class="small t2">${t('registry.same')}</p>`
    : html`<div class="sheetbox" role="group" tabindex="0" aria-label=${t('registry.differences')}><table class="table reg__diff">
        <thead><tr><th scope="col">${t('registry.field')}</th><th scope="col">${t('registry.before')}</th><th scope="col">${t('registry.after')}</th></tr></thead>
        <tbody>${fields.map(({ field, before, after }) => html`<tr><th scope="row">${nameOfField(field)}</th>
          <td>${before ? html`<del>${before}</del>` : html`<span class="t3">${t('registry.nothing')}</span>`}</td>
          <td>${after ? html`<ins>${after}</ins>` : html`<span class="t3">${t('registry.nothing')}</span>`}</td></tr>`)}</tbody></table></div>`;
