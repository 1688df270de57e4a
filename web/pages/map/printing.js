import { currentTheme } from '../../core/theme-choice.js';

/**
 * On paper the map stands above what the panel says: the part of it that is on the screen, in its size there, cut at the paper's edges
 * (`print.css`), so that nothing has to be fetched while the browser waits. Always in the light colours. A map that the screen does not
 * show is not printed.
 */
export function printsWithMap(map) {
  const page = document.documentElement;
  let theme = null;

  function before() {
    const { width, height } = map.getBoundingClientRect();
    theme ??= currentTheme();
    show('light');
    if (width > 0 && height > 0) {
      page.dataset.printMap = '';
      map.parentElement.style.setProperty('--print-w', `${width}px`);
      map.parentElement.style.setProperty('--print-h', `${height}px`);
    }
  }

  function after() {
    delete page.dataset.printMap;
    theme && show(theme);
    theme = null;
  }

  function show(name) {
    if (page.dataset.theme !== name) {
      page.dataset.theme = name;
      document.dispatchEvent(new CustomEvent('themechange'));
    }
  }

  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
}
