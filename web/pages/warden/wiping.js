import { erase } from './db.js';
import { tell } from './news.js';

/**
 * Erases everything that the phone holds, when the server says that it is revoked: data, photos, the shell, the worker. Nothing else does:
 * a token that merely ended may be replaced, and then the queue is sent. No DOM.
 */
export async function wipe() {
  tell('wiped');
  await erase();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('warden-')).map((name) => caches.delete(name)));
  const registrations = await workers();
  await Promise.all(registrations.map((each) => each.unregister()));
}

async function workers() {
  if ('registration' in globalThis) {
    return [globalThis.registration];
  }
  const found = await navigator.serviceWorker?.getRegistrations();
  return (found ?? []).filter(({ scope }) => new URL(scope).pathname === '/warden');
}
