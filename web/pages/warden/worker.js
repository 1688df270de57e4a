import { onNews } from './news.js';
import { sendAll, somethingWaits } from './sender.js';

/**
 * The service worker of the phone page: opens it without a network, and sends the queue when the system says that there is one again.
 * The server writes the script that calls this, with the list of files of one version; another version is kept beside this one until no
 * page of this one is open any more, or the warden asks for it. It answers for the page and the files in its list, and for nothing else:
 * the scope `/warden` also covers `/wardens`, whose desk is none of its business.
 */
export function serve({ page, etag, files }) {
  const name = `warden-shell-${etag.replaceAll('"', '')}`;
  const listed = new Set([page, ...files]);

  async function install() {
    const cache = await caches.open(name);
    const html = await fetch(page, { cache: 'no-cache' });
    if (!html.ok || html.headers.get('ETag')?.replace(/^W\//, '') !== etag) {
      throw new Error('the page is of another version'); // the servers are being renewed: the browser tries again
    }
    await Promise.all([cache.put(page, html), cache.addAll(files)]);
  }

  async function dropOthers() {
    const names = await caches.keys();
    await Promise.all(names.filter((each) => each.startsWith('warden-shell-') && each !== name).map((each) => caches.delete(each)));
    await self.clients.claim();
  }

  async function kept(request, path) {
    const cache = await caches.open(name);
    return (await cache.match(path, { ignoreVary: true })) ?? fetch(request);
  }

  self.addEventListener('install', (event) => event.waitUntil(install()));
  self.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
  self.addEventListener('message', ({ data }) => data === 'take over' && self.skipWaiting());
  self.addEventListener('sync', (event) => event.tag === 'queue' && event.waitUntil(sendOrFail()));
  self.addEventListener('fetch', (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (event.request.method === 'GET' && origin === location.origin && listed.has(pathname)) {
      event.respondWith(kept(event.request, pathname));
    }
  });
}

let wiped = false;
onNews((what) => {
  wiped ||= what === 'wiped';
});

/** A failed sync is repeated by the browser; so is one for which a page was faster, as it may be closed before it is through. */
async function sendOrFail() {
  const outcome = await sendAll();
  if (outcome === 'busy' && !wiped && (await somethingWaits())) {
    throw new Error('somebody else is sending');
  }
  if (outcome.fault && ['offline', 'server'].includes(outcome.fault.kind)) {
    throw outcome.fault;
  }
}
