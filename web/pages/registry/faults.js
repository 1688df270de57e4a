import { t } from '../../core/i18n.js';

/** What is wrong with a place, at which field, in the reader's words. */

/** What must be there before the server is asked. */
export function missing({ code, name, category, lon }) {
  return Object.fromEntries([
    ['code', !code.trim() && t('registry.fault.code')],
    ['name', !Object.values(name).some((text) => text.trim()) && t('registry.fault.name')],
    ['category', !category && t('registry.fault.category')],
    ['lon', lon === null && t('registry.fault.point')],
  ].filter(([, words]) => words));
}

/** A refusal in words that say how to mend it; where the server knows more than the page, its own follow. */
export function wordsOf({ field, detail }) {
  const words = {
    code: () => t('registry.fault.code'), phone: () => t('registry.fault.phone'), phones: () => t('registry.fault.phone'), website: () => t('registry.fault.website'), zone: () => t('registry.zone.hint'),
    hours: () => t('registry.fault.hours', { detail }), unit: () => t('registry.fault.unit'), lon: () => t('registry.fault.outside'), lat: () => t('registry.fault.outside'),
  };
  return (words[field] ?? (() => detail))();
}
