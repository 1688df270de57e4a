import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { filterCount, FILTERS, holds } from './place-query.js';

/** Under the search box: the conditions that hold, the two most asked for, and the way to all others. */
export const finderChips = (page) => html`
  <div class="chips chips--finder" role="group" aria-label=${t('filter.label')}>
    ${chosen(page)}
    ${toggle(page, 'open', t('filter.open'))} ${toggle(page, 'free', t('filter.free'))}
    <button type="button" class="chip" id="filter-button" aria-pressed=${page.state.panel === 'filters' ? 'true' : 'false'} @click=${page.actions.toggleFilters}>
      ${icon('filter', '16')}${t('filter.button')}${count(page.state)}
    </button>
  </div>`;

const count = (state) => {
  const n = filterCount(state);
  return n > 0 ? html`<span class="count count--on"><span class="sr">${t('filter.count', { n })}</span><span aria-hidden="true">${n}</span></span>` : nothing;
};

const toggle = ({ state, actions }, name, text) => html`
  <button type="button" class="chip ${state[name] ? 'is-on' : ''}" data-filter=${name} aria-pressed=${state[name] ? 'true' : 'false'} @click=${() => actions.filter({ [name]: state[name] ? null : true })}>${text}</button>`;

/** Conditions with a value, each taken away by one press. */
function chosen({ state, places, actions }) {
  const names = {
    kind: () => nameOf(places.nameOfCategory(state.kind)) || state.kind,
    matter: () => nameOf(places.matterName(state.matter)) || state.matter,
    area: () => nameOf(places.area.get().data?.name) || state.area,
    within: () => t(holds(state, 'within') ? 'filter.within' : 'filter.within.waits', { distance: distance(state.within) }),
    week: () => t('filter.week'),
    access: () => state.access.map((word) => t(ACCESS[word] ?? word)).join(t('list.separator')),
  };
  return FILTERS.filter((name) => names[name] && state[name] !== null).map((name) => {
    const text = names[name]();
    return html`<button type="button" class="chip ${holds(state, name) ? 'is-on' : 'is-idle'}" data-filter=${name} @click=${() => actions.filter({ [name]: null })}>
      <span class="cut">${text}</span>${icon('x', '14')}<span class="sr">${t('filter.drop')}</span>
    </button>`;
  });
}

/** What places may offer, with the key of its name. */
export const ACCESS = {
  step_free: 'access.step_free',
  lift: 'access.lift',
  accessible_toilet: 'access.toilet',
  accessible_parking: 'access.parking',
  hearing_loop: 'access.loop',
  tactile_paving: 'access.tactile',
  sign_language: 'access.sign',
  wheelchair: 'access.wheelchair',
};
