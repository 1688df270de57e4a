import { languages, nameOf } from '../../core/i18n.js';

/** A place between the API's words and what is typed; pure. */

export const EMPTY_PLACE = Object.freeze({
  version: 0, name: {}, aliases: {}, category: '', lon: null, lat: null, address: {}, phones: [], hours: '', time_zone: null,
  accessibility: [], in_charge: [], unit: null, matters: [], appointments: false, website: null, photos: [], photo_texts: [], source: '', updated_on: null,
});

/** Fields that hold a text in each language. */
const TEXTS = ['name', 'aliases', 'address'];

export const toForm = (code, place, isNew = false) => ({
  ...EMPTY_PLACE,
  ...place,
  code,
  isNew,
  phones: place.phones?.join('；') ?? '',
  time_zone: place.time_zone ?? '',
  unit: place.unit ?? '',
  website: place.website ?? '',
  updated_on: place.updated_on ?? '',
  photo_texts: textsOf(place.photos ?? [], place.photo_texts),
  asText: false,
});

/** One for each photo. */
const textsOf = (photos, texts) => photos.map((_, i) => texts?.[i] ?? {});

const orNull = (text) => (text?.trim() ? text.trim() : null);
const filled = (texts) => Object.fromEntries(Object.entries(texts ?? {}).filter(([, text]) => text.trim()).map(([tag, text]) => [tag, text.trim()]));

/** What is sent; the photos that were just uploaded go by their keys. */
export function toBody(form) {
  const { code, isNew, asText, ...place } = form;
  return {
    ...place,
    ...Object.fromEntries(TEXTS.map((name) => [name, filled(form[name])])),
    phones: form.phones.split(/[;；、,，]/).map((each) => each.trim()).filter(Boolean),
    time_zone: orNull(form.time_zone),
    unit: orNull(form.unit),
    website: orNull(form.website),
    updated_on: orNull(form.updated_on),
    matters: form.matters.map(({ code: matter, remark }) => ({ code: matter, remark: filled(remark) })),
    hours: form.hours.trim(),
    photo_texts: textsOf(form.photos, form.photo_texts).map(filled),
  };
}

/** Whether there is something that would be lost. */
export const isChanged = (form, saved) => JSON.stringify(toBody(form)) !== saved;

const textOf = (texts) => languages().map((tag) => texts?.[tag]).filter(Boolean).join(' / ');

/** The fields that versions are compared by, each as a person reads it. */
export const FIELDS = {
  name: (place) => textOf(place.name),
  aliases: (place) => textOf(place.aliases),
  category: (place) => place.category,
  point: (place) => `${place.lon.toFixed(6)}, ${place.lat.toFixed(6)}`,
  address: (place) => textOf(place.address),
  phones: (place) => place.phones.join('；'),
  hours: (place) => place.hours,
  zone: (place) => place.time_zone ?? '',
  accessibility: (place) => place.accessibility.join(' '),
  in_charge: (place) => place.in_charge.join(' '),
  unit: (place) => place.unit ?? '',
  matters: (place) => place.matters.map(({ code, remark }) => (nameOf(remark) ? `${code} (${textOf(remark)})` : code)).join(' '),
  appointments: (place) => String(place.appointments),
  website: (place) => place.website ?? '',
  photos: (place) => place.photos.join(' '),
  photo_texts: (place) => (place.photo_texts ?? []).map(textOf).join(' | '),
  source: (place) => place.source ?? '',
  updated_on: (place) => place.updated_on ?? '',
};

/** `[{field, before, after}]`; a place that is null was not on the map. */
export function differences(before, after) {
  return Object.entries(FIELDS)
    .map(([field, read]) => ({ field, before: before ? read(before) : '', after: after ? read(after) : '' }))
    .filter((each) => each.before !== each.after);
}
