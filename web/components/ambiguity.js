import { html, nothing } from 'lit-html';
import { distance, nameOf, percent, t } from '../core/i18n.js';
import { icon } from './icon.js';

/**
 * Says that a position may lie on more than one side of a border, and asks for the side.
 *
 * @param model `area` (the unsure one, with its candidates), `level` its name, `accuracyMetres`, `chosen` code,
 *     `directions` code → `n`, `ne` …, `onChoose(code)`
 */
export const ambiguity = ({ area, level, accuracyMetres, chosen, directions, onChoose }) => html`
  <section class="section amb" aria-labelledby="amb-title">
    <div class="amb__head">
      <span class="ambdot">${icon('target')}</span>
      <div class="grow">
        <h2 id="amb-title">${t('amb.title', { level })}</h2>
        <p>${t('amb.text', { distance: distance(accuracyMetres), n: area.candidates.length, level })}</p>
      </div>
    </div>
    <fieldset class="sides">
      <legend class="sr">${t('amb.choose')}</legend>
      ${area.candidates.map((candidate) => side(candidate, candidate.code === chosen, directions.get(candidate.code), onChoose))}
    </fieldset>
    <div class="sharebar" role="img" aria-label=${sharesInWords(area.candidates)}>
      ${area.candidates.map(({ code, share }) => html`<i class=${code === chosen ? 'is-on' : ''} .style=${flexGrow(share)}></i>`)}
    </div>
  </section>`;

const side = (candidate, on, direction, onChoose) => html`
  <label class="side ${on ? 'is-on' : ''}">
    <input type="radio" name="side" value=${candidate.code} .checked=${on} @change=${() => onChoose(candidate.code)} />
    <span class="side__name"><b>${nameOf(candidate.name)}</b><small class="num">${direction ? t(DIRECTIONS[direction]) : candidate.code}</small></span>
    <span class="pct">${percent(candidate.share)}</span>
  </label>`;

const DIRECTIONS = {
  n: 'amb.n', ne: 'amb.ne', e: 'amb.e', se: 'amb.se', s: 'amb.s', sw: 'amb.sw', w: 'amb.w', nw: 'amb.nw',
};

const sharesInWords = (candidates) =>
  t('amb.shares', { list: candidates.map(({ name, share }) => `${nameOf(name)} ${percent(share)}`).join(t('list.separator')) });

/** Assigning to `el.style` sets its text through the object model, which the content policy allows. */
const flexGrow = (share) => `flex-grow: ${Math.max(0.02, share)}`;

/** A short word beside an answer: does it depend on the side that is chosen? */
export const dependsBadge = (depends) =>
  depends === null
    ? nothing
    : html`<span class="badge ${depends ? '' : 'badge--accent'}">${t(depends ? 'amb.depends' : 'amb.same')}</span>`;
