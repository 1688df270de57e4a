package org.servicemap.areas.index;

import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * Tells which groups of border segments can hold the nearest segment of some point of a square. A group is out when some point of the border is
 * nearer than the group's box to each of the square's four corners: then it is nearer to all of the square, for the difference
 * of the two squared distances (to the point, less to any place of the box) is convex, so greatest at a corner.
 *
 * <p>A search measures in the plane of its own latitude; so points are taken with the most metres that a unit has in the square, boxes with
 * the least.
 */
final class BorderSquare {
    private static final int CORNERS = 4;
    private static final double ROUNDING = 1 + 1e-9;

    private final CanonicalGrid grid;
    private final int[] segments;
    private final int[] boxes;
    private final long[] x = new long[CORNERS];
    private final long[] y = new long[CORNERS];
    private final double[] toPoint = new double[CORNERS];
    private double nearX;
    private double nearY;
    private double farX;
    private double farY;

    BorderSquare(CanonicalGrid grid, int[] segments, int[] boxes) {
        this.grid = grid;
        this.segments = segments;
        this.boxes = boxes;
    }

    /** Moves to the square of 2^shift units a side at a corner. */
    BorderSquare over(int west, int south, int shift) {
        for (int c = 0; c < CORNERS; c++) {
            x[c] = west + ((long) (c & 1) << shift);
            y[c] = south + ((long) (c >> 1) << shift);
        }
        double from = lat(y[0]);
        double to = lat(y[CORNERS - 1]);
        LocalMetres a = LocalMetres.at(from);
        LocalMetres b = LocalMetres.at(to);
        LocalMetres equator = from < 0 && to > 0 ? LocalMetres.at(0) : a;
        double unit = Math.scalb(1.0, -grid.k());
        nearX = Math.min(a.perLon(), b.perLon()) * unit;
        nearY = Math.min(Math.min(a.perLat(), b.perLat()), equator.perLat()) * unit;
        farX = Math.max(Math.max(a.perLon(), b.perLon()), equator.perLon()) * unit;
        farY = Math.max(a.perLat(), b.perLat()) * unit;
        return this;
    }

    private double lat(double y) {
        return Math.max(-90, Math.min(90, grid.originLat() + Math.scalb(y, -grid.k())));
    }

    /** Copies those of the groups that the border's point nearest to the middle does not put out, that point's first; how many. */
    int keep(int[] groups, int n, int[] kept) {
        return keep(groups, n, kept, (x[0] + x[1]) / 2.0, (y[0] + y[2]) / 2.0);
    }

    /** As {@link #keep(int[], int, int[])} by the points nearest to each corner, in place; the order changes. */
    int keepLeast(int[] groups, int n) {
        int count = n;
        for (int c = 0; c < CORNERS; c++) {
            count = keep(groups, count, groups, x[c], y[c]);
        }
        return count;
    }

    private int keep(int[] groups, int n, int[] kept, double fromX, double fromY) {
        BorderIndex.Plane from = new BorderIndex.Plane(fromX, fromY, farX, farY);
        measure(from, nearestSegment(from, groups, n));
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (!isOut(4 * groups[i])) {
                kept[count++] = groups[i];
            }
        }
        return count;
    }

    /** The first index of its corners; its group moves to the front. */
    private int nearestSegment(BorderIndex.Plane from, int[] groups, int n) {
        double best2 = Double.POSITIVE_INFINITY;
        int best = 0;
        int bestAt = 0;
        for (int i = 0; i < n; i++) {
            if (BorderSearch.toBox(boxes, 4 * groups[i], from) < best2) {
                int nearest = nearestOf(from, groups[i]);
                double found2 = from.nearer(segments, nearest, best2);
                best = found2 < best2 ? nearest : best;
                bestAt = found2 < best2 ? i : bestAt;
                best2 = found2;
            }
        }
        int front = groups[bestAt];
        groups[bestAt] = groups[0];
        groups[0] = front;
        return best;
    }

    private int nearestOf(BorderIndex.Plane from, int group) {
        int first = 4 * BorderIndex.FAN * group;
        int end = Math.min(segments.length, first + 4 * BorderIndex.FAN);
        int best = first;
        double best2 = Double.POSITIVE_INFINITY;
        for (int s = first; s < end; s += 4) {
            double found2 = from.nearer(segments, s, best2);
            best = found2 < best2 ? s : best;
            best2 = found2;
        }
        return best;
    }

    /** Squared distances of the corners from the point of the segment that is nearest to a place. */
    private void measure(BorderIndex.Plane from, int s) {
        double part = from.partOf(segments, s);
        double px = segments[s] + part * ((double) segments[s + 2] - segments[s]);
        double py = segments[s + 1] + part * ((double) segments[s + 3] - segments[s + 1]);
        for (int c = 0; c < CORNERS; c++) {
            double dx = (px - x[c]) * farX;
            double dy = (py - y[c]) * farY;
            toPoint[c] = (dx * dx + dy * dy) * ROUNDING;
        }
    }

    private boolean isOut(int box) {
        for (int c = 0; c < CORNERS; c++) {
            double dx = BorderSearch.outside(boxes[box], x[c], boxes[box + 2]) * nearX;
            double dy = BorderSearch.outside(boxes[box + 1], y[c], boxes[box + 3]) * nearY;
            if (toPoint[c] >= dx * dx + dy * dy) {
                return false;
            }
        }
        return true;
    }
}
