import { html, nothing } from 'lit-html';
import { t } from '../core/i18n.js';
import { icon } from './icon.js';

const KNOWN = ['phone', 'email', 'address', 'website'];

/** How to reach a unit; kinds of contact this page does not know are shown as the city wrote them. */
export function contacts(values) {
  const entries = Object.entries(values ?? {}).filter(([, value]) => value);
  if (entries.length === 0) {
    return nothing;
  }
  entries.sort(([a], [b]) => rank(a) - rank(b));
  return html`<ul class="contacts">${entries.map(([kind, value]) => html`<li>${line(kind, value)}</li>`)}</ul>`;
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
