import { html, nothing } from 'lit-html';
import { distance, nameOf, percent, t } from '../../core/i18n.js';
import { icon } from '../../components/icon.js';
import { span } from '../../components/incident-notes.js';
import { stateName } from '../desk/words.js';

/** What is proposed while the operator types; numbers run through all groups. */
export function proposals(page) {
  const choices = page.model.choices();
  const rows = (group) => choices.map((choice, index) => ({ ...choice, index })).filter((each) => each.group === group);
  return html`<section class="card" aria-label=${t('operator.proposals')}>
    ${page.state.step === 'answer' ? group(page, 'article', t('operator.articles'), rows('article'), article, page.model.articles.get()) : nothing}
    ${rows('incident').length > 0 ? group(page, 'incident', t('operator.incidents'), rows('incident'), (each) => incident(each, page.city), page.model.incidents.get()) : nothing}
    ${group(page, 'place', t('operator.place'), rows('place'), place, page.model.places.get())}
    ${group(page, 'category', t('operator.category'), rows('category'), category, page.model.categories.get())}
    ${page.state.step === 'answer' ? nothing : group(page, 'similar', t('operator.similar'), rows('similar'), similar, page.model.similar.get())}
  </section>`;
}

const group = ({ state, actions }, id, title, rows, words, { status, error }) => html`
  <h2 class="op__sub" id="props-${id}">${title}</h2>
  ${status === 'error' ? html`<p class="small" role="alert">${icon('warn', '16')} ${error.detail || t('error.server.text')}</p>` : nothing}
  ${rows.length === 0 ? html`<p class="small t2">${t('operator.none')}</p>` : html`<ol class="op__list" aria-labelledby="props-${id}">
    ${rows.map(({ item, index }) => html`<li><button type="button" class="op__row op__prop ${index === state.marked ? 'is-marked' : ''}" data-group=${id} data-index=${index + 1} @click=${() => actions.choose(index)}>
      <kbd>${index + 1}</kbd>${words(item)}</button></li>`)}</ol>`}`;

const place = (guess) => html`<span class="grow"><b>${nameOf(guess.name)}</b>
  <small>${guess.uncertainty_metres ? `± ${distance(guess.uncertainty_metres)} ` : ''}${nameOf(guess.evidence)}</small></span><span class="num small">${percent(guess.confidence)}</span>`;

const article = (found) => html`<span class="grow"><b>${nameOf(found.title)}</b><small class="op__words">${nameOf(found.body)}</small></span>`;

const category = (guess) => html`<span class="grow"><b>${nameOf(guess.name)}</b></span><span class="num small">${percent(guess.confidence)}</span>`;

const incident = (each, city) => html`<span class="grow"><b>${nameOf(each.title)}</b> <kbd>F7</kbd><small class="op__message">${nameOf(each.message)}</small>
  <small>${span(each, city?.time_zone)}</small></span>`;

const similar = (request) => html`<span class="grow"><b class="num">${request.number}</b>
  <small>${request.text || nameOf(request.category?.name) || ''}</small></span><span class="small">${request.distance_metres === undefined || request.distance_metres === null ? nothing : distance(request.distance_metres)} ${stateName(request.state)}</span>`;
