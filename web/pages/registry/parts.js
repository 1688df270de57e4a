import { html, nothing } from 'lit-html';
import { field, fieldError, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { pathTo } from '../../components/category-tree.js';
import { resourceView } from '../../components/states.js';
import { languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';
import { ACCESS } from '../map/finder-chips.js';

/** Parts of the editor that are lists: category, what is done here, facts of accessibility, areas in charge, photos. */

/** Every category, those below others set in. */
export const categoryField = ({ state, model, actions }, error) => {
  const tree = model.categories.get().data;
  return field({
    id: 'category', label: t('registry.category'), error,
    control: (described, invalid) => html`<select id="category" class="input" aria-describedby=${described} aria-invalid=${invalid} @change=${(event) => actions.change({ category: event.target.value })}>
      <option value="" .selected=${state.form.category === ''}>${t('registry.choose')}</option>${categoryOptions(tree, state.form.category)}</select>`,
  });
};

export const categoryOptions = (tree, chosen) =>
  tree ? [...tree.nodes.values()].map((node) => html`<option value=${node.code} .selected=${node.code === chosen}>${'\u2003'.repeat(pathTo(tree, node.code).length - 1)}${nameOf(node.name)}</option>`) : nothing;

export const access = ({ state, actions }, error) => html`
  <fieldset class="ff" id="accessibility" tabindex="-1"><legend class="ff__label">${t('filter.access')}</legend>
    <div class="checks">${Object.entries(ACCESS).map(([word, key]) => html`<label><input type="checkbox" .checked=${state.form.accessibility.includes(word)}
      @change=${(event) => actions.change({ accessibility: toggled(state.form.accessibility, word, event.target.checked) })}>${t(key)}</label>`)}</div>
    ${fieldError('accessibility', error)}
  </fieldset>`;

const toggled = (list, one, on) => (on ? [...list, one] : list.filter((each) => each !== one));

/** What the place is in charge of, as codes with the areas' names, and lists to add one. */
export const charges = ({ state, model, areaChoice, actions }, error) => html`
  <div class="ff" id="in_charge" tabindex="-1"><span class="ff__label">${t('registry.charges')}</span>
    <p class="ff__hint">${t('registry.charges.hint')}</p>
    ${state.form.in_charge.length === 0 ? nothing : html`<ul class="reg__list">${state.form.in_charge.map((charge) => html`<li>
      <span class="grow">${model.nameOfCharge(charge)} <code>${charge}</code></span>
      <button type="button" class="iconbtn" aria-label=${t('registry.charges.drop', { name: model.nameOfCharge(charge) })} @click=${() => actions.change({ in_charge: state.form.in_charge.filter((each) => each !== charge) })}>${icon('x', '18')}</button></li>`)}</ul>`}
    <details class="reg__more" ?open=${state.choosing} @toggle=${(event) => actions.set({ choosing: event.target.open })}><summary>${t('registry.charges.add')}</summary>
      ${state.choosing ? html`<div class="arealists">${areaChoice.view(state.chargeChain)}</div>
        <button type="button" class="btn" ?disabled=${state.chargeChain.length === 0} @click=${actions.addCharge}>${icon('plus', '18')}${t('registry.charges.take')}</button>` : nothing}
    </details>
    ${fieldError('in_charge', error)}
  </div>`;

/** Matters with what they ask for; those that the category brings need not be named. */
export const matters = ({ state, model, actions }, error) => html`
  <section class="reg__part" aria-labelledby="matters-title">
    <h2 id="matters-title">${t('registry.matters')}</h2>
    ${resourceView(model.matters.get(), model.matters.retry, (all) => matterList(all, state, model, actions), 2)}
    ${fieldError('matters', error)}
  </section>`;

function matterList(all, { form }, model, actions) {
  const above = new Set(model.pathOf(form.category));
  const brought = all.filter(({ code, categories }) => categories.some((each) => above.has(each)) && !form.matters.some((one) => one.code === code));
  const left = all.filter(({ code }) => !form.matters.some((one) => one.code === code));
  const byCode = new Map(all.map((matter) => [matter.code, matter]));
  return html`
    ${brought.length > 0 ? html`<p class="small t2">${t('registry.matters.brought', { names: brought.map(({ name }) => nameOf(name)).join(t('list.separator')) })}</p>` : nothing}
    ${form.matters.map((one) => matterCard(one, byCode.get(one.code), form, actions))}
    ${field({ id: 'matter-add', label: t('registry.matters.add'), control: (described) => html`<select id="matter-add" class="input" aria-describedby=${described} @change=${(event) => { event.target.value && actions.change({ matters: [...form.matters, { code: event.target.value, remark: {} }] }); event.target.value = ''; }}>
      <option value="">${t('registry.choose')}</option>${left.map(({ code, name }) => html`<option value=${code}>${nameOf(name)}</option>`)}</select>` })}`;
}

const matterCard = (one, matter, form, actions) => html`
  <div class="reg__card" data-matter=${one.code}>
    <div class="row"><b class="grow">${nameOf(matter?.name) || one.code}</b>
      <button type="button" class="iconbtn" aria-label=${t('registry.matters.drop', { name: nameOf(matter?.name) || one.code })} @click=${() => actions.change({ matters: form.matters.filter((each) => each !== one) })}>${icon('x', '18')}</button></div>
    ${matter ? html`<p class="small t2">${matterFacts(matter)}</p>` : nothing}
    ${matter?.link ? html`<p class="small"><a href=${matter.link} target="_blank" rel="noopener">${t('registry.matters.online')}</a></p>` : nothing}
    <div class="reg__two">${languages().map((tag) => textField({
      id: `remark-${one.code}-${tag}`, label: t('registry.matters.remark', { language: nameOfLanguage(tag) }), value: one.remark?.[tag] ?? '',
      onInput: (text) => actions.change({ matters: form.matters.map((each) => (each === one ? { ...each, remark: { ...each.remark, [tag]: text } } : each)) }),
    }))}</div>
  </div>`;

const matterFacts = ({ documents, duration, fee, minutes }) => [
  documents.length > 0 ? t('registry.matters.documents', { list: documents.map(nameOf).join(t('list.separator')) }) : '',
  nameOf(duration), nameOf(fee), minutes ? t('registry.matters.minutes', { n: minutes }) : '',
].filter(Boolean).join(' · ');

/** Photos in their order, and a way to add some. */
export const photos = ({ state, model, actions }, error) => html`
  <section class="reg__part" aria-labelledby="photos-title">
    <h2 id="photos-title">${t('registry.photos')}</h2>
    <ol class="reg__photos" id="photos" tabindex="-1">${state.form.photos.map((photo, i) => html`<li>
      <img src=${model.photoUrl(photo)} alt=${t('place.photo', { n: i + 1, name: nameOf(state.form.name) })}>
      <span class="row">
        <button type="button" class="iconbtn" aria-label=${t('registry.photos.earlier', { n: i + 1 })} ?disabled=${i === 0} @click=${() => actions.movePhoto(i, -1)}>${icon('left', '18')}</button>
        <button type="button" class="iconbtn" aria-label=${t('registry.photos.later', { n: i + 1 })} ?disabled=${i === state.form.photos.length - 1} @click=${() => actions.movePhoto(i, 1)}>${icon('right', '18')}</button>
        <button type="button" class="iconbtn" aria-label=${t('photos.drop', { n: i + 1 })} @click=${() => actions.dropPhoto(i)}>${icon('x', '18')}</button></span>
      ${languages().map((tag) => textField({ id: `photo-text-${i}-${tag}`, label: t('registry.photoText', { n: i + 1, language: nameOfLanguage(tag) }), value: state.form.photo_texts[i]?.[tag] ?? '', maxlength: 200, onInput: (text) => actions.describePhoto(i, tag, text) }))}</li>`)}</ol>
    ${state.form.photos.length > 0 ? html`<p class="ff__hint">${t('registry.photoText.hint')}</p>` : nothing}
    <label class="btn btn--soft reg__upload">${icon('plus', '18')}${t(state.sending ? 'report.sending' : 'photos.add')}<input id="photo-add" class="sr" type="file" accept="image/jpeg,image/png,image/webp" multiple @change=${actions.addPhotos}></label>
    ${fieldError('photos', error || state.photoFault)}
  </section>`;
