import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { deleteJson, getJson } from '../../core/api.js';
import { send } from '../../core/session.js';
import { t } from '../../core/i18n.js';

/** What the public reads of a request: looked at by a person before it is shown. */
export function createPublication({ account, changed, say }) {
  let of = null;
  let found = null;
  const reviews = ['operator', 'dispatcher', 'supervisor'].some((role) => account.roles.includes(role));

  async function load(number) {
    if (of !== number) {
      [of, found] = [number, null];
      found = await getJson(`/requests/${number}/publication`).catch(() => null);
      changed();
    }
  }

  async function publish(form, number) {
    const photos = [...form.querySelectorAll('input[name=photo]:checked')].map(({ value }) => value);
    const { text, reply } = form.elements;
    try {
      found = await send('PUT', `/requests/${number}/publication`, { text: text.value.trim(), reply: reply.value.trim() || null, photos });
      say(t('desk.publish.done'));
    } catch (error) {
      say(error.detail || t('error.server.text'));
    }
    changed();
  }

  async function withdraw(number) {
    try {
      await deleteJson(`/requests/${number}/publication`);
      of = null;
      await load(number);
      say(t('desk.publish.gone'));
    } catch (error) {
      say(error.detail || t('error.server.text'));
    }
  }

  return {
    view(data) {
      const { number } = data.request;
      if (!reviews || data.text === null || data.text === undefined) {
        return nothing;
      }
      return html`<section class="section"><details class="considered" @toggle=${(event) => event.target.open && load(number)}>
        <summary>${icon('users', '18')}${t('desk.publish')}</summary>
        ${of !== number || found === null ? html`<p class="small t3">${t('desk.publish.loading')}</p>` : found.publishable ? form(data) : html`<p class="small t2">${t('desk.publish.not')}</p>`}
      </details></section>`;
    },
  };

  function form(data) {
    const { number } = data.request;
    const photos = data.attachments.filter(({ kind, type }) => kind !== 'note' && type.startsWith('image/'));
    const shown = found.text !== null && found.text !== undefined;
    return html`<form class="aform" @submit=${(event) => { event.preventDefault(); publish(event.target, number); }}>
      <p class="small t2">${t('desk.publish.text')}</p>
      <label class="ff__label" for="publish-text">${t('desk.publish.what')}</label>
      <textarea class="input input--area" id="publish-text" name="text" rows="3" maxlength="4000" required .value=${found.text ?? data.text}></textarea>
      <label class="ff__label" for="publish-reply">${t('desk.publish.reply')}</label>
      <textarea class="input input--area" id="publish-reply" name="reply" rows="2" maxlength="4000" .value=${found.reply ?? ''}></textarea>
      ${photos.length === 0 ? nothing : html`<ul class="photos__row" aria-label=${t('photos.label')}>${photos.map(({ id }, index) => html`<li class="photos__one"><label>
        <img src="/api/v1/attachments/${id}/thumbnail" alt=${t('photos.one', { n: index + 1 })} /><input type="checkbox" name="photo" value=${id} ?checked=${found.photos.includes(id)} aria-label=${t('desk.publish.photo', { n: index + 1 })} /></label></li>`)}</ul>`}
      <div class="aform__row">${shown ? html`<button class="btn" type="button" @click=${() => withdraw(number)}>${t('desk.publish.withdraw')}</button>` : nothing}
        <button class="btn btn--primary">${shown ? t('desk.publish.again') : t('desk.publish.do')}</button></div>
    </form>`;
  }
}
