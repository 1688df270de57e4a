import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { date, t } from '../../core/i18n.js';

/** Figures from elsewhere, as several views of the page name them. */

export const daily = ({ keyed }) => keyed === 'day';
export const denominators = ({ choices }) => choices.datasets.filter(({ kind, keyed }) => kind === 'denominator' && keyed !== 'day');
export const nameOfDataset = ({ choices }, id) => choices.datasets.find((each) => each.id === id)?.name ?? '';

/** The levels that a dataset tells of: its own, and coarser ones when it counts. */
export function levelsOf({ keyed, level, kind }, { levels }) {
  const own = levels.findIndex(({ id }) => id === level);
  return keyed === 'day' ? [] : levels.filter((_, i) => i === own || (i < own && kind === 'denominator'));
}

/** Those that the overview's numbers stand on. */
export function used({ state, model }) {
  const per = state.show === 'per10000' ? model.choices.datasets.find(({ id, residents }) => (state.per ? id === state.per : residents)) : null;
  const laid = state.overlay ? model.choices.datasets.find(({ id }) => id === state.overlay) : null;
  return [...new Set([per, laid])].filter(Boolean);
}

/** Where figures come from, in a line; of an overlay also why it may be empty. */
export const provenance = (one, page = null) => html`<p class="insights__source small t2" data-source=${one.id}>${icon('info', '16')}<span>
  ${t('insights.source', { name: one.name, source: one.source, licence: one.licence, date: date(new Date(`${one.as_of}T12:00:00`)), n: one.version })}
  ${one.area_version ? t('insights.source.areas', { version: one.area_version }) : nothing}
  ${one.synthetic ? html` <span class="badge">${t('datasets.synthetic')}</span>` : nothing}
  ${page && page.state.overlay === one.id && page.model.overlay.get().data?.values.size === 0 ? html`<b>${t('insights.overlay.otherLevel')}</b>` : nothing}
  <a href="/datasets?dataset=${one.id}">${t('insights.source.all')}</a></span></p>`;
