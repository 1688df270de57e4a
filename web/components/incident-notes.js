import { html, nothing } from 'lit-html';
import { dateTime, distance, nameOf, t } from '../core/i18n.js';
import { icon } from './icon.js';

/** What is known already near a place: incidents and planned outages, each with its message. */
export const incidentNotes = ({ items, timeZone, act = null }) => html`
  <ul class="incidents">${items.map((incident) => html`
    <li class="incident incident--${incident.kind}" data-incident=${incident.id}>
      ${icon(incident.kind === 'notice' ? 'clock' : 'warn', '18')}
      <div class="grow">
        <p class="incident__head"><b>${nameOf(incident.title)}</b> <span class="incident__kind">${kindOf(incident)}</span></p>
        <p class="incident__text">${nameOf(incident.message)}</p>
        <p class="small t2">${[span(incident, timeZone), whereTo(incident), incident.source].filter(Boolean).join('　')}</p>
        ${act ? act(incident) : nothing}
      </div>
    </li>`)}</ul>`;

const kindOf = ({ kind, running }) => (kind === 'incident' ? t('incident.kind.incident') : running ? t('incident.kind.running') : t('incident.kind.planned'));

export const span = ({ starts_at: from, expected_end: to, running }, timeZone) =>
  running === false
    ? t('incident.fromTo', { from: dateTime(from, timeZone), to: to ? dateTime(to, timeZone) : t('incident.openEnd') })
    : to ? t('incident.until', { time: dateTime(to, timeZone) }) : t('incident.endUnknown');

const whereTo = ({ distance_metres: metres }) => (metres > 0 ? t('incident.away', { distance: distance(metres) }) : t('incident.here'));
