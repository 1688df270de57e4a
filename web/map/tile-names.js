import { nameOf } from '../core/i18n.js';

/** Names in a tile are flat properties: `name:zh`, `name:en`. */
export function nameInTile(properties) {
  const names = {};
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('name:')) {
      names[key.slice(5)] = value;
    }
  }
  return nameOf(names) || properties.name || '';
}
