/**
 * Server-sent events of a route, for as long as the page is open. The browser comes back by itself after a cut; `isOpen` says whether
 * news arrive just now, so that a page can ask by itself meanwhile.
 */
export function listen(path, onChange) {
  const source = new EventSource(`/api/v1${path}`);
  source.addEventListener('changed', (event) => onChange(JSON.parse(event.data)));
  return { isOpen: () => source.readyState === EventSource.OPEN, close: () => source.close() };
}

const AGAIN_MS = 3000;

/**
 * The same for what hangs on a wall and must come back whatever happened: also after an answer that is no stream, where browsers give up.
 *
 * @param name of the events
 * @param onState is told `true` when the stream opens, `false` when it was cut
 */
export function follow(path, name, onNews, onState) {
  let source = null;
  let timer = null;
  let closed = false;

  function open() {
    source = new EventSource(`/api/v1${path}`);
    source.addEventListener('open', () => onState(true));
    source.addEventListener(name, (event) => onNews(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      onState(false);
      if (source.readyState === EventSource.CLOSED && !closed) {
        clearTimeout(timer);
        timer = setTimeout(open, AGAIN_MS);
      }
    });
  }

  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      source.close();
    },
  };
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
