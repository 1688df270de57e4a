import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { openLine } from '../../components/open-state.js';
import { nameOf, t } from '../../core/i18n.js';
import { details } from './embed.js';
import { title } from './title.js';

/** On a phone, what was found, over the foot of the map: a place, else the point. */
export function sheet(page) {
  if (page.state.place !== null) {
    return placeSheet(page);
  }
  return page.state.lon === null ? nothing : pointSheet(page);
}

function placeSheet({ state, city, places, actions }) {
  const data = places.place.get().data;
  const place = data?.place;
  const charged = places.inCharge().includes(state.place);
  return html`
    <div class="sheet" data-over-map>
      <div class="sheet__head">
        <h2 class="cut2">${data ? nameOf(place.name) : t(places.place.get().status === 'error' ? 'error.server.title' : 'place.looking')}</h2>
        <button class="iconbtn iconbtn--touch" aria-label=${t('place.close')} @click=${actions.closePlace}>${icon('x')}</button>
      </div>
      ${data ? html`<p class="sheet__meta">${openLine(place.open, city.time_zone)}</p><p class="sheet__meta cut">${nameOf(place.address)}</p>` : nothing}
      ${charged ? html`<p class="sheet__unit">${icon('check', '18')}<span class="grow">${t('places.inCharge')}</span></p>` : nothing}
      <div class="sheet__foot">
        ${details(t('sheet.place'), () => actions.view('list'))}
        ${place?.phones[0] ? html`<a class="btn btn--l" href="tel:${place.phones[0].replace(/[^\d+*#]/g, '')}" aria-label="${t('contact.phone')} ${place.phones[0]}">${icon('phone')}</a>` : nothing}
      </div>
    </div>`;
}

function pointSheet({ model, actions }) {
  const resolution = model.resolution.get();
  const chain = model.shown();
  const unit = model.route.get().data?.decision?.unit;
  return html`
    <div class="sheet" data-over-map>
      <div class="sheet__head">
        <h2 class="cut">${resolution.status === 'error' ? t('error.server.title') : title(chain)}</h2>
        <button class="iconbtn iconbtn--touch" aria-label=${t('place.back')} @click=${actions.close}>${icon('x')}</button>
      </div>
      <p class="sheet__meta cut">${chain ? chain.areas.map(({ name }) => nameOf(name)).join(' › ') : ''}</p>
      ${model.unsureArea() ? html`<div class="note note--info">${icon('target', '18')}<span>${t('amb.short')}</span></div>` : nothing}
      ${unit ? html`<p class="sheet__unit">${icon('check', '18')}<span class="grow"><b>${nameOf(unit.name)}</b> ${t('sheet.responsible')}</span></p>` : nothing}
      <div class="sheet__foot">${details(t('sheet.details'), () => actions.view('list'))}</div>
    </div>`;
}
