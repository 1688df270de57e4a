import { t } from '../../core/i18n.js';

/** What the fields of a place are called, also where several stand for one (`name_zh`). */
export function nameOfField(field) {
  const names = {
    code: () => t('registry.code'), name: () => t('registry.field.name'), aliases: () => t('registry.field.aliases'), category: () => t('registry.category'), point: () => t('registry.field.point'),
    lon: () => t('registry.lon'), lat: () => t('registry.lat'), address: () => t('registry.field.address'), phone: () => t('registry.phones'), phones: () => t('registry.phones'), hours: () => t('registry.hours'),
    zone: () => t('registry.zone'), accessibility: () => t('filter.access'), in_charge: () => t('registry.charges'), unit: () => t('registry.unit'), matters: () => t('registry.matters'),
    remarks: () => t('registry.field.remarks'), appointments: () => t('registry.appointments'), website: () => t('registry.website'), photos: () => t('registry.photos'), photo_texts: () => t('registry.photoTexts'), source: () => t('registry.source'),
    updated_on: () => t('registry.updated'), located_in: () => t('registry.field.locatedIn'),
  };
  const [, plain, tag] = /^(name|aliases|address|remarks|photo_texts)_([a-z]{2,3})$/.exec(field) ?? [];
  const name = (names[plain ?? field] ?? (() => field))();
  return tag ? t('registry.field.inLanguage', { name, language: nameOfTag(tag) }) : name;
}

const nameOfTag = (tag) => new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag);
