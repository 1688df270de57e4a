package org.servicemap.areas.coverage;

/**
 * Areas on the WGS 84 ellipsoid of polygons whose edges are straight in longitude and latitude: by Green's theorem an edge
 * contributes −∫ q dλ, where q(φ) is the area between the equator and φ per radian of longitude (closed form: Snyder, "Map
 * projections: a working manual", 1987, eq. 3-12). The integral along the edge is by Simpson's rule; for edges under a degree its
 * error is far below 1e-9 of the area. Contributions of an edge and of its reverse cancel exactly, so areas add up.
 */
final class EllipsoidArea {
    private static final double A = 6378137.0;
    private static final double F = 1 / 298.257223563;
    private static final double E2 = F * (2 - F);
    private static final double E = Math.sqrt(E2);
    private static final double HALF_B2 = A * A * (1 - E2) / 2;

    private final CanonicalGrid grid;
    private final double unitRadians;
    private final double reference;

    EllipsoidArea(CanonicalGrid grid) {
        this.grid = grid;
        unitRadians = Math.toRadians(Math.scalb(1.0, -grid.k()));
        reference = q(grid.originLat());
    }

    private static double q(double lat) {
        double sin = Math.sin(Math.toRadians(lat));
        return HALF_B2 * (sin / (1 - E2 * sin * sin) + Math.log((1 + E * sin) / (1 - E * sin)) / (2 * E));
    }

    /** q of a grid latitude, less that of the origin (which keeps digits). */
    double strip(double y) {
        return q(grid.originLat() + Math.scalb(y, -grid.k())) - reference;
    }

    /** What the edge from (x1, y1) to (x2, y2) adds to the area on its left, given the strips of both ends. */
    double edge(int x1, int y1, double strip1, int x2, int y2, double strip2) {
        double middle = strip(((double) y1 + y2) / 2);
        return ((double) x1 - x2) * unitRadians * (strip1 + 4 * middle + strip2) / 6;
    }

    /** m², positive for a counter-clockwise ring. */
    double ring(int[] ring) {
        int n = ring.length;
        double sum = 0;
        int x = ring[n - 2];
        int y = ring[n - 1];
        double strip = strip(y);
        for (int i = 0; i < n; i += 2) {
            double strip2 = ring[i + 1] == y ? strip : strip(ring[i + 1]);
            sum += edge(x, y, strip, ring[i], ring[i + 1], strip2);
            x = ring[i];
            y = ring[i + 1];
            strip = strip2;
        }
        return sum;
    }

    double shape(int[][][] polygons) {
        double sum = 0;
        for (int[][] polygon : polygons) {
            for (int[] ring : polygon) {
                sum += ring(ring);
            }
        }
        return sum;
    }

    /** As {@link #shape}, but of rings whose direction says nothing: shells count as positive, holes as negative. */
    double signed(int[][][] polygons) {
        double sum = 0;
        for (int[][] polygon : polygons) {
            for (int r = 0; r < polygon.length; r++) {
                sum += (r == 0 ? 1 : -1) * Math.abs(ring(polygon[r]));
            }
        }
        return sum;
    }
}
