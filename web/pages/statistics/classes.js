/** Classes of a map of counts: up to five of about as many areas each, with edges of two digits. */

const MOST = 5;
const STYLES = { 1: [4], 2: [3, 5], 3: [2, 4, 6], 4: [2, 3, 5, 6], 5: [2, 3, 4, 5, 7] };

/** @returns ascending lower edges of the classes and which of the scale's seven steps each has; none without counts */
export function classesOf(counts) {
  const sorted = [...counts].sort((a, b) => a - b);
  const from = sorted.length === 0 ? [] : [sorted[0]];
  for (let i = 1; i < MOST; i += 1) {
    const edge = Number((sorted[Math.floor((i * sorted.length) / MOST)] ?? 0).toPrecision(2));
    edge > (from.at(-1) ?? Infinity) && from.push(edge);
  }
  return from.map((edge, i) => ({ from: edge, to: from[i + 1] ?? null, step: STYLES[from.length][i] }));
}

export const stepOf = (count, classes) => classes.findLast(({ from }) => count >= from)?.step ?? classes[0]?.step;
