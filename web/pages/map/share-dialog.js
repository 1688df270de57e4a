import { html } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { writeState } from '../../core/router.js';

/** The link to what is shown, and the lines that put the map into another page. */
export const shareDialog = ({ actions, state }) => html`
  <dialog class="dialog" id="share" aria-labelledby="share-title">
    <form method="dialog" class="dialog__head"><h2 id="share-title" class="grow">${t('share.title')}</h2><button class="iconbtn" aria-label=${t('share.close')}>${icon('x')}</button></form>
    ${line('share-link', t('share.link'), t('share.link.copy'), location.href, actions.copy)}
    ${line('share-embed', t('share.embed'), t('share.embed.copy'), frameOf(state), actions.copy)}
    ${line('share-script', t('share.script'), t('share.script.copy'), scriptOf(state), actions.copy)}
    <p class="small t2">${t('share.embed.hint')}</p>
  </dialog>`;

const line = (id, label, button, text, copy) => html`
  <div class="ff">
    <label class="ff__label" for=${id}>${label}</label>
    <div class="dialog__line"><input class="input grow" id=${id} readonly .value=${text} @focus=${(event) => event.target.select()} />
      <button class="btn" @click=${() => copy(text)}>${icon('copy', '18')}${button}</button></div>
  </div>`;

/** The map alone is embedded: what stands in the panel stays behind. */
const viewOf = (state) => writeState({ ...state, view: null, panel: null });

const frameOf = (state) => `<iframe src="${location.origin}/embed${viewOf(state)}" width="100%" height="480" loading="lazy" allow="geolocation" title="${t('app.name')}"></iframe>`;

/** For pages whose editors take scripts: its language is theirs unless the view names one. */
const scriptOf = (state) => `<script src="${location.origin}/embed.js" data-view="${viewOf(state)}" data-height="480" data-title="${t('app.name')}" async></script>`;
