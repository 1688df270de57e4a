import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';

/** What can be done at a place; the one that was looked for stands open and first. */
export function matterList({ matters }, wanted) {
  if (matters.length === 0) {
    return nothing;
  }
  const first = matters.filter(({ matter }) => matter.code === wanted);
  return html`
    <section class="section" aria-labelledby="matters-title">
      <h2 class="section__title" id="matters-title">${t('matters.title')}<span class="count">${matters.length}</span></h2>
      <div class="matters">${[...new Set([...first, ...matters])].map((each) => one(each, each.matter.code === wanted))}</div>
    </section>`;
}

const one = ({ matter, remark }, open) => html`
  <details class="matter" data-matter=${matter.code} ?open=${open}>
    <summary>${icon('doc', '18')}<span class="grow"><b>${nameOf(matter.name)}</b>${nameOf(remark) ? html`<small>${nameOf(remark)}</small>` : nothing}</span>${icon('down', '18')}</summary>
    <dl class="kv">
      ${matter.documents.length > 0 ? html`<dt>${t('matters.documents')}</dt><dd><ul>${matter.documents.map((each) => html`<li>${nameOf(each)}</li>`)}</ul></dd>` : nothing}
      ${pair(t('matters.duration'), nameOf(matter.duration))} ${pair(t('matters.fee'), nameOf(matter.fee))}
      ${matter.minutes ? pair(t('matters.counter'), t('matters.minutes', { n: matter.minutes })) : nothing}
      ${matter.link ? html`<dt>${t('matters.online')}</dt><dd><a href=${matter.link} target="_blank" rel="noopener">${t('matters.link')}</a></dd>` : nothing}
    </dl>
  </details>`;

const pair = (name, text) => (text ? html`<dt>${name}</dt><dd>${text}</dd>` : nothing);
