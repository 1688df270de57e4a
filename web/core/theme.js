// A classic script in the head on purpose: it runs before the first paint, so that a dark page never flashes white.
(() => {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be forbidden; the system's preference still holds
    }
  };
  const apply = () => {
    document.documentElement.dataset.theme = stored('servicemap.theme') ?? (dark.matches ? 'dark' : 'light');
    document.dispatchEvent(new CustomEvent('themechange'));
  };
  dark.addEventListener('change', apply);
  document.addEventListener('themechoice', (event) => {
    try {
      localStorage.setItem('servicemap.theme', event.detail);
    } catch {
      // nothing to remember it in
    }
    document.documentElement.dataset.theme = event.detail;
    document.dispatchEvent(new CustomEvent('themechange'));
  });
  document.documentElement.dataset.text = stored('servicemap.text') ?? '';
  apply();
})();
