package org.servicemap.areas.index;

import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * Distance to the nearest border of each level but the finest (whose borders all stand in the cells). Each level has the segments that
 * separate its areas and no coarser one's, along a Hilbert curve, under a packed tree of boxes (eight to a node); a search goes
 * to the nearest box first and is bounded by the coarser level's answer, since a coarser border is a border of every finer level.
 *
 * <p>Distances are metres in the plane that touches the ellipsoid at the query ({@link LocalMetres}): within 0.1 % up to about 10 km, within
 * 1 % up to about 100 km.
 *
 * @param trees by rank − 1
 */
record BorderIndex(Tree[] trees) {
    static final int FAN = 8;

    /**
     * @param segments x1, y1, x2, y2 of each segment, grid units
     * @param boxes minX, minY, maxX, maxY of each node, level after level, leaves' boxes first
     * @param levelStarts first node of each level and the end; the last level is the root
     */
    record Tree(int[] segments, int[] boxes, int[] levelStarts) {
        int size() {
            return segments.length / 4;
        }

        long bytes() {
            return 4L * (segments.length + boxes.length);
        }
    }

    int ranks() {
        return trees.length;
    }

    long bytes() {
        long bytes = 0;
        for (Tree tree : trees) {
            bytes += tree.bytes();
        }
        return bytes;
    }

    /** Metres from the point to the nearest border of the rank that is nearer than the bound, else the bound. */
    double distance(int rank, Plane plane, double bound) {
        Tree tree = trees[rank - 1];
        if (tree.size() == 0) {
            return bound;
        }
        int top = tree.levelStarts.length - 2;
        return Math.sqrt(search(tree, top, tree.levelStarts[top], plane, bound * bound));
    }

    private static double search(Tree tree, int level, int node, Plane plane, double bound2) {
        int first = (node - tree.levelStarts[level]) * FAN;
        if (level == 0) {
            double best = bound2;
            int end = Math.min(first + FAN, tree.size());
            for (int s = first; s < end; s++) {
                int[] xy = tree.segments;
                best = Math.min(best, plane.toSegment(xy[4 * s], xy[4 * s + 1], xy[4 * s + 2], xy[4 * s + 3]));
            }
            return best;
        }
        return searchChildren(tree, level - 1, first, plane, bound2);
    }

    private static double searchChildren(Tree tree, int level, int first, Plane plane, double bound2) {
        int base = tree.levelStarts[level] + first;
        int n = Math.min(FAN, tree.levelStarts[level + 1] - base);
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            int at = 4 * (base + i);
            int[] boxes = tree.boxes;
            distances[i] = plane.toBox(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
        }
        double best = bound2;
        for (int turn = 0; turn < n; turn++) {
            int nearest = 0;
            for (int i = 1; i < n; i++) {
                nearest = distances[i] < distances[nearest] ? i : nearest;
            }
            if (distances[nearest] >= best) {
                return best;
            }
            best = search(tree, level, base + nearest, plane, best);
            distances[nearest] = Double.MAX_VALUE;
        }
        return best;
    }

    /** A query in grid units (with fraction) and the metres of a unit there. Distances come squared. */
    record Plane(double x, double y, double metresX, double metresY) {
        static Plane at(CanonicalGrid grid, double lon, double lat) {
            LocalMetres metres = LocalMetres.at(lat);
            double unit = Math.scalb(1.0, -grid.k());
            return new Plane(
                    grid.queryX(CanonicalGrid.roundQuery(lon)),
                    grid.queryY(CanonicalGrid.roundQuery(lat)),
                    metres.perLon() * unit,
                    metres.perLat() * unit);
        }

        double toBox(double minX, double minY, double maxX, double maxY) {
            double dx = Math.max(0, Math.max(minX - x, x - maxX)) * metresX;
            double dy = Math.max(0, Math.max(minY - y, y - maxY)) * metresY;
            return dx * dx + dy * dy;
        }

        double toSegment(double x1, double y1, double x2, double y2) {
            double ax = (x1 - x) * metresX;
            double ay = (y1 - y) * metresY;
            double dx = (x2 - x1) * metresX;
            double dy = (y2 - y1) * metresY;
            double length2 = dx * dx + dy * dy;
            double t = length2 == 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length2));
            double ex = ax + t * dx;
            double ey = ay + t * dy;
            return ex * ex + ey * ey;
        }
    }
}
