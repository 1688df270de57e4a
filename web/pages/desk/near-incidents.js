import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { incidentNotes } from '../../components/incident-notes.js';
import { getJson, newKey, postJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';

/** Open incidents and outages near the selected request: I lets it follow the first, as a call does with F7. */
export function createNearIncidents({ account, changed, done, failed }) {
  let of = null;
  let items = [];
  const links = ['operator', 'dispatcher'].some((role) => account.roles.includes(role));

  /** Those about the same thing come first. */
  const likelyFirst = (found, code) => {
    const isAbout = ({ categories }) => categories.some((each) => code && (code.startsWith(each.code) || each.code.startsWith(code)));
    return [...found.filter(isAbout), ...found.filter((each) => !isAbout(each))];
  };

  async function load({ number, lon, lat, category }) {
    [of, items] = [number, []];
    const found = await getJson('/incidents', { lon, lat }).catch(() => ({ items: [] }));
    if (of === number) {
      items = likelyFirst(found.items, category?.code);
      changed();
    }
  }

  const offers = (data) => links && data !== null && data.actions.includes('link') && typeof data.request.lon === 'number';

  async function join(data, incident) {
    const { number, version } = data.request;
    try {
      await postJson(`/requests/${number}/incident`, { incident: incident.id, version }, { key: newKey() });
      done();
    } catch (error) {
      failed(error);
    }
  }

  return {
    /** Whether there was one to follow. */
    joinFirst(data) {
      const first = offers(data) && of === data.request.number ? items[0] : undefined;
      first && join(data, first);
      return first !== undefined;
    },
    view(data, timeZone) {
      if (!offers(data)) {
        return nothing;
      }
      if (of !== data.request.number) {
        load(data.request);
      }
      return items.length === 0 || of !== data.request.number
        ? nothing
        : html`<section class="section" id="near-incidents"><h2 class="section__title">${icon('warn', '18')}${t('desk.incidents')}</h2>
            ${incidentNotes({ items, timeZone, act: (incident) => html`<button class="btn btn--s" data-join=${incident.id} @click=${() => join(data, incident)}>${t('desk.incidents.join')}${incident === items[0] ? html` <kbd>I</kbd>` : nothing}</button>` })}</section>`;
    },
  };
}
