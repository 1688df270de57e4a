import { html, nothing } from 'lit-html';
import { dependsBadge } from '../../components/ambiguity.js';
import { openLine } from '../../components/open-state.js';
import { placeIcon } from '../../components/place-icon.js';
import { resourceView } from '../../components/states.js';
import { distance, nameOf, number, t } from '../../core/i18n.js';
import { stageName } from '../follow/words.js';

/** Which places are in charge of the point, duty by duty, each with why; where nobody is registered the nearest, marked as that. */
export const duties = (page) => html`
  <section class="section" aria-labelledby="duties-title">
    <h2 class="section__title" id="duties-title">${t('duties.title')}</h2>
    ${resourceView(page.places.charge.get(), page.places.charge.retry, ({ duties: list }) => {
      const known = list.filter(({ places }) => places.length > 0);
      return known.length === 0 ? html`<p class="small t2">${t('duties.none')}</p>` : html`<ul class="duties">${known.map((duty) => one(page, duty))}</ul>`;
    }, 4)}
  </section>`;

function one(page, { duty, name, places: found }) {
  const [first, ...others] = found;
  return html`<li data-duty=${duty}>
    <button class="placerow placerow--duty" data-place=${first.place.code} @click=${() => page.actions.openPlace(first.place.code, first.place)}
      @pointerenter=${() => page.actions.point(first.place)} @pointerleave=${() => page.actions.point(null)}>
      <span class="mk ${first.why === 'in_charge' ? 'mk--own' : ''}">${placeIcon(page.places.iconOf(first.place.category))}</span>
      <span class="placerow__text">
        <span class="tiny t3">${nameOf(name)}</span>
        <b class="cut2 duties__name">${nameOf(first.place.name)}</b>
        <span class="placerow__line">${openLine(first.place.open, page.city.time_zone)}${first.place.distance_metres === null ? nothing : html`<i class="md"></i><span class="num">${distance(first.place.distance_metres)}</span>`}</span>
        <span class="small t2">${nameOf(first.reason)}</span>
      </span>
      ${badge(first)}
    </button>
    ${others.length > 0 ? html`<p class="small duties__more"><span class="t3">${t('duties.also')}</span> ${others.map(({ place, why, sure }) => html`<button class="linkbtn" @click=${() => page.actions.openPlace(place.code, place)}>${nameOf(place.name)}</button> ${why === 'in_charge' && !sure ? html`${dependsBadge(true)} ` : nothing}`)}</p>` : nothing}
  </li>`;
}

const badge = ({ why, sure }) =>
  why === 'nearest' ? html`<span class="badge">${t('duties.nearest')}</span>` : sure ? html`<span class="badge badge--accent">${t('duties.sure')}</span>` : dependsBadge(true);

const TOP = 3;

/** What was reported near here, by kind: counts alone, of what the city publishes. */
export const reported = ({ places }) => html`
  <section class="section" aria-labelledby="reported-title">
    <h2 class="section__title" id="reported-title">${t('reported.title')}<span class="more t3">${t('reported.span')}</span></h2>
    ${resourceView(places.reported.get(), places.reported.retry, ({ items, nearest }) => (items.length === 0 ? html`<p class="small t2">${t('reported.none')}</p>` : bars(items, nearest)), 2)}
  </section>`;

function bars(items, nearest) {
  const sorted = items.map(({ category, requests }) => [nameOf(category?.name) || t('follow.noCategory'), requests]);
  const rest = sorted.slice(TOP).reduce((sum, [, n]) => sum + n, 0);
  const shown = rest > 0 ? [...sorted.slice(0, TOP), [t('reported.others'), rest]] : sorted;
  const most = Math.max(...shown.map(([, n]) => n));
  return html`<ul class="bars">${shown.map(([name, n]) => html`<li><span class="cut">${name}</span><i class="bar" .style=${`width: ${Math.round((n / most) * 100)}%`}></i><b class="num">${number(n)}</b></li>`)}</ul>
    ${nearest === null ? nothing : html`<p class="small t2">${t('reported.last', { what: nameOf(nearest.category?.name) || t('follow.noCategory'), state: stageName(nearest.state), distance: distance(nearest.distance_metres) })}</p>`}`;
}
