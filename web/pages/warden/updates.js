/** The service worker: installed beside the page, renewed without losing anything. */

const SCRIPT = '/warden-worker.js';

/** @param onNewer is called when another version is ready and waits for this page to let it */
export async function installWorker(onNewer) {
  if (!('serviceWorker' in navigator)) {
    return;
  }
  try {
    const registration = await navigator.serviceWorker.register(SCRIPT, { scope: '/warden', type: 'module', updateViaCache: 'none' });
    const controlled = navigator.serviceWorker.controller !== null;
    const ready = () => registration.waiting && controlled && onNewer();
    ready();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', ready));
  } catch {
    // without it the page needs the network to open; what it holds stays
  }
}

/** Only when the warden says so: what is being typed is kept as a draft, but nobody likes a page that jumps. */
export async function takeOver() {
  const registration = await navigator.serviceWorker?.getRegistration('/warden');
  navigator.serviceWorker?.addEventListener('controllerchange', () => location.reload(), { once: true });
  registration?.waiting ? registration.waiting.postMessage('take over') : location.reload();
}
