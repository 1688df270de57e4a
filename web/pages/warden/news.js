/** Tells all pages and the worker of this phone that something changed, this one included. No DOM. */
const channel = new BroadcastChannel('servicemap-warden');
const listeners = new Set();

/** @param what `changed`, `draft` or `wiped` */
export function tell(what) {
  channel.postMessage(what);
  listeners.forEach((listener) => listener(what));
}

/** For what this page knows already. */
export const tellOthers = (what) => channel.postMessage(what);

export const onNews = (listener) => listeners.add(listener);

channel.addEventListener('message', ({ data }) => listeners.forEach((listener) => listener(data)));
