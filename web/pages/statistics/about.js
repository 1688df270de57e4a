import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { langOf, nameOf, t } from '../../core/i18n.js';

/** What the numbers mean, what is not in them and why, on which terms they may be used, and the files. */
export const about = ({ model, state, actions, city }) => {
  const terms = model.terms.get().data;
  const rules = terms ?? { k: model.release()?.k ?? 5, days: 10, never: [], licence: null };
  return html`
    <section class="stats__card" aria-labelledby="about-title"><h2 id="about-title">${t('statistics.about')}</h2>
      <dl class="stats__terms">
        <dt>${t('statistics.about.counted')}</dt><dd>${t('statistics.about.counted.text')}</dd>
        <dt>${t('statistics.about.left')}</dt><dd>${t('statistics.about.left.text')}${rules.never.length ? html` ${t('statistics.about.never', { names: rules.never.map(nameOf).join(t('statistics.comma')) })}` : nothing}</dd>
        <dt>${t('statistics.about.withheld')}</dt><dd>${t('statistics.about.withheld.text', { k: rules.k })}</dd>
        <dt>${t('statistics.about.frozen')}</dt><dd>${t('statistics.about.frozen.text', { days: rules.days })}</dd>
        <dt>${t('statistics.about.sums')}</dt><dd>${t('statistics.about.sums.text')}</dd>
        <dt>${t('statistics.about.licence')}</dt><dd id="licence">${licence(terms, city)}</dd>
      </dl></section>
    <section class="stats__card noprint" aria-labelledby="files-title"><h2 id="files-title">${t('statistics.files')}</h2>
      <p class="small t2">${t('statistics.files.text')}</p>
      <div class="stats__files">
        ${file('csv', 'CSV', state, actions)}${file('xlsx', 'XLSX', state, actions)}${file('geojson', 'GeoJSON', state, actions)}${file('json', 'JSON', state, actions)}
        <button class="btn" id="download-all" aria-disabled=${state.busy ? 'true' : 'false'} @click=${() => state.busy || actions.download('csv', true)}>${icon('download', '18')}${t('statistics.files.all')}</button>
      </div>
      ${state.error ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${state.error.detail || t('error.server.text')}</span></p>` : nothing}
      <p class="small"><a href="/ogc/collections/request_statistics">${t('statistics.files.ogc')}</a></p>
    </section>`;
};

const file = (kind, name, state, actions) => html`<button class="btn" id="download-${kind}" aria-disabled=${state.busy ? 'true' : 'false'} @click=${() => state.busy || actions.download(kind, false)}>${icon('download', '18')}${name}</button>`;

function licence(terms, city) {
  if (!terms?.licence) {
    return t('statistics.licence.none');
  }
  const name = html`<span lang=${langOf(terms.licence)}>${nameOf(terms.licence)}</span>`;
  return html`${terms.licence_link ? html`<a href=${terms.licence_link} rel="license noopener">${name}</a>` : name}${t('statistics.licence.source', { city: nameOf(city?.name) })}`;
}
