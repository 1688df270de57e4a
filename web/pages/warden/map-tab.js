import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { bar } from './bar.js';
import { favourites, glyphOf, tilesOf } from './categories.js';
import { metresBetween } from './inside.js';
import { countRound, openTasks, round } from './model.js';
import { lackOf } from './place.js';
import { strip } from './strip.js';
import { day, dutyWord, gridPlace, isToday, kindWord, standingWord, today } from './words.js';

const TILES = 7;

export function mapTab({ state, actions }) {
  const { base, device } = state;
  const grids = base?.grids ?? [];
  const chain = grids[0]?.areas?.slice(-2).map(nameOf).join(' ') ?? '';
  const meta = [chain, base ? t('field.grids.n', { n: grids.length }) : '', dutyWord(grids[0]?.duty)].filter(Boolean).join(' · ');
  return html`
    ${bar({ title: t('field.map.title'), meta, side: html`<a class="avatar" href="#mine" aria-label=${device.account.name}>${device.account.name.slice(0, 1)}</a>` })}
    ${strip(state)} ${state.updated ? update(actions) : nothing}
    <main class="wp__body wp__body--map">
      <div class="map wmap">
        <div class="map__view" id="map" tabindex="0" role="application" aria-label=${t('field.map.label')}></div>
        ${figures(state)} ${attribution(state.city, { own: true })}
        <div class="mapctl mapctl--touch">
          <button type="button" aria-label=${t('field.map.grids')} @click=${() => (actions.fitGrids())}>${icon('layers')}</button>
          <button type="button" id="locate" aria-label=${t('locate.button')} @click=${() => actions.toMe()}>${icon('locate')}</button>
        </div>
      </div>
      ${where(state)} ${next(state)} ${quick(state, actions)}
    </main>`;
}

const update = (actions) => html`<div class="off off--calm"><span class="grow">${t('field.update')}</span><button type="button" class="btn" id="update" @click=${actions.takeOver}>${t('field.update.do')}</button></div>`;

function figures(state) {
  const { done, all } = countRound(round(state, isToday(state.base?.zone)));
  return html`<div class="wmap__figures">${all ? html`<span><b class="num">${done}</b>/${all} ${t('field.round')}</span><i></i>` : nothing}<span><b class="num">${openTasks(state).length}</b> ${t('field.todo')}</span></div>`;
}

/** In which grid, or near whose border: never surer than the phone's own circle. */
function where(state) {
  const { standing, position, base } = state;
  if (!position || !base) {
    return html`<p class="stand" id="standing" role="status">${icon('locate', '18')}<span class="grow">${t(...lackOf(state))}</span></p>`;
  }
  const text = standing.grid && standing.where !== 'outside' ? gridPlace(standing.grid) : '';
  const away = standing.where === 'outside' && Number.isFinite(standing.metres) ? t('field.away', { distance: distance(standing.metres) }) : '';
  return html`
    <p class="stand stand--${standing.where}" id="standing" data-where=${standing.where} role="status">
      ${icon(standing.where === 'inside' ? 'check' : standing.where === 'near' ? 'info' : 'pin', '18')}
      <span class="grow"><b>${standingWord(standing.where)}</b>${text ? html` ${text}` : nothing}${away ? html` ${away}` : nothing}</span>
      <span class="t3 small">${t('field.accuracy', { n: position.accuracy })}</span>
    </p>`;
}

/** The task that is due first. */
function next(state) {
  const [task] = [...openTasks(state)].sort((a, b) => String(a.due_on).localeCompare(String(b.due_on)));
  if (!task) {
    return nothing;
  }
  const late = task.due_on < today(state.base?.zone);
  const away = state.position && task.lon ? distance(metresBetween(state.position, task)) : '';
  return html`
    <a class="next" href="#task/${task.id}">
      <span class="rq rq--${late ? 'over' : 'due'} rq--row">${icon(task.kind === 'inspection' ? 'check' : 'flag')}</span>
      <span class="grow"><b class="cut2">${task.title}</b><span class="meta">${kindWord(task.kind)}${away ? html`<i class="md"></i>${away}` : nothing}</span></span>
      <span class="pill pill--${late ? 'over' : 'due'}">${late ? t('field.late') : t('field.until', { day: day(task.due_on) })}</span>
    </a>`;
}

function quick(state, actions) {
  const tiles = tilesOf(state.base?.categories ?? []);
  return html`
    <section class="quick">
      <h2>${t('field.quick')}</h2>
      <div class="qt">
        ${favourites(tiles, state.items, TILES).map((tile) => qtile(tile, actions))}
        <a class="qtile" href="#report">${icon('more')}<span>${t('field.other')}</span></a>
      </div>
    </section>`;
}

export const qtile = (tile, actions) => html`
  <button type="button" class="qtile" data-tile=${tile.code} @click=${() => actions.tile(tile)}>${icon(glyphOf(tile.code))}<span>${nameOf(tile.name)}</span></button>`;
