import { html, nothing } from 'lit-html';
import { attribution } from '../../components/attribution.js';
import { icon } from '../../components/icon.js';
import { nameOf, t } from '../../core/i18n.js';
import { bar } from './bar.js';
import { categoryName, categoryOf, tileOf, tilesOf } from './categories.js';
import { lackOf, placeOf, standingOf } from './place.js';
import { photoUrl } from './pictures.js';
import { recipientOf } from './recipients.js';
import { strip } from './strip.js';
import { clock, gridPlace, standingWord } from './words.js';

const MOST_PHOTOS = 9;
const MOST_TEXT = 2000;

/** One pane: photos, kind, place, words, settled or not; the button is where the thumb is. */
export function reportForm(page) {
  const { state, actions } = page;
  const { draft, base } = state;
  const tiles = tilesOf(base?.categories ?? []);
  const tile = tileOf(tiles, draft.category);
  const mended = draft.mends === null ? null : (state.items.find(({ seq }) => seq === draft.mends) ?? null);
  const title = tile ? nameOf(tile.name) : categoryName(base, draft.category);
  return html`
    ${bar({ title: t('field.report.title', { category: title }), back: '#map', glyph: 'x', side: html`<a class="btn btn--quiet" href="#report/change">${t('field.report.change')}</a>` })}
    ${strip(state, { flat: true })}
    <main class="wp__body rform">
      ${photos(state, 'found', actions)}
      ${tile && tile.kinds.length > 1 ? kinds(tile, draft, actions) : nothing}
      ${place(state, actions)}
      <div class="ff">
        <label class="ff__label" for="words">${t('field.words')}</label>
        <textarea id="words" class="input rform__words" rows="2" maxlength=${base?.limits?.max_text ?? MOST_TEXT} .value=${draft.text} @input=${(event) => actions.type('text', event.target.value)}></textarea>
      </div>
      ${categoryOf(base, draft.category)?.settleable === false ? nothing : settled(draft, actions)}
      ${draft.settled ? photos(state, 'after', actions) : nothing}
      ${draft.photos.length > 0 || draft.text ? html`<button type="button" class="btn btn--quiet rform__drop" @click=${() => actions.ask('discard')}>${icon('trash', '18')}${t('field.discard')}</button>` : nothing}
      ${state.asking === 'discard' ? html`<div class="note note--due" role="alertdialog" aria-label=${t('field.discard.sure')}><span class="grow">${t('field.discard.sure')}</span><button type="button" class="btn" id="sure" @click=${actions.discard}>${t('field.discard')}</button><button type="button" class="btn" @click=${() => actions.set({ asking: null })}>${t('field.keep')}</button></div>` : nothing}
    </main>
    <footer class="rfoot">
      ${recipient(state)}
      ${state.failure ? html`<p class="fault" id="failure" role="alert" tabindex="-1">${icon('warn', '18')}<span>${state.failure}</span></p>` : nothing}
      <button type="button" class="btn btn--primary btn--l" id="save" ?disabled=${state.busy} @click=${() => actions.save(mended)}>${icon('send')}${t(state.online ? 'field.save.online' : 'field.save')}</button>
      <p class="tiny t3">${t(state.online ? 'field.save.hint.online' : 'field.save.hint')}</p>
    </footer>`;
}

