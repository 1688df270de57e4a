/**
 * Shapes that most readers never see: their module is fetched when there is first something to show. What comes meanwhile is shown
 * once it is there, of each way to show something the last.
 *
 * @param load fetches and makes the layer
 * @returns `(way, items)` for its methods that take an array or a map
 */
export function onDemand(load) {
  let layer = null;
  let loading = null;
  const waiting = new Map();

  return (way, items) => {
    if (layer) {
      layer[way](items);
      return;
    }
    if (loading || (items.size ?? items.length) > 0) {
      waiting.set(way, items);
      loading ??= load().then(
        (made) => {
          layer = made;
          waiting.forEach((latest, each) => layer[each](latest));
        },
        () => (loading = null), // the next that there is to show asks again
      );
    }
  };
}
