/**
 * Each view of the panel is found again where it was left: the list after looking at a place, the start after a point. What is
 * new begins at its top.
 */
export function rememberPlaces(panel) {
  const tops = new Map();
  let shown = null;
  let arriving = false;

  return {
    /** Before the page is drawn: what was shown until now is left. */
    before(key) {
      arriving = key !== shown;
      if (arriving && shown !== null) {
        tops.set(shown, panel()?.scrollTop ?? 0);
      }
      shown = key;
    },
    after() {
      if (arriving && panel()) {
        panel().scrollTop = tops.get(shown) ?? 0;
      }
    },
  };
}
