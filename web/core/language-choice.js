import { isSupported, setCityLanguages, setLanguage } from './i18n.js';

/** Which language a page opens in: the link's, else what this tab was opened or set in, else the reader's last, else the city's, else the browser's. */

const KEY = 'servicemap.language';

const firstSupported = (...tags) => tags.find(isSupported);

/** Before anything is known of the city. */
export function openLanguage(linked) {
  keepForTab(linked);
  return setLanguage(firstSupported(linked, stored(() => sessionStorage), stored(() => localStorage), navigator.language.slice(0, 2), 'en'));
}

export function openCityLanguage(linked, city) {
  setCityLanguages(city.languages, city.default_language);
  keepForTab(linked);
  return setLanguage(firstSupported(linked, stored(() => sessionStorage), stored(() => localStorage), city.default_language));
}

export async function chooseLanguage(tag) {
  await setLanguage(tag);
  keepForTab(tag);
  keep(() => localStorage, tag);
}

/** Whoever came by a link in a language reads on in it, on this page and the next; not the reader's choice for all tabs, nor a frame's for its host. */
function keepForTab(tag) {
  if (isSupported(tag) && window.top === window) {
    keep(() => sessionStorage, tag);
  }
}

function keep(storage, tag) {
  try {
    storage().setItem(KEY, tag);
  } catch {
    // the address still carries it
  }
}

function stored(storage) {
  try {
    return storage().getItem(KEY);
  } catch {
    return null;
  }
}
