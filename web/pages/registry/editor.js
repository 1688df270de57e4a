import { html, nothing } from 'lit-html';
import { textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';
import { wordsOf } from './faults.js';
import { hoursEditor } from './hours-editor.js';
import { comparison, history } from './history.js';
import { access, categoryField, charges, matters, photos } from './parts.js';
import { where } from './where.js';
import { differences, toBody } from './form.js';

/** Fields that say at their own place what is wrong with them; whatever else the server refuses stands above. */
const OWN = ['code', 'name', 'aliases', 'category', 'lon', 'address', 'phone', 'hours', 'zone', 'accessibility', 'in_charge', 'unit', 'matters', 'website', 'photos', 'photo_texts', 'source', 'updated_on'];

/** One place: everything that citizens read, whether it is on the map, and its history. */
export function editor(page) {
  const { state, actions } = page;
  const { form, error } = state;
  const at = (name) => state.faults[name] ?? (error?.field === name && error.code !== 'place_changed' ? wordsOf(error) : '');
  return html`
    <p><button class="btn btn--quiet" id="back" @click=${actions.close}>${icon('back', '18')}${t('registry.back')}</button></p>
    <form class="reg__form" novalidate @submit=${(event) => { event.preventDefault(); actions.save(); }}>
      <header class="reg__head"><h1 id="editor-title" tabindex="-1">${nameOf(form.name) || t('registry.new')}</h1>${stateBadge(state)}</header>
      ${conflict(page)} ${general(error)}
      <section class="reg__part" aria-labelledby="what-title"><h2 id="what-title">${t('registry.what')}</h2>
        ${form.isNew ? textField({ id: 'code', label: t('registry.code'), hint: t('registry.code.hint'), value: form.code, required: true, maxlength: 80, error: at('code'), onInput: (code) => actions.change({ code: code.trim() }) }) : html`<p class="small t2">${t('registry.code')} <code>${form.code}</code></p>`}
        ${texts('name', page, at('name'))} ${texts('aliases', page, at('aliases'))} ${categoryField(page, at('category'))}
      </section>
      ${where(page, at('lon') || at('lat'))}
      <section class="reg__part" aria-labelledby="reach-title"><h2 id="reach-title">${t('registry.reach')}</h2>
        ${texts('address', page, at('address'))}
        ${textField({ id: 'phone', label: t('registry.phones'), hint: t('registry.phones.hint'), value: form.phones, maxlength: 400, error: at('phone') || at('phones'), onInput: (phones) => actions.change({ phones }) })}
        ${textField({ id: 'website', label: t('registry.website'), type: 'url', inputmode: 'url', value: form.website, maxlength: 500, error: at('website'), onInput: (website) => actions.change({ website }) })}
        <label class="tick"><input type="checkbox" id="appointments" .checked=${form.appointments} @change=${(event) => actions.change({ appointments: event.target.checked })}><span>${t('registry.appointments')}</span></label>
        ${access(page, at('accessibility'))}
      </section>
      <section class="reg__part" aria-labelledby="hours-title"><h2 id="hours-title">${t('registry.hours')}</h2>
        ${hoursEditor({ value: form.hours, asText: form.asText, error: at('hours'), onText: (hours) => actions.change({ hours }), onMode: (asText) => actions.change({ asText }) })}
        <details class="reg__more"><summary>${t('registry.zone.other')}</summary>${textField({ id: 'zone', label: t('registry.zone'), hint: t('registry.zone.hint'), value: form.time_zone, error: at('zone'), onInput: (zone) => actions.change({ time_zone: zone }) })}</details>
      </section>
      ${matters(page, at('matters'))}
      <section class="reg__part" aria-labelledby="who-title"><h2 id="who-title">${t('registry.who')}</h2>
        ${unitField(page, at('unit'))} ${charges(page, at('in_charge'))}
        <div class="reg__two">${textField({ id: 'source', label: t('registry.source'), value: form.source, maxlength: 500, error: at('source'), onInput: (source) => actions.change({ source }) })}
          ${textField({ id: 'updated_on', label: t('registry.updated'), type: 'date', value: form.updated_on, error: at('updated_on'), onInput: (day) => actions.change({ updated_on: day }) })}</div>
      </section>
      ${photos(page, at('photos'))}
      ${foot(page)}
    </form>
    ${history(page)}`;
}

/** A text in each language of the city. */
const texts = (name, { state: { form }, actions }, error) => html`<div class="reg__two">${languages().map((tag, i) => textField({
  id: i === 0 ? name : `${name}-${tag}`, label: labelOf(name, nameOfLanguage(tag)), value: form[name]?.[tag] ?? '', maxlength: 500, error: i === 0 ? error : '',
  onInput: (text) => actions.change({ [name]: { ...form[name], [tag]: text } }),
}))}</div>`;

const labelOf = (name, language) => ({ name: () => t('registry.name', { language }), aliases: () => t('registry.aliases', { language }), address: () => t('registry.address', { language }) })[name]();

const unitField = ({ state: { form }, model, actions }, error) => html`
  ${textField({ id: 'unit', label: t('registry.unit'), hint: model.nameOfUnit(form.unit) || t('registry.unit.hint'), value: form.unit, maxlength: 80, error, onInput: (unit) => actions.change({ unit: unit.trim() }) })}`;

function stateBadge({ form, entry, changed }) {
  const words = entry ? { published: t('registry.state.published'), changed: t('registry.state.changed'), draft: t('registry.state.draft'), withdrawn: t('registry.state.withdrawn') }[entry.state] : t('registry.state.new');
  return html`<span class="row"><span class="badge ${entry?.state === 'published' ? 'badge--accent' : ''}">${words}</span>${changed ? html`<span class="badge" id="unsaved">${t('registry.unsaved')}</span>` : nothing}
    ${entry && ['published', 'changed'].includes(entry.state) ? html`<a class="btn btn--quiet" href="/?place=${form.code}">${icon('map', '18')}${t('registry.onMap')}</a>` : nothing}</span>`;
}

/** Somebody was faster: what was typed stays, what changed meanwhile is shown, and one decides. */
const conflict = ({ state, actions }) =>
  state.conflict === null
    ? nothing
    : html`<div class="note note--due reg__conflict" role="alert" id="conflict" tabindex="-1">${icon('warn', '18')}<div class="grow">
        <p><b>${t('registry.conflict', { n: state.conflict.version })}</b> ${t('registry.conflict.kept')}</p>
        ${comparison(differences(state.conflict.place, toBody(state.form)))}
        <div class="row"><button type="button" class="btn" id="conflict-mine" @click=${actions.keepMine}>${t('registry.conflict.mine')}</button>
          <button type="button" class="btn" @click=${actions.takeTheirs}>${t('registry.conflict.theirs')}</button></div></div></div>`;

function general(error) {
  if (!error || error.code === 'place_changed' || OWN.includes(error.field) || error.field === 'lat' || error.field === 'phones') {
    return nothing;
  }
  const words = error.kind === 'offline' ? t('error.offline.title') : error.code === 'out_of_scope' ? t('registry.fault.scope') : error.detail || t('error.server.text');
  return html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${words}</span></p>`;
}

function foot({ state, mayPublish, actions }) {
  const { busy, entry, changed, sure } = state;
  const drafted = entry !== null && entry.drafted_at !== null;
  return html`<div class="reg__foot">
    <button class="btn ${mayPublish ? '' : 'btn--primary'}" id="save" aria-disabled=${busy ? 'true' : 'false'}>${t(busy ? 'knowledge.saving' : 'registry.save')}</button>
    ${mayPublish ? html`<button type="button" class="btn btn--primary" id="publish" aria-disabled=${busy || !(changed || drafted) ? 'true' : 'false'} @click=${actions.publish}>${t('registry.publish')}</button>` : html`<span class="small t2">${t('registry.publish.others')}</span>`}
    <span class="push"></span>
    ${drafted ? html`<button type="button" class="btn" id="discard" ?disabled=${busy} @click=${actions.discard}>${t('registry.discard')}</button>` : nothing}
    ${mayPublish && entry && ['published', 'changed'].includes(entry.state)
      ? sure
        ? html`<button type="button" class="btn btn--danger" id="withdraw-sure" ?disabled=${busy} @click=${actions.withdraw}>${t('registry.withdraw.sure')}</button>`
        : html`<button type="button" class="btn" id="withdraw" @click=${() => actions.set({ sure: true })}>${t('registry.withdraw')}</button>`
      : nothing}
  </div>`;
}
