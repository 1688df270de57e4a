import { getJson } from './api.js';
import { isSupported } from './i18n.js';
import { chooseLanguage, openCityLanguage, openLanguage } from './language-choice.js';
import { loadSession } from './session.js';
import { toggleTheme } from './theme-choice.js';

/** What every page without a map does first: words, the city if there is one, who is logged in. Answers the city or null. */
export async function openPage() {
  const linked = new URLSearchParams(location.search).get('lang');
  await openLanguage(linked);
  const [city] = await Promise.all([getJson('/city').catch(() => null), loadSession()]);
  if (city) {
    await openCityLanguage(linked, city);
  }
  document.getElementById('boot')?.remove();
  return city;
}

/** The actions of the bars; `redraw` draws the page again. */
export const pageActions = (redraw) => ({
  theme() {
    toggleTheme();
    redraw();
  },
  async language(tag) {
    if (isSupported(tag)) {
      await chooseLanguage(tag);
      redraw();
    }
  },
});
