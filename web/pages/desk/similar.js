import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { postJson } from '../../core/api.js';
import { distance, nameOf, t } from '../../core/i18n.js';
import { stateName } from './words.js';

/** What may be the same matter, to be linked with one key before dispatch. */
export function createSimilar({ account, changed }) {
  let of = null;
  let items = null;
  const links = ['operator', 'dispatcher'].some((role) => account.roles.includes(role));

  async function load({ request, text }) {
    if (of === request.number) {
      return;
    }
    [of, items] = [request.number, null];
    const body = { lon: request.lon, lat: request.lat, category: request.category?.code ?? null, text: text ?? null };
    const found = await postJson('/requests/similar', body).catch(() => ({ items: [] }));
    items = found.items.filter(({ number }) => number !== request.number);
    changed();
  }

  return {
    view(data, actions) {
      const { request } = data;
      if (!links || request.lon === null || request.lon === undefined) {
        return nothing;
      }
      return html`<section class="section"><details class="considered" @toggle=${(event) => event.target.open && load(data)}>
        <summary>${icon('copy', '18')}${t('desk.similar')}</summary>
        ${of !== request.number || items === null ? html`<p class="small t3">${t('desk.publish.loading')}</p>` : items.length === 0 ? html`<p class="small t2">${t('desk.similar.none')}</p>` : list(items, data, actions)}
      </details></section>`;
    },
  };
}

const list = (items, { actions: possible }, actions) => html`<ul class="why">${items.map(
  (item) => html`<li><button class="grow similar" @click=${() => actions.open(item.number)}><b>${nameOf(item.category?.name)}</b> <span class="t3">${distance(item.distance_metres)} · ${stateName(item.state)}</span><small>${item.text ?? ''}</small></button>
    ${possible.includes('link') ? html`<button class="btn btn--s" @click=${() => actions.link(item.number)}>${t('desk.do.link')}</button>` : nothing}</li>`,
)}</ul>`;
