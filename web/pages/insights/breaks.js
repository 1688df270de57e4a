/** Classes of a map: five of about as many areas each, with edges that can be read; for changes seven around nothing. */

const CLASSES = 5;
const RELATIVE = [-0.5, -0.2, -0.05, 0.05, 0.2, 0.5];
const POINTS = [-0.1, -0.05, -0.01, 0.01, 0.05, 0.1];

/** Edges between classes, ascending; a value belongs to the class after the last edge that it is not below. */
export function edgesOf(values, kind) {
  if (kind === 'change') {
    return RELATIVE;
  }
  if (kind === 'points') {
    return POINTS;
  }
  const sorted = values.filter((value) => value !== null && Number.isFinite(value)).sort((a, b) => a - b);
  if (sorted.length === 0) {
    return [];
  }
  const edges = Array.from({ length: CLASSES - 1 }, (_, i) => readable(sorted[Math.floor(((i + 1) * sorted.length) / CLASSES)]));
  return [...new Set(edges)].filter((edge) => edge > sorted[0]);
}

/** Two digits are enough to read. */
const readable = (value) => (value === 0 ? 0 : Number(value.toPrecision(2)));

/** 1 is the lowest class. */
export const classOf = (value, edges) => 1 + edges.filter((edge) => value >= edge).length;

/** Which of the seven steps of the colour scale a class has: few classes spread over it. */
export const stepOf = (index, edges) => (edges.length === 0 ? 4 : Math.round(1 + ((index - 1) * 6) / edges.length));
