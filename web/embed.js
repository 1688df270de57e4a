/**
 * Puts the map where its script stands in a page of others:
 *
 *   <script src="https://map.example.org/embed.js" data-view="?kind=health" data-height="480" data-title="Map" async></script>
 *
 * It is the frame of `/embed` and nothing else: the page lends it neither styles nor data. Without a language in the view the map takes
 * that of the page. A classic script, so that any page can hold it, several times too.
 */
(() => {
  const script = document.currentScript;
  const { view = '', height = '480', title = 'ServiceMap' } = script.dataset;
  const address = new URL('embed', script.src);
  address.search = view;
  const [lang] = document.documentElement.lang.split('-');
  if (lang && !address.searchParams.has('lang')) {
    address.searchParams.set('lang', lang);
  }
  const frame = document.createElement('iframe');
  Object.assign(frame, { src: address.href, title, allow: 'geolocation', loading: 'lazy' });
  Object.assign(frame.style, { display: 'block', width: '100%', height: /^\d+$/.test(height) ? `${height}px` : height, border: '0' });
  if (!script.closest('head')) {
    script.after(frame);
    return;
  }
  // what stands in the head is never shown
  const append = () => document.body.append(frame);
  document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', append) : append();
})();
