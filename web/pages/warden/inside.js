import { planeAt, ringsOf } from '../../map/disc.js';

/** Whether a position lies in a grid, judged on the phone itself. Pure; WGS 84, metres. */

/** Nobody's phone knows better than this, whatever it says. */
const BEST_ACCURACY = 3;

/**
 * Where a position is among own grids: `inside`, `near` (the circle of its accuracy crosses the border, so nobody can tell), `outside`.
 *
 * @param grids `[{code, geometry}]`
 * @param position `{lon, lat, accuracy}`
 * @returns `{ where, grid, metres }`: the grid it lies in or is nearest to, and how far the border of all own grids is
 */
export function standing(grids, position) {
  const all = grids.map((grid) => ({ grid, ...measured(grid.geometry, position) }));
  if (all.length === 0) {
    return { where: 'outside', grid: null, metres: Infinity };
  }
  const own = all.find(({ inside }) => inside);
  const best = own ?? all.reduce((nearest, each) => (each.metres < nearest.metres ? each : nearest));
  const metres = best.metres;
  const crossed = metres <= Math.max(BEST_ACCURACY, position.accuracy ?? 0);
  // a border between two own grids parts nothing: on both sides one is in one's own
  const within = own && (!crossed || circleIn(all, position));
  return { where: within ? 'inside' : crossed ? 'near' : 'outside', grid: best.grid, metres };
}

/** Whether points all round the circle are in some own grid. */
function circleIn(all, { lon, lat, accuracy = 0 }) {
  const { toLatLng } = planeAt({ lon, lat });
  const radius = Math.max(BEST_ACCURACY, accuracy);
  return Array.from({ length: 24 }, (_, i) => (2 * Math.PI * i) / 24).every((angle) => {
    const [y, x] = toLatLng([radius * Math.cos(angle), radius * Math.sin(angle)]);
    return all.some(({ grid }) => measured(grid.geometry, { lon: x, lat: y }).inside);
  });
}

function measured(geometry, point) {
  const { toPlane } = planeAt(point);
  let inside = false;
  let metres = Infinity;
  for (const ring of ringsOf(geometry)) {
    const points = ring.map(toPlane);
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1], points[i]];
      metres = Math.min(metres, distanceToOrigin(a, b));
      if (a[1] > 0 !== b[1] > 0 && 0 < a[0] - (a[1] * (b[0] - a[0])) / (b[1] - a[1])) {
        inside = !inside;
      }
    }
  }
  return { inside, metres };
}

/** A point well inside a grid: the middle of the widest stretch that the line at half its height has in it. */
export function pointIn(geometry) {
  const rings = ringsOf(geometry);
  const lats = rings.flatMap((ring) => ring.map(([, lat]) => lat));
  // a little off the middle: corners like to lie there
  const lat = Math.min(...lats) + (Math.max(...lats) - Math.min(...lats)) * 0.5003;
  const crossings = rings.flatMap((ring) => ring.slice(1).flatMap((b, i) => {
    const a = ring[i];
    return a[1] > lat !== b[1] > lat ? [a[0] + ((lat - a[1]) * (b[0] - a[0])) / (b[1] - a[1])] : [];
  })).sort((one, other) => one - other);
  let best = null;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const width = crossings[i + 1] - crossings[i];
    best = best === null || width > best.width ? { width, lon: (crossings[i] + crossings[i + 1]) / 2 } : best;
  }
  return { lon: best.lon, lat };
}

function distanceToOrigin([ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + share * dx, ay + share * dy);
}

/** Metres between two points of a town. */
export function metresBetween(a, b) {
  const [x, y] = planeAt(a).toPlane([b.lon, b.lat]);
  return Math.hypot(x, y);
}
