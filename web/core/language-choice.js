import { isSupported, setCityLanguages, setLanguage } from './i18n.js';

/** Which language a page opens in: the link's, else the reader's last, else the city's, else the browser's. */

const KEY = 'servicemap.language';

const firstSupported = (...tags) => tags.find(isSupported);

/** Before anything is known of the city. */
export const openLanguage = (linked) => setLanguage(firstSupported(linked, remembered(), navigator.language.slice(0, 2), 'en'));

export function openCityLanguage(linked, city) {
  setCityLanguages(city.languages, city.default_language);
  return setLanguage(firstSupported(linked, remembered(), city.default_language));
}

export async function chooseLanguage(tag) {
  await setLanguage(tag);
  try {
    localStorage.setItem(KEY, tag);
  } catch {
    // the address still carries it
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
