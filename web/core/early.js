// A classic script in the head on purpose: what the first view needs whatever the page's state is asked for while the browser still
// fetches the modules. `api.js` and `i18n.js` take the answers; what nobody takes soon is forgotten.
(() => {
  const base = new URL('../', document.currentScript.src);
  const query = new URLSearchParams(location.search);
  const headers = { Accept: 'application/json, application/geo+json, application/problem+json' };
  const asked = new Map();

  function ask(address, options) {
    const answer = fetch(address, options);
    answer.catch(() => {}); // who takes it is told
    asked.set(address, answer);
  }

  function remembered() {
    try {
      return sessionStorage.getItem('servicemap.language') ?? localStorage.getItem('servicemap.language');
    } catch {
      return null;
    }
  }

  const words = { zh: 'zh-CN', en: 'en' }[query.get('lang') ?? remembered() ?? navigator.language.slice(0, 2)];
  words && ask(new URL(`locales/${words}.json`, base).href);
  ['/city', '/places/categories'].forEach((path) => ask(`/api/v1${path}`, { headers }));
  const filtered = ['matter', 'area', 'open', 'free', 'access', 'within', 'week'].some((name) => query.has(name));
  filtered || ask('/api/v1/places/counts', { headers });
  window.servicemapEarly = asked;
})();
