import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { t } from '../../core/i18n.js';
import { bar } from './bar.js';
import { categoryName } from './categories.js';
import { draftOf } from './drafts.js';
import { openTasks } from './model.js';
import { photoUrl } from './pictures.js';
import { strip } from './strip.js';
import { day, kindWord, outcomes, outcomeWord } from './words.js';

/** How it looked when it was reported; kept only while it is looked at, and so only with a network. */
function before(task, { before: held, online }) {
  const photos = (task.request?.photos ?? []).map((id) => held[id]).filter((photo) => photo !== 'gone');
  const [there, missing] = [photos.filter((url) => url), photos.some((url) => !url)];
  return photos.length === 0 ? nothing : html`
    <section class="ff" id="before" aria-label=${t('field.before')}>
      <h2 class="ff__label">${t('field.before')}</h2>
      ${there.length > 0 ? html`<div class="shots shots--before" tabindex="0" role="group" aria-label=${t('field.before')}>${there.map((url, index) => html`<figure class="shot"><img src=${url} alt=${t('field.before.one', { n: index + 1 })} /></figure>`)}</div>` : nothing}
      ${missing ? html`<p class="meta" role="status">${t(online ? 'field.before.loading' : 'field.before.offline')}</p>` : nothing}
    </section>`;
}

/** One task: what it is, and what was found there. */
export function taskPage({ state, actions }) {
  const task = openTasks(state).find(({ id }) => String(id) === state.shown);
  if (!task) {
    return html`${bar({ title: t('field.task'), back: '#tasks' })}<main class="wp__body"><div class="empty">${icon('task')}<h2>${t('field.task.gone')}</h2><p>${t('field.task.gone.text')}</p></div></main><span></span>`;
  }
  const { outcome = '', note = '', photos = [] } = draftOf(task, state);
  return html`
    ${bar({ title: task.title, back: '#tasks', meta: kindWord(task.kind) })} ${strip(state, { flat: true })}
    <main class="wp__body rform">
      ${task.words ? html`<p>${task.words}</p>` : nothing}
      <p class="meta">${t('field.until', { day: day(task.due_on) })}</p>
      ${task.request ? html`<div class="note">${icon('doc', '18')}<span><b class="num">${task.request.number}</b> ${categoryName(state.base, task.request.category)}<br />${task.request.text ?? ''}</span></div>` : nothing}
      ${before(task, state)}
      <fieldset class="chips" id="outcome"><legend class="ff__label">${t('field.outcome')}</legend>
        ${outcomes.map((each) => html`<label class="chip chip--touch ${each === outcome ? 'is-on' : ''}"><input class="sr" type="radio" name="outcome" value=${each} .checked=${each === outcome} @change=${() => actions.taskDraft({ outcome: each })} />${outcomeWord(each)}</label>`)}
      </fieldset>
      <div class="shots ${photos.length > 1 ? 'shots--many' : ''} ${photos.length === 0 ? 'shots--none' : ''}">
        ${photos.map((photo, index) => html`<figure class="shot"><img src=${photoUrl(photo)} alt=${t('photos.one', { n: index + 1 })} />
          <button type="button" class="shot__drop" aria-label=${t('photos.drop', { n: index + 1 })} @click=${() => actions.taskDraft({ photos: photos.filter((other) => other !== photo) })}>${icon('x', '16')}</button></figure>`)}
        <label class="shot shot--add">${icon('camera')}<span>${t('field.photo')}</span><input class="sr" id="task-photo" type="file" ?disabled=${state.busy} accept="image/jpeg,image/png,image/webp" capture="environment" @change=${actions.taskPhoto} /></label>
      </div>
      <div class="ff"><label class="ff__label" for="note">${t('field.note')}</label><textarea id="note" class="input rform__words" rows="2" maxlength="2000" .value=${note} @input=${(event) => actions.taskDraft({ note: event.target.value })}></textarea></div>
    </main>
    <footer class="rfoot">
      ${state.failure ? html`<p class="fault" id="failure" role="alert" tabindex="-1">${icon('warn', '18')}<span>${state.failure}</span></p>` : nothing}
      <button type="button" class="btn btn--primary btn--l" id="finish" ?disabled=${state.busy} @click=${() => actions.finish(task)}>${icon('check')}${t('field.task.finish')}</button>
    </footer>`;
}
