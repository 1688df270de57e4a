import { html, nothing, render } from 'lit-html';
import { getJson } from '../core/api.js';
import { t } from '../core/i18n.js';
import { openCityLanguage, openLanguage } from '../core/language-choice.js';
import { failure, skeleton } from './states.js';

/**
 * Opens a page of the city: words first, then the city and what else the page cannot do without, then the page itself. What fails is
 * said, with a way to try again.
 *
 * @param lang the language that the link asks for, or null
 * @param title gives the page's heading for who cannot see the page being made; null when the page brings its own
 * @param needs asks for what must be there beside the city
 * @param open makes the page, of the city and what was needed
 */
export async function openCityPage({ lang, title, needs = () => null, open }) {
  const boot = document.getElementById('boot');
  await openLanguage(lang);
  const heading = title ? html`<h1 class="sr">${title()}</h1>` : nothing;
  render(html`<main class="boot">${heading}${skeleton(4)}</main>`, boot);
  try {
    const [city, needed] = await Promise.all([getJson('/city'), needs()]);
    await openCityLanguage(lang, city);
    boot.remove();
    open(city, needed);
  } catch (error) {
    console.error(error);
    render(html`<main class="boot"><h1 class="sr">${title?.() ?? t('app.name')}</h1>${failure(error, () => location.reload())}</main>`, boot);
  }
}
