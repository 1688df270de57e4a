import { html, nothing } from 'lit-html';
import { decision } from '../../components/decision.js';
import { icon } from '../../components/icon.js';
import { failure, skeleton } from '../../components/states.js';
import { dateTime, nameOf, t } from '../../core/i18n.js';

/** Who gets it and by when: known before it is sent, as soon as place and category are. */
export const handling = (page) => html`
  <section class="section step" aria-labelledby="handling-title">
    <h2 class="step__title" id="handling-title"><i class="num" aria-hidden="true">3</i>${t('report.handling')}</h2>
    <div aria-live="polite">${answer(page)}</div>
  </section>`;

function answer({ state, city, model }) {
  const { status, data, error, slow } = model.answer.get();
  if (status === 'error') {
    return failure(error, model.answer.retry);
  }
  if (data === null) {
    return status === 'loading' ? skeleton(2, slow) : hint(state);
  }
  if (data.resolution.status === 'outside') {
    return note('warn', 'report.outside', 'note--due');
  }
  return data.decision ? decided(data.decision, city) : hint(state);
}

const note = (glyph, key, kind = '') => html`<p class="note ${kind}">${icon(glyph, '18')}<span>${t(key)}</span></p>`;

const hint = ({ mode, category, lon }) =>
  note('info', category === null ? 'report.handling.category' : mode === 'point' && lon === null ? 'report.handling.place' : 'report.handling.later');

function decided(made, { time_zone: timeZone }) {
  return html`
    <div class="note note--info handling">
      ${icon(made.unit ? 'dispatch' : 'route', '18')}
      <span class="grow">
        ${made.unit ? html`${t('report.to')} <b>${nameOf(made.unit.name)}</b>` : made.diversion ? html`${t('report.diverted')} <b>${nameOf(made.diversion.name)}</b>` : t('report.handling.later')}
        ${made.unit && made.deadline ? html`<small>${t('report.by', { time: dateTime(made.deadline, timeZone) })}${made.urgency ? html`<i class="md"></i>${nameOf(made.urgency.name)}` : nothing}</small>` : nothing}
      </span>
    </div>
    ${made.unit || made.diversion ? html`<details class="considered why"><summary>${icon('rule', '18')}${t('report.why')}</summary>${decision({ decision: made, timeZone, sides: null })}</details>` : nothing}`;
}
