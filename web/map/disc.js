/**
 * The circle of a position's accuracy, cut by the borders of the areas it touches. Works on a plane of metres round the
 * centre, exact enough for the few hundred metres a phone errs.
 */

const METRES_PER_DEGREE = 111320;

export function planeAt({ lon, lat }) {
  const east = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return {
    toPlane: ([x, y]) => [(x - lon) * east, (y - lat) * METRES_PER_DEGREE],
    toLatLng: ([x, y]) => [lat + y / METRES_PER_DEGREE, lon + x / east],
  };
}

export function ringsOf(geometry) {
  const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
  return polygons.flat();
}

/**
 * @param rings outer rings and holes in metres
 * @returns `{rings, border}`: the part of the area inside the circle (to be filled even-odd) and the stretches of its
 *     border there
 */
export function cutByCircle(rings, radius) {
  const circle = circleRing(radius);
  return {
    rings: rings.map((ring) => clipToConvex(ring, circle)).filter((ring) => ring.length > 2),
    border: rings.flatMap((ring) => insideStretches(ring, radius)),
  };
}

export function circleRing(radius, corners = 90) {
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Sutherland–Hodgman; the clip ring is convex and counter-clockwise. */
function clipToConvex(subject, clip) {
  let output = subject;
  for (let i = 0; i < clip.length && output.length > 0; i++) {
    const a = clip[i];
    const b = clip[(i + 1) % clip.length];
    const side = ([x, y]) => (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
    output = clipToHalfPlane(output, side);
  }
  return output;
}

function clipToHalfPlane(ring, side) {
  const kept = [];
  for (let i = 0; i < ring.length; i++) {
    const from = ring[i];
    const to = ring[(i + 1) % ring.length];
    const sideFrom = side(from);
    const sideTo = side(to);
    if (sideFrom >= 0) {
      kept.push(from);
    }
    if (sideFrom >= 0 !== sideTo >= 0) {
      const share = sideFrom / (sideFrom - sideTo);
      kept.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
    }
  }
  return kept;
}

function insideStretches(ring, radius) {
  const stretches = [];
  let current = null;
  for (let i = 0; i + 1 < ring.length; i++) {
    const piece = segmentInCircle(ring[i], ring[i + 1], radius);
    if (!piece) {
      current = null;
      continue;
    }
    if (current && samePoint(current[current.length - 1], piece[0])) {
      current.push(piece[1]);
    } else {
      stretches.push((current = [...piece]));
    }
  }
  return stretches;
}

function segmentInCircle(from, to, radius) {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const a = dx * dx + dy * dy;
  const b = 2 * (from[0] * dx + from[1] * dy);
  const c = from[0] * from[0] + from[1] * from[1] - radius * radius;
  const root = b * b - 4 * a * c;
  if (a === 0 || root <= 0) {
    return null;
  }
  const low = Math.max(0, (-b - Math.sqrt(root)) / (2 * a));
  const high = Math.min(1, (-b + Math.sqrt(root)) / (2 * a));
  return low < high ? [at(from, dx, dy, low), at(from, dx, dy, high)] : null;
}

const at = ([x, y], dx, dy, share) => [x + dx * share, y + dy * share];
const samePoint = (p, q) => Math.abs(p[0] - q[0]) < 1e-6 && Math.abs(p[1] - q[1]) < 1e-6;

/** A point well inside the part of an area that lies in the circle: for its share's label, and to stand for that side. */
export function pointInside(rings, radius) {
  const samples = [];
  const step = radius / 12;
  for (let y = -radius; y <= radius; y += step) {
    for (let x = -radius; x <= radius; x += step) {
      if (x * x + y * y < radius * radius * 0.9 && !underPin(x / radius, y / radius) && coversPlane(rings, x, y)) {
        samples.push([x, y]);
      }
    }
  }
  if (samples.length === 0) {
    return null;
  }
  const mean = meanOf(samples);
  const away = (point) => (point[0] - mean[0]) ** 2 + (point[1] - mean[1]) ** 2;
  return samples.reduce((best, point) => (away(point) < away(best) ? point : best));
}

/** Where the pin stands, seen from a circle of radius 1: a label there could not be read. */
const underPin = (x, y) => Math.abs(x) < 0.42 && y > -0.26 && y < 0.66;

/** In which direction each part lies from the others: code → `n`, `ne`, `e` …; parts need `code` and `label`. */
export function directionsOf(parts) {
  const placed = parts.filter(({ label }) => label);
  return new Map(
    placed.map(({ code, label }) => {
      const others = placed.filter((part) => part.code !== code).map((part) => part.label);
      return [code, others.length > 0 ? direction(label, meanOf(others)) : null];
    }),
  );
}

function direction([x, y], [fromX, fromY]) {
  const eighth = Math.round(Math.atan2(x - fromX, y - fromY) / (Math.PI / 4));
  return ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'][(eighth + 8) % 8];
}

const meanOf = (points) => [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);

function coversPlane(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i];
      const [xj, yj] = ring[j];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) {
        inside = !inside;
      }
    }
  }
  return inside;
}
