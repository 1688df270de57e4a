import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { empty, resourceView } from '../../components/states.js';
import { t } from '../../core/i18n.js';
import { editor } from './editor.js';
import { importPage } from './import.js';
import { list } from './list.js';

/** The list, one place, or an import. */
export const content = (page) => html`
  <div class="wide reg">
    ${page.state.code !== null ? onePlace(page) : all(page)}
    <p class="sr" role="status" id="said">${saidWords(page.state.said)}</p>
  </div>`;

const all = (page) => html`
  <header class="reg__head"><h1>${t('page.registry')}</h1><button class="btn btn--primary" id="add" @click=${page.actions.add}>${icon('plus', '18')}${t('registry.add')}</button></header>
  ${page.mayImport
    ? html`<div class="tabs" role="tablist" aria-label=${t('page.registry')}>${tab('list', t('registry.tab.list'), page)} ${tab('import', t('registry.tab.import'), page)}</div>
        <div class="pane" role="tabpanel" id="panel-${page.state.tab}" aria-labelledby="tab-${page.state.tab}">${page.state.tab === 'import' ? importPage(page) : list(page)}</div>`
    : html`<div class="pane">${list(page)}</div>`}`;

const tab = (id, label, { state, actions }) => html`<button role="tab" id="tab-${id}" aria-selected=${state.tab === id ? 'true' : 'false'} aria-controls=${state.tab === id ? `panel-${id}` : nothing} @click=${() => actions.tab(id)}>${label}</button>`;

const onePlace = (page) =>
  page.state.form !== null
    ? editor(page)
    : resourceView(page.model.opening.get(), page.model.opening.retry, () => empty({ glyph: 'search', title: t('registry.unknown'), text: t('registry.unknown.text'), action: { text: t('registry.back'), run: page.actions.close } }), 6);

function saidWords(said) {
  const words = { saved: () => t('registry.said.saved'), published: () => t('registry.said.published'), discarded: () => t('registry.said.discarded'), withdrawn: () => t('registry.said.withdrawn'), restored: () => t('registry.said.restored'), imported: () => t('registry.said.imported') };
  return (words[said] ?? (() => ''))();
}
