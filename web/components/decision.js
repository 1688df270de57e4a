import { html, nothing } from 'lit-html';
import { dateTime, nameOf, percent, t } from '../core/i18n.js';
import { dependsBadge } from './ambiguity.js';
import { contacts } from './contacts.js';
import { icon } from './icon.js';
import { unitIcon } from './unit-icon.js';

/**
 * Who must act on a chosen category here, and why.
 *
 * @param model `decision` (of `GET /route`), `timeZone`, `sides`: null where there is only one, else who is responsible on each
 *     other side, `[{name, share, unit}]`
 */
export const decision = ({ decision, timeZone, sides }) => html`
  <div class="decision" data-unit=${decision.unit?.code ?? ''}>
    ${decision.unit ? unit(decision.unit, sides && depends(decision.unit, sides)) : diversion(decision.diversion)}
    ${decision.explanation
      ? html`<div class="note note--info">${icon('check', '18')}<p class="decision__why">${nameOf(decision.explanation)}</p></div>`
      : nothing}
    ${facts(decision, timeZone)} ${alternatives(decision.unit, sides ?? [])} ${considered(decision.considered ?? [])}
  </div>`;

const unit = (unit, depends) => html`
  <div class="decision__unit">
    <span class="mk mk--row mk--unit">${unitIcon(unit.kind)}</span>
    <div class="grow">
      <h3>${nameOf(unit.name)}</h3>
      ${contacts(unit.contacts)}
    </div>
    ${dependsBadge(depends)}
  </div>`;

const diversion = (diversion) => html`
  <div class="decision__unit">
    <span class="mk mk--row">${icon('route')}</span>
    <div class="grow">
      <h3>${diversion ? nameOf(diversion.name) : t('decision.none')}</h3>
      <p class="small t3">${t(diversion ? 'decision.diverted' : 'decision.none.text')}</p>
    </div>
  </div>`;

function facts(decision, timeZone) {
  const rows = [
    [t('decision.limit'), limit(decision, timeZone)],
    [t('decision.copies'), names(decision.copies)],
    [t('decision.assistants'), names(decision.assistants)],
    [t('decision.basis'), nameOf(decision.legal_basis)],
    [t('decision.rule'), rule(decision.rule)],
  ].filter(([, value]) => value);
  return html`<dl class="kv">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function limit({ urgency, deadline }, timeZone) {
  const name = nameOf(urgency?.name);
  const until = deadline ? t('decision.until', { time: dateTime(deadline, timeZone) }) : '';
  return name || until ? html`${name}${name && until ? html`<i class="md"></i>` : nothing}<span class="num">${until}</span>` : '';
}

const names = (units) => (units ?? []).map(({ name }) => nameOf(name)).join(t('list.separator'));

const rule = (rule) =>
  rule ? html`${nameOf(rule.title) || rule.id} <span class="t3 num">${rule.id}${rule.line ? ` · ${t('decision.line', { n: rule.line })}` : ''}</span>` : '';

const depends = (unit, sides) => sides.some((side) => side.unit?.code !== unit.code);

const alternatives = (unit, sides) =>
  !unit || !depends(unit, sides)
    ? nothing
    : html`<div class="alternatives">
        <h3>${t('decision.alternatives')}</h3>
        <ul>
          ${sides.map(
            ({ name, unit: other, share }) => html`<li>
              <span class="grow"><b>${nameOf(other?.name) || t('decision.none')}</b><small>${t('decision.ifIn', { area: nameOf(name) })}</small></span>
              <span class="num">${percent(share)}</span>
            </li>`,
          )}
        </ul>
      </div>`;

const considered = (list) =>
  list.length === 0
    ? nothing
    : html`<details class="considered">
        <summary>${icon('rule', '18')}${t('decision.considered', { n: list.length })}</summary>
        <ol>
          ${list.map(
            ({ rule: id, title, outcome, because }) => html`<li class=${outcome === 'won' ? 'is-won' : ''}>
              <span class="badge ${outcome === 'won' ? 'badge--accent' : ''}">${t(outcome === 'won' ? 'decision.won' : 'decision.lost')}</span>
              <span class="grow"><b>${nameOf(title) || id}</b><small>${nameOf(because)}</small></span>
            </li>`,
          )}
        </ol>
      </details>`;
