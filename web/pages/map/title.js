import { nameOf, t } from '../../core/i18n.js';

/** The two finest named areas: what a person would say to tell where this is. */
export function title(resolution) {
  if (!resolution) {
    return t('place.looking');
  }
  const names = resolution.areas.map(({ name }) => nameOf(name)).filter(Boolean);
  return names.length === 0 ? t('place.outside') : names.slice(0, 3).slice(-2).join(' ');
}