/** The first photo large, the others beside it, and always one more to take. */
function photos({ draft, base, busy }, role, actions) {
  const taken = draft.photos.filter((photo) => photo.role === role);
  const label = t(role === 'after' ? 'field.photo.after' : taken.length > 0 ? 'field.photo.more' : 'field.photo');
  return html`
    <div class="shots ${taken.length > 1 ? 'shots--many' : ''} ${taken.length === 0 ? 'shots--none' : ''}">
      ${taken.map((photo, index) => html`
        <figure class="shot"><img src=${photoUrl(photo)} alt=${t('photos.one', { n: index + 1 })} /><figcaption>${clock(photo.at, base?.zone)}</figcaption>
          <button type="button" class="shot__drop" aria-label=${t('photos.drop', { n: index + 1 })} @click=${() => actions.dropPhoto(photo.key)}>${icon('x', '16')}</button></figure>`)}
      ${draft.photos.length < (base?.limits?.max_photos ?? MOST_PHOTOS)
        ? html`<label class="shot shot--add">${icon('camera')}<span>${label}</span><input class="sr" id="shoot-${role}" type="file" ?disabled=${busy} accept="image/jpeg,image/png,image/webp" capture="environment" @change=${(event) => actions.photograph(event, role)} /></label>`
        : nothing}
    </div>`;
}

/** Said before it is sent; what is put right on the spot goes to nobody. */
function recipient(state) {
  const to = state.draft.settled ? null : recipientOf(state, standingOf(state), placeOf(state).point);
  return to === null
    ? nothing
    : html`<p class="rfoot__to small" id="recipient" role="status">${icon('dispatch', '18')}<span>${to.unit ? t('field.recipient', { unit: nameOf(to.unit) }) : t('field.recipient.later')}${to.unit && !to.exact ? html` <span class="t3">${t('field.recipient.grid')}</span>` : nothing}</span></p>`;
}

const settled = (draft, actions) => html`
  <label class="rline">
    <span class="grow"><b>${t('field.settled')}</b><span class="meta">${t('field.settled.text')}</span></span>
    <input type="checkbox" role="switch" class="switch" id="settled" .checked=${draft.settled} @change=${(event) => actions.settled(event.target.checked)} />
  </label>`;

const kinds = (tile, draft, actions) => html`
  <div class="chips" role="radiogroup" aria-label=${t('field.kinds')}>
    ${tile.kinds.map(({ code, name }) => html`
      <label class="chip chip--touch ${code === draft.category ? 'is-on' : ''}"><input class="sr" type="radio" name="kind" value=${code} .checked=${code === draft.category} @change=${() => actions.kind(code)} />${nameOf(name)}</label>`)}
  </div>`;

function place(state, actions) {
  const { pinned, point } = placeOf(state);
  const standing = standingOf(state);
  const grid = standing?.grid && standing.where !== 'outside' ? gridPlace(standing.grid) : '';
  const exact = pinned ? t('field.pinned') : point ? t('field.accuracy', { n: point.accuracy }) : t(...lackOf(state));
  return html`
    <section class="rcard ${state.moving ? 'is-moving' : ''}" aria-label=${t('field.place')}>
      <div class="map rcard__map"><div class="map__view" id="form-map" tabindex=${state.moving ? '0' : '-1'} role=${state.moving ? 'application' : 'img'} aria-label=${t(state.moving ? 'field.place.tap' : 'field.place')}></div>${attribution(state.city, { own: true })}</div>
      <div class="rpos">
        <span class="grow"><b id="place">${standing ? grid || standingWord('outside') : t('field.place.none')}</b><span class="meta">${standing?.where === 'near' ? html`${t('field.near')}<i class="md"></i>` : nothing}${exact}</span></span>
        ${pinned ? html`<button type="button" class="btn btn--touch" @click=${actions.unpin}>${t('field.place.phone')}</button>` : nothing}
        <button type="button" class="btn btn--touch" id="move" aria-pressed=${state.moving ? 'true' : 'false'} @click=${actions.move}>${t(state.moving ? 'field.place.done' : 'field.place.move')}</button>
      </div>
      ${state.moving ? html`<p class="rcard__hint small t2">${t('field.place.tap')}</p>` : nothing}
      ${point ? nothing : html`<div class="ff rcard__address"><label class="ff__label" for="address">${t('field.address')}</label><input id="address" class="input" maxlength="200" .value=${state.draft.address ?? ''} @input=${(event) => actions.type('address', event.target.value)} /></div>`}
    </section>`;
}
