/**
 * Words and numbers in the reader's language. Every text a person sees comes from `locales/*.json` through `t()`;
 * names of areas, units and categories come from the server in several languages and go through `nameOf()`.
 */
import { askedEarly } from './api.js';

/** Languages that the page has words in, by primary tag → file, `lang` attribute. */
const LOCALES = { zh: 'zh-CN', en: 'en' };
const LAST_RESORT = 'en';

let loaded = '';
let language = 'zh';
let locale = LOCALES.zh;
let words = {};
let offered = Object.keys(LOCALES);
let fallbackLanguage = 'zh';

const primary = (tag) => String(tag ?? '').split('-')[0];

/** The languages to choose from: the city's, once it is known. */
export const languages = () => offered;
export const currentLanguage = () => language;
export const localeTag = () => locale;
export const isSupported = (tag) => offered.includes(tag);

/** The languages of the city: what readers choose from, and where a name that is missing is looked for. */
export function setCityLanguages(tags, defaultTag) {
  offered = tags;
  fallbackLanguage = defaultTag;
}

/** A city may speak a language that the page has no words in: its names are shown in it, the words in the nearest there is. */
export async function setLanguage(tag) {
  const spoken = [tag, fallbackLanguage].map(primary).find((each) => Object.hasOwn(LOCALES, each)) ?? LAST_RESORT;
  if (loaded !== spoken) {
    const address = new URL(`../locales/${LOCALES[spoken]}.json`, import.meta.url).href;
    const response = await (askedEarly(address) ?? fetch(address));
    words = await response.json();
    loaded = spoken;
  }
  language = tag;
  locale = LOCALES[spoken];
  document.documentElement.lang = locale;
}

/** What a language calls itself: 中文, English, Español. */
export function nameOfLanguage(tag) {
  const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag);
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
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
  return text[language] ?? text[locale] ?? text[fallbackLanguage] ?? Object.values(text)[0] ?? '';
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

export const date = (moment, timeZone) => new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeZone }).format(moment);

export const dateTime = (iso, timeZone) =>
  new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso));
