import { html, nothing } from 'lit-html';
import { areaField, textField } from '../../components/field.js';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { dateTime, langOf, languages, nameOf, nameOfLanguage, t } from '../../core/i18n.js';

/** Search and list, or one article, or its editor. */
export const content = (page) => html`
  <div class="kb">
    ${page.state.form ? editor(page) : page.state.code ? reading(page) : searching(page)}
    <p class="sr" role="status">${page.state.said ? t('knowledge.saved') : ''}</p>
  </div>`;

const searching = ({ state, model, actions, mayEdit }) => html`
  <header class="kb__head"><h1>${t('knowledge.ask')}</h1>
    ${mayEdit ? html`<button class="btn" id="add" @click=${() => actions.edit(null)}>${icon('plus', '18')}${t('knowledge.add')}</button>` : nothing}</header>
  <div class="searchbox kb__search">${icon('search', '18')}
    <input class="input" id="q" type="search" autocomplete="off" maxlength="200" aria-label=${t('knowledge.search')} placeholder=${t('knowledge.search')} .value=${state.q} @input=${(event) => actions.set({ q: event.target.value })}></div>
  <div aria-live="polite">${resourceView(model.list.get(), model.list.retry, ({ items }) =>
    items.length === 0 ? empty({ glyph: 'search', title: t('knowledge.none'), text: t('knowledge.none.text') }) : html`<ul class="kb__list">${items.map((each) => row(each, actions))}</ul>`, 5)}</div>`;

const row = (article, actions) => html`<li><a href="?code=${article.code}" data-code=${article.code} @click=${(event) => { event.preventDefault(); actions.set({ code: article.code }); }}>
  <b lang=${langOf(article.title)}>${nameOf(article.title)}</b>${article.published ? nothing : html` <span class="badge">${t('knowledge.staffOnly')}</span>`}
  <span class="kb__start" lang=${langOf(article.body)}>${nameOf(article.body)}</span></a></li>`;

const reading = (page) => html`
  <p><button class="btn btn--quiet" id="back" @click=${() => page.actions.set({ code: null })}>${icon('back', '18')}${t('knowledge.back')}</button></p>
  ${resourceView(page.model.article.get(), page.model.article.retry, (article) => sheet(article, page), 5)}`;

const sheet = (article, { city, actions, mayEdit }) => html`
  <article class="kb__sheet">
    <h1 id="article-title" tabindex="-1" lang=${langOf(article.title)}>${nameOf(article.title)}</h1>
    ${article.published ? nothing : html`<p><span class="badge">${t('knowledge.staffOnly')}</span></p>`}
    <div lang=${langOf(article.body)}>${nameOf(article.body).split(/\n\s*\n/).map((paragraph) => html`<p class="kb__text">${paragraph}</p>`)}</div>
    <p class="small t2">${t('knowledge.version', { n: article.version, time: dateTime(article.changed_at, city?.time_zone) })}
      ${article.valid_from || article.valid_to ? html`<i class="md"></i>${t('knowledge.valid', { from: article.valid_from ?? t('knowledge.always'), to: article.valid_to ?? t('knowledge.always') })}` : nothing}</p>
    ${mayEdit ? html`<p><button class="btn" id="edit" @click=${() => actions.edit(article)}>${icon('edit', '18')}${t('knowledge.edit')}</button></p>` : nothing}
  </article>`;

function editor({ state, actions }) {
  const { form, error, busy } = state;
  const change = (patch) => actions.set({ form: { ...form, ...patch } });
  const at = (field) => (error?.field === field ? error.detail : '');
  const text = (name, label, more = {}) => textField({ id: name, label, value: form[name], error: at(name), onInput: (value) => change({ [name]: value }), ...more });
  return html`
    <form class="kb__sheet form" novalidate @submit=${(event) => { event.preventDefault(); actions.save(); }}>
      <h1 id="editor-title" tabindex="-1">${form.isNew ? t('knowledge.add') : form.code}</h1>
      ${error && !['code', 'title', 'body', 'valid_to'].includes(error.field) ? html`<p class="form__error" role="alert">${icon('warn', '18')}<span>${error.code === 'article_changed' ? t('knowledge.changed') : error.detail || t('error.server.text')}</span></p>` : nothing}
      ${form.isNew ? text('code', t('knowledge.code'), { hint: t('knowledge.code.hint'), required: true }) : nothing}
      ${languages().map((tag) => html`
        ${textField({ id: `title-${tag}`, label: t('knowledge.title', { language: nameOfLanguage(tag) }), value: form.title[tag] ?? '', error: at('title'), onInput: (value) => change({ title: { ...form.title, [tag]: value } }) })}
        ${areaField({ id: `body-${tag}`, label: t('knowledge.body', { language: nameOfLanguage(tag) }), rows: 7, maxlength: 20000, value: form.body[tag] ?? '', error: at('body'), onInput: (value) => change({ body: { ...form.body, [tag]: value } }) })}`)}
      ${text('categories', t('knowledge.categories'), { hint: t('knowledge.codes.hint') })} ${text('units', t('knowledge.units'), { hint: t('knowledge.codes.hint') })}
      <div class="kb__days">${text('valid_from', t('knowledge.from'), { type: 'date' })} ${text('valid_to', t('knowledge.to'), { type: 'date' })}</div>
      <label class="tick"><input type="checkbox" id="published" .checked=${form.published} @change=${(event) => change({ published: event.target.checked })}><span>${t('knowledge.published')}</span></label>
      <div class="kb__buttons"><button class="btn" type="button" @click=${() => actions.set({ form: null, error: null })}>${t('knowledge.cancel')}</button>
        <button class="btn btn--primary" aria-disabled=${busy ? 'true' : 'false'}>${t(busy ? 'knowledge.saving' : 'knowledge.save')}</button></div>
    </form>`;
}
