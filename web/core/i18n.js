/**
 * Words and numbers in the reader's language. Every text a person sees comes from `locales/*.json` through `t()`;
 * names of areas, units and categories come from the server in several languages and go through `nameOf()`.
 */

/** Language of the URL and the API → file, `lang` attribute. */
const LOCALES = { zh: 'zh-CN', en: 'en' };

let language = 'zh';
let words = {};
let fallbackLanguage = 'zh';

export const LANGUAGES = Object.keys(LOCALES);
export const currentLanguage = () => language;
export const localeTag = () => LOCALES[language];
export const isSupported = (tag) => Object.hasOwn(LOCALES, tag ?? '');

export function setFallbackLanguage(tag) {
  fallbackLanguage = tag;
}

export async function setLanguage(tag) {
  const response = await fetch(`/web/locales/${LOCALES[tag]}.json`);
  words = await response.json();
  language = tag;
  document.documentElement.lang = LOCALES[tag];
}

/** The text of a key; `{name}` is filled in, `{n|one|many}` chooses by the number `n`. */
export function t(key, values = {}) {
  const text = words[key] ?? key;
  return text
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, name, one, many) => (Number(values[name]) === 1 ? one : many))
    .replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A name the server sent as `{zh: …, en: …}` (or any other tags the city has). */
export function nameOf(text) {
  if (text === null || text === undefined) {
    return '';
  }
  if (typeof text === 'string') {
    return text;
  }
  return text[language] ?? text[LOCALES[language]] ?? text[fallbackLanguage] ?? Object.values(text)[0] ?? '';
}

/** The `lang` attribute for a name that is not available in the reader's language. */
export function langOf(text) {
  return text && typeof text === 'object' && !text[language] && text[fallbackLanguage] ? fallbackLanguage : language;
}

export function distance(metres) {
  if (metres >= 9950) {
    return t('distance.km', { n: number(Math.round(metres / 1000)) });
  }
  if (metres >= 995) {
    return t('distance.km', { n: number(Math.round(metres / 100) / 10) });
  }
  return t('distance.m', { n: number(Math.max(1, Math.round(metres))) });
}

export const number = (value, options) => new Intl.NumberFormat(localeTag(), options).format(value);

/** A share between 0 and 1; never rounds a real remainder away to 0 % or 100 %. */
export function percent(share) {
  const rounded = Math.round(share * 100);
  const honest = share > 0 && share < 1 ? Math.min(99, Math.max(1, rounded)) : rounded;
  return `${honest}%`;
}

export const dateTime = (iso, timeZone) =>
  new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso));
