import { ApiError } from '../core/api.js';
import { failure, skeleton } from './states.js';

/**
 * A part of the page whose modules are fetched when it is first shown, or before, when nothing else is to do: the first view does not
 * wait for what it does not show.
 *
 * @param load fetches the module
 */
export function later(load) {
  let made = null;
  let loading = null;
  let failed = false;

  function fetchIt(redraw) {
    loading ??= load().then((module) => (made = module), () => ((failed = true), (loading = null)));
    loading.then(redraw);
  }

  const again = (redraw) => () => {
    failed = false;
    fetchIt(redraw);
    redraw();
  };

  return {
    prefetch: () => fetchIt(() => {}),
    /** What `use` makes of the module, else that it is on its way; `redraw` is called when it has come. */
    show(redraw, use) {
      if (made) {
        return use(made);
      }
      if (failed) {
        return failure(new ApiError('offline'), again(redraw));
      }
      fetchIt(redraw);
      return skeleton(5);
    },
  };
}
