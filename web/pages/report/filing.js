import { placesOf } from '../../components/further-place.js';
import { currentLanguage } from '../../core/i18n.js';

/** What is typed → the body of `POST /requests`, and what it still lacks. Pure. */

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const PHONE = /^\+?[\d\s()-]{5,30}$/;

export const filingOf = (state, photos = []) => ({
  text: state.text.trim(),
  category: state.category ?? undefined,
  kind: state.requestKind || undefined,
  language: currentLanguage(),
  where: whereOf(state),
  ...placesOf(state.further),
  attachments: photos.length > 0 ? photos : undefined,
  contact: state.anonymous ? undefined : contactOf(state),
});

function whereOf({ mode, kind, lon, lat, accuracy, areaKey, named, address }) {
  const said = address.trim() || undefined;
  if (mode === 'citywide' || mode === 'none') {
    return { kind: mode };
  }
  if (mode === 'point' && kind !== 'area') {
    return { kind, lon, lat, accuracy: kind === 'gps' ? accuracy : undefined, address: said };
  }
  const area = mode === 'point' ? areaKey : named.at(-1);
  return area ? { kind: 'area', level: area.level, area: area.code, address: said } : { kind: 'none', address: said };
}

function contactOf({ name, phone, email }) {
  const trimmed = { name: name.trim() || undefined, phone: phone.trim() || undefined, email: email.trim() || undefined };
  return trimmed.phone || trimmed.email || trimmed.name ? trimmed : undefined;
}

/** Field → key of what to say, in the order of the page; empty when it can be filed. */
export function lacks(state) {
  const lacking = {};
  if (state.text.trim() === '') {
    lacking.text = 'report.lacks.text';
  }
  if (state.mode === 'point' && state.lon === null && !state.areaKey) {
    lacking.where = 'report.lacks.point';
  }
  if (state.mode === 'area' && state.named.length === 0 && state.address.trim() === '') {
    lacking.where = 'report.lacks.area';
  }
  return state.anonymous ? lacking : { ...lacking, ...lacksOfContact(state) };
}

function lacksOfContact({ phone, email }) {
  if (phone.trim() === '' && email.trim() === '') {
    return { phone: 'report.lacks.contact' };
  }
  return {
    ...(phone.trim() !== '' && !PHONE.test(phone.trim()) ? { phone: 'report.lacks.phone' } : {}),
    ...(email.trim() !== '' && !EMAIL.test(email.trim()) ? { email: 'report.lacks.email' } : {}),
  };
}

const OF_SERVER = [
  [/^text/, 'text'],
  [/^category/, 'category'],
  [/^kind/, 'requestKind'],
  [/^where/, 'where'],
  [/^contact\.email/, 'email'],
  [/^contact/, 'phone'],
];

/** The field of the page that a field of the API stands for; `form` for those that it does not show. */
export const fieldOf = (name) => OF_SERVER.find(([pattern]) => pattern.test(name ?? ''))?.[1] ?? 'form';
