import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { date, number, t } from '../../core/i18n.js';
import { shownOf } from './figures.js';

const STEP_MS = 900;
const STEPS = { day: 'insights.step.day', week: 'insights.step.week', month: 'insights.step.month' };
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Time as a slider: each step's map, played or moved by hand; nothing moves by itself for who wants no motion. */
export function createPlayer(store, frames) {
  let timer = null;

  const count = () => frames.get().data?.frames.length ?? 0;
  const index = () => Math.min(store.get().frame ?? count() - 1, count() - 1);

  function stop() {
    clearInterval(timer);
    timer = null;
    store.set({ playing: false });
  }

  function play() {
    store.set({ playing: true, frame: index() >= count() - 1 ? 0 : index() });
    timer = setInterval(() => (index() >= count() - 1 || !store.get().step ? stop() : store.set({ frame: index() + 1 })), STEP_MS);
  }

  return {
    index,
    choose(step) {
      stop();
      store.set({ step, frame: null });
    },
    toggle: () => (timer ? stop() : play()),
    move(frame) {
      timer && stop();
      store.set({ frame });
    },
  };
}

/** @param frames a resource */
export function slider({ state, actions, model }) {
  const data = model.frames.get().data;
  const error = model.frames.get().error;
  return html`<div class="insights__time" role="group" aria-label=${t('insights.time')}>
    <div class="seg" role="radiogroup" aria-label=${t('insights.time')}>${[[null, t('insights.step.whole')], ...Object.entries(STEPS).map(([id, key]) => [id, t(key)])].map(([id, text]) => {
      const on = (state.step ?? null) === id;
      return html`<label class=${on ? 'is-on' : ''}><input type="radio" name="step" value=${id ?? ''} .checked=${on} @change=${() => actions.player.choose(id)}>${text}</label>`;
    })}</div>
    ${error ? html`<p class="small" role="alert">${error.detail || t('error.server.text')}</p>` : nothing}
    ${data && data.frames.length > 1 ? html`
      ${calm.matches ? nothing : html`<button class="btn btn--quiet" id="play" aria-pressed=${state.playing ? 'true' : 'false'} @click=${actions.player.toggle}>${icon(state.playing ? 'x' : 'right', '18')}${t(state.playing ? 'insights.pause' : 'insights.play')}</button>`}
      <input type="range" id="frame" min="0" max=${data.frames.length - 1} step="1" .value=${String(actions.player.index())} aria-label=${t('insights.time')} aria-valuetext=${frameText(data.frames[actions.player.index()])} @input=${(event) => actions.player.move(Number(event.target.value))}>
      <output for="frame">${frameText(data.frames[actions.player.index()])}</output>` : nothing}
  </div>`;
}

const dayText = (iso) => date(new Date(`${iso}T12:00:00`));
const total = ({ items }) => number(items.reduce((sum, { n }) => sum + n, 0));

export const frameText = (frame) => t('insights.frame', { days: frame.from === frame.to ? dayText(frame.from) : `${dayText(frame.from)} – ${dayText(frame.to)}`, n: total(frame) });

/** The rows of an area map with the numbers of one step; those without any have none. */
export function framed(rows, frame) {
  const found = new Map(frame.items.map((item) => [item.code, item]));
  return rows.map((row) => ({ ...row, value: found.get(row.code)?.value ?? null, n: found.get(row.code)?.n ?? 0, value_before: null, per10000: null, per_km2: null }));
}

/** All numbers of all steps: the classes stay the same while time goes on. */
export const valuesOf = (data, state) => data.frames.flatMap(({ items }) => items.map((item) => shownOf({ ...item, value_before: null }, { ...state, show: null })));
