package org.servicemap.areas.index;

import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * Distance to the nearest border of each level but the finest (whose borders all stand in the cells). Each level has the segments that
 * separate its areas and no coarser one's, along a Hilbert curve, under a packed tree of boxes (eight to a node), and a grid of hints where a
 * search finds a good bound to begin with ({@link BorderSearch}).
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
    record Tree(int[] segments, int[] boxes, int[] levelStarts, Hints hints) {
        int size() {
            return segments.length / 4;
        }

        long bytes() {
            return 4L * (segments.length + boxes.length + hints.nearest.length);
        }
    }

    /**
     * For each cell of a coarse grid the segment nearest to its middle: any point of the cell has a border at most that far away. Only
     * speed depends on it.
     *
     * @param shift log2 of a cell's side in grid units
     * @param nearest segment by row and column, empty where there is no segment at all
     */
    record Hints(int shift, int columns, int[] nearest) {
        static final Hints NONE = new Hints(30, 1, new int[0]);

        int at(Plane plane) {
            int rows = nearest.length / columns;
            int column = Math.max(0, Math.min(columns - 1, (int) plane.x >> shift));
            int row = Math.max(0, Math.min(rows - 1, (int) plane.y >> shift));
            return nearest[row * columns + column];
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
            // Not Math.max: on doubles it costs more than a branch.
            double dx = (minX > x ? minX - x : x > maxX ? x - maxX : 0) * metresX;
            double dy = (minY > y ? minY - y : y > maxY ? y - maxY : 0) * metresY;
            return dx * dx + dy * dy;
        }

        double toSegment(double x1, double y1, double x2, double y2) {
            return nearer(
                    (x1 - x) * metresX,
                    (y1 - y) * metresY,
                    (x2 - x) * metresX,
                    (y2 - y) * metresY,
                    Double.POSITIVE_INFINITY);
        }

        /** Squared distance from the origin to a segment where that is less than the best, else the best; divides only when it must. */
        static double nearer(double x1, double y1, double x2, double y2, double best2) {
            double dx = x2 - x1;
            double dy = y2 - y1;
            double along = -(x1 * dx + y1 * dy);
            if (along <= 0) {
                return lesser(x1 * x1 + y1 * y1, best2);
            }
            double length2 = dx * dx + dy * dy;
            if (along >= length2) {
                return lesser(x2 * x2 + y2 * y2, best2);
            }
            double cross = x1 * dy - y1 * dx;
            double cross2 = cross * cross;
            return cross2 < best2 * length2 ? lesser(cross2 / length2, best2) : best2;
        }

        private static double lesser(double a, double b) {
            return a < b ? a : b;
        }
    }
}
