/** Larger text for those who want it: remembered on this device, set on the page by `theme.js` before it is painted. */

const KEY = 'servicemap.text';

export const isLargeText = () => document.documentElement.dataset.text === 'large';

export function toggleLargeText() {
  const next = isLargeText() ? '' : 'large';
  document.documentElement.dataset.text = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // nothing to remember it in
  }
}
