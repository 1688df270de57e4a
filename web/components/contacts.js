import { html, nothing } from 'lit-html';
import { currentLanguage, t } from '../core/i18n.js';
import { icon } from './icon.js';

const KNOWN = ['phone', 'email', 'address', 'website'];

/** How to reach a unit; kinds of contact this page does not know are shown as the city wrote them. */
export function contacts(values) {
  const entries = inLanguage(values ?? {});
  if (entries.length === 0) {
    return nothing;
  }
  entries.sort(([a], [b]) => rank(a) - rank(b));
  return html`<ul class="contacts">${entries.map(([kind, value]) => html`<li>${line(kind, value)}</li>`)}</ul>`;
}

/** `address_zh`, `address_en` → one `address` in the reader's language, else in the first there is. */
function inLanguage(values) {
  const chosen = new Map();
  for (const [key, value] of Object.entries(values)) {
    const [, kind, tag] = /^(.*?)(?:_([a-z]{2,3}(?:-[A-Za-z]+)?))?$/.exec(key);
    if (value && (!chosen.has(kind) || tag === currentLanguage())) {
      chosen.set(kind, value);
    }
  }
  return [...chosen];
}

const rank = (kind) => (KNOWN.includes(kind) ? KNOWN.indexOf(kind) : KNOWN.length);

function line(kind, value) {
  switch (kind) {
    case 'phone':
      return html`${icon('phone', '16')}<span class="sr">${t('contact.phone')}</span><a class="num" href="tel:${value.replace(/[^\d+*#]/g, '')}">${value}</a>`;
    case 'email':
      return html`${icon('doc', '16')}<span class="sr">${t('contact.email')}</span><a href="mailto:${value}">${value}</a>`;
    case 'address':
      return html`${icon('pin', '16')}<span class="sr">${t('contact.address')}</span><span>${value}</span>`;
    default:
      return html`${icon('info', '16')}<span>${kind} ${value}</span>`;
  }
}
