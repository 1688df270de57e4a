import { html, nothing } from 'lit-html';
import { areaField, choice, fieldError, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';

/** What an incident is made from, or changed to: where, about what, what to say, until when. */
export function form(page) {
  const { state, actions } = page;
  const { form: now, error, busy } = state;
  const at = (...fields) => (fields.includes(error?.field) ? error.detail : '');
  const known = ['title', 'message', 'categories', 'outline', 'area', 'overlay', 'expected_end', 'starts_at'];
  return html`
    <form class="section inc__form" novalidate aria-labelledby="form-title" @submit=${(event) => { event.preventDefault(); actions.save(); }}>
      <h2 id="form-title" tabindex="-1">${t(now.id ? 'incidents.edit' : 'incidents.new')}</h2>
      ${error && !known.includes(error.field) ? html`<p class="note note--due" role="alert">${icon('warn', '18')}<span>${error.code === 'incident_changed' ? t('incidents.changed') : error.detail || t('error.server.text')}</span></p>` : nothing}
      ${where(page, at('outline', 'area', 'overlay'))}
      ${categories(page, at('categories'))}
      ${languages().map((tag) => html`
        ${textField({ id: `title-${tag}`, label: t('incidents.title', { language: nameOfLanguage(tag) }), maxlength: 100, value: now.title[tag] ?? '', error: at('title'), onInput: (text) => actions.form({ title: { ...now.title, [tag]: text } }) })}
        ${areaField({ id: `message-${tag}`, label: t('incidents.message', { language: nameOfLanguage(tag) }), rows: 3, maxlength: 1000, value: now.message[tag] ?? '', error: at('message'), onInput: (text) => actions.form({ message: { ...now.message, [tag]: text } }) })}`)}
      ${textField({ id: 'end', type: 'datetime-local', label: t('incidents.end'), hint: t('incidents.end.hint', { zone: page.city.time_zone }), value: now.end, error: at('expected_end'), onInput: (end) => actions.form({ end }) })}
      <div class="formfoot__row">
        <button type="button" class="btn btn--l" @click=${actions.close}>${t('follow.cancel')}</button>
        <button class="btn btn--primary btn--l grow" id="save" aria-disabled=${busy ? 'true' : 'false'}>${t(busy ? 'report.sending' : now.id ? 'incidents.save' : 'incidents.open')}</button>
      </div>
    </form>`;
}

/** Corner by corner on the map, an area from lists, or a feature of an overlay layer. */
function where({ state, city, areaChoice, actions }, error) {
  const { form: now } = state;
  const layers = city.overlays.filter(({ kind }) => kind === 'polygon');
  return html`
    ${choice({
      id: 'where', legend: t('incidents.where'), value: now.mode, error, onChange: (mode) => actions.form({ mode }),
      options: [['drawn', t('incidents.where.drawn')], ['area', t('incidents.where.area')], ...(layers.length > 0 ? [['overlay', t('incidents.where.overlay')]] : []), ...(now.id ? [['same', t('incidents.where.same')]] : [])],
    })}
    ${now.mode === 'drawn' ? drawing({ now, actions }) : nothing}
    ${now.mode === 'area' ? html`<div class="arealists">${areaChoice.view(now.area)}</div>` : nothing}
    ${now.mode === 'overlay' ? overlay({ now, layers, state, actions }) : nothing}`;
}

const drawing = ({ now, actions }) => html`
  <p class="note" role="status">${icon('target', '18')}<span class="grow">${t('incidents.drawing', { n: now.points.length })}</span></p>
  <div class="inc__tools">
    <button type="button" class="btn" id="undo-corner" ?disabled=${now.points.length === 0} @click=${() => actions.form({ points: now.points.slice(0, -1) })}>${icon('back', '18')}${t('incidents.undoCorner')}</button>
    <button type="button" class="btn" ?disabled=${now.points.length === 0} @click=${() => actions.form({ points: [] })}>${icon('trash', '18')}${t('incidents.clearCorners')}</button>
  </div>`;

const overlay = ({ now, layers, state, actions }) => html`
  <div class="inc__pair">
    <div class="ff"><label class="ff__label" for="layer">${t('incidents.layer')}</label>
      <select class="input" id="layer" @change=${(event) => actions.layer(event.target.value)}><option value=""></option>
        ${layers.map(({ id, name }) => html`<option value=${id} ?selected=${now.layer === id}>${nameOf(name)}</option>`)}</select></div>
    <div class="ff"><label class="ff__label" for="feature">${t('incidents.feature')}</label>
      <select class="input" id="feature" @change=${(event) => actions.form({ feature: event.target.value })}><option value=""></option>
        ${(state.features ?? []).map(({ properties }) => html`<option value=${properties.code} ?selected=${now.feature === properties.code}>${nameOf(properties.name) || properties.code}</option>`)}</select></div>
  </div>`;

function categories({ state, model, picker, actions }, error) {
  const tree = model.tree.get().data;
  const chosen = state.form.categories;
  return html`<div class="ff ${error ? 'has-error' : ''}"><span class="ff__label">${t('incidents.categories')}</span>
    <p class="ff__hint">${t('incidents.categories.hint')}</p>
    ${chosen.length > 0 ? html`<ul class="inc__cats">${chosen.map((code) => html`<li>${nameOf(tree?.nodes.get(code)?.name) || code}
      <button type="button" class="iconbtn" aria-label=${t('incidents.dropCategory', { name: nameOf(tree?.nodes.get(code)?.name) || code })} @click=${() => actions.form({ categories: chosen.filter((each) => each !== code) })}>${icon('x', '16')}</button></li>`)}</ul>` : nothing}
    ${tree ? picker.view({ tree, selected: null }) : nothing} ${fieldError('categories', error)}</div>`;
}
