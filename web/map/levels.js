/**
 * How boundaries and names of each level look by zoom. A city has one to six levels; they are mapped onto four drawn
 * ranks, so that the coarsest is always the strongest line and the finest the lightest.
 */

/** Width in CSS pixels, linear between the zooms named; nothing is drawn below `from`. */
const RANKS = [
  { token: '--map-b1', from: 0, widths: [[7, 0.8], [11, 1.3], [12, 1.6], [14, 2.25], [16, 2.75], [18, 3.25]] },
  { token: '--map-b2', from: 9, widths: [[9, 0.35], [10, 0.5], [11, 0.75], [12, 1], [14, 1.5], [16, 2], [18, 2.5]] },
  { token: '--map-b3', from: 14, widths: [[13, 0.6], [14, 0.75], [16, 1.25], [18, 1.75]] },
  { token: '--map-b4', from: 16, widths: [[15, 0.6], [16, 0.8], [18, 1.25]], dash: [2, 3] },
];

const RANKS_OF = [[], [0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 1, 2, 3], [0, 0, 1, 1, 2, 3]];

/** Fonts of names; `side` is how many pixels wide an area must be drawn before its name is worth reading. */
const LABELS = [
  { size: 15, weight: 600, spacing: 4, token: '--map-label-2', from: 0, until: 14, side: 26 },
  { size: 13, weight: 600, spacing: 0, token: '--map-label', from: 11, until: 19, side: 52 },
  { size: 12, weight: 400, spacing: 0, token: '--map-label-2', from: 14, until: 22, side: 92 },
  { size: 11, weight: 400, spacing: 0, token: '--map-label-2', from: 16, until: 22, side: 84 },
];

export function drawnRank(levels, levelId) {
  const index = levels.findIndex((level) => level.id === levelId);
  return index < 0 ? 3 : RANKS_OF[levels.length][index];
}

/** `null` when the level is not drawn at this zoom. An emphasised level shows one zoom earlier and half a pixel wider. */
export function lineStyle(rank, zoom, emphasised) {
  const { token, from, widths, dash } = RANKS[rank];
  if (zoom < from - (emphasised ? 1 : 0)) {
    return null;
  }
  const width = interpolate(widths, zoom);
  return emphasised
    ? { token: rank > 0 ? '--map-b1' : token, width: width + 0.35, dash: null }
    : { token, width, dash: dash ?? null };
}

export const labelStyle = (rank) => LABELS[rank];

/** The zoom at which a level's lines are surely there. */
export const readableZoom = (rank) => [9, 12, 15, 16][rank];

export function interpolate(stops, at) {
  const [firstAt, firstValue] = stops[0];
  if (at <= firstAt) {
    return firstValue;
  }
  for (let i = 1; i < stops.length; i++) {
    const [a, va] = stops[i - 1];
    const [b, vb] = stops[i];
    if (at <= b) {
      return va + ((vb - va) * (at - a)) / (b - a);
    }
  }
  return stops[stops.length - 1][1];
}
