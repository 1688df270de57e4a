import { clusterRadius } from './place-drawing.js';

/**
 * Marks that would lie on each other become one cluster at their common middle, until none does; who is in charge always stays for
 * itself and comes last, on top.
 *
 * @param marks `{x, y, radius, count, own}`, `count` missing for a single place
 * @param countOf text of a cluster
 */
export function apart(marks, countOf) {
  const alone = marks.filter(({ own }) => own);
  let kept = marks.filter(({ own }) => !own);
  for (let before = Infinity; kept.length < before; ) {
    before = kept.length;
    kept = merged(kept, countOf);
  }
  return [...kept, ...alone];
}

/** Once through: a cluster that has moved and grown may lie on another now. */
function merged(marks, countOf) {
  const kept = [];
  const heavyFirst = [...marks].sort((a, b) => (b.count ?? 1) - (a.count ?? 1));
  for (const mark of heavyFirst) {
    const near = kept.findIndex((other) => Math.hypot(other.x - mark.x, other.y - mark.y) < other.radius + mark.radius);
    near < 0 ? kept.push(mark) : (kept[near] = together(kept[near], mark, countOf));
  }
  return kept;
}

function together(a, b, countOf) {
  const [m, n] = [a.count ?? 1, b.count ?? 1];
  const count = m + n;
  return { x: (a.x * m + b.x * n) / count, y: (a.y * m + b.y * n) / count, count, label: countOf(count), radius: clusterRadius(count) };
}
