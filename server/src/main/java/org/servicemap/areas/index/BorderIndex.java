package org.servicemap.areas.index;

import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * Distance to the nearest border of each level but the finest (whose borders all stand in the cells). Each level has the segments that
 * separate its areas and no coarser one's, along a Hilbert curve, in groups of eight with their boxes; and a grid whose cells list every group
 * that can hold the nearest segment of any point of the cell ({@link BorderLists}), so that a search is one list and two or three groups.
 *
 * <p>Distances are metres in the plane that touches the ellipsoid at the query ({@link LocalMetres}): within 0.1 % up to about 10 km, within
 * 1 % up to about 100 km.
 *
 * @param levels by rank − 1
 */
record BorderIndex(Borders[] levels) {
    static final int FAN = 8;

    /**
     * @param segments x1, y1, x2, y2 of each segment, grid units
     * @param boxes minX, minY, maxX, maxY of each group
     * @param cells by row and column, where the cell's list begins; empty where there is no segment at all
     * @param lists number of groups, then the groups
     */
    record Borders(int[] segments, int[] boxes, int shift, int columns, int[] cells, int[] lists) {
        int size() {
            return segments.length / 4;
        }

        int groups() {
            return boxes.length / 4;
        }

        /** For points off the grid the list of the nearest cell. */
        int listAt(int x, int y) {
            int rows = cells.length / columns;
            int column = Math.max(0, Math.min(columns - 1, x >> shift));
            int row = Math.max(0, Math.min(rows - 1, y >> shift));
            return cells[row * columns + column];
        }

        long bytes() {
            return 4L * (segments.length + boxes.length + cells.length + lists.length);
        }
    }

    int ranks() {
        return levels.length;
    }

    long bytes() {
        long bytes = 0;
        for (Borders borders : levels) {
            bytes += borders.bytes();
        }
        return bytes;
    }

    /** A query in grid units (with fraction) and the metres of a unit there. Distances come squared. */
    record Plane(double x, double y, double metresX, double metresY) {
        /** A little more, for what rounding may take off. */
        private static final double QUARTER = 0.25 * (1 + 1e-9);

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

        double nearer(int[] xy, int s, double best2) {
            return nearer(
                    (xy[s] - x) * metresX,
                    (xy[s + 1] - y) * metresY,
                    (xy[s + 2] - x) * metresX,
                    (xy[s + 3] - y) * metresY,
                    best2);
        }

        double toSegment(double x1, double y1, double x2, double y2) {
            return nearer(
                    (x1 - x) * metresX,
                    (y1 - y) * metresY,
                    (x2 - x) * metresX,
                    (y2 - y) * metresY,
                    Double.POSITIVE_INFINITY);
        }

        /** Where on a segment its point nearest to this one lies, 0 (first end) … 1. */
        double partOf(int[] xy, int s) {
            double dx = ((double) xy[s + 2] - xy[s]) * metresX;
            double dy = ((double) xy[s + 3] - xy[s + 1]) * metresY;
            double along = (x - xy[s]) * metresX * dx + (y - xy[s + 1]) * metresY * dy;
            return Math.max(0, Math.min(1, along / (dx * dx + dy * dy)));
        }

        /**
         * Squared distance from the origin to a segment where that is less than the best, else the best. By Pythagoras it is no less than that to the
         * nearer end, less the square of half the length: most segments are out by that alone, on a branch that is foreseen.
         */
        static double nearer(double x1, double y1, double x2, double y2, double best2) {
            double dx = x2 - x1;
            double dy = y2 - y1;
            double ends2 = Math.min(x1 * x1 + y1 * y1, x2 * x2 + y2 * y2);
            return ends2 - (dx * dx + dy * dy) * QUARTER < best2 ? exactly(x1, y1, x2, y2, best2) : best2;
        }

        /** Divides only when it must. */
        private static double exactly(double x1, double y1, double x2, double y2, double best2) {
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
