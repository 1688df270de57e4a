/**
 * Server-sent events of a route, for as long as the page is open. The browser comes back by itself after a cut; `isOpen` says whether
 * news arrive just now, so that a page can ask by itself meanwhile.
 */
export function listen(path, onChange) {
  const source = new EventSource(`/api/v1${path}`);
  source.addEventListener('changed', (event) => onChange(JSON.parse(event.data)));
  return { isOpen: () => source.readyState === EventSource.OPEN, close: () => source.close() };
}

/** Runs at once, and then at most once in so many milliseconds, however often it is asked. */
export function calmly(work, ms) {
  let timer = null;
  let again = false;
  const run = () => {
    again = false;
    timer = setTimeout(() => {
      timer = null;
      again && run();
    }, ms);
    work();
  };
  return () => {
    if (timer) {
      again = true;
    } else {
      run();
    }
  };
}
