/** The module side of `theme.js`: what is set, and how to set it. */

export const currentTheme = () => document.documentElement.dataset.theme ?? 'light';

export function toggleTheme() {
  const next = currentTheme() === 'dark' ? 'light' : 'dark';
  document.dispatchEvent(new CustomEvent('themechoice', { detail: next }));
}

export const onThemeChange = (listener) => document.addEventListener('themechange', listener);
