package org.servicemap.citypack.synthetic;

import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.geo.BBox;

/**
 * The city's canonical grid with a flat metric for deciding sizes: metres east and north of the grid's origin at the city's
 * middle latitude (spherical; good to a few per mille, which is plenty for an invented city).
 */
record Frame(CanonicalGrid grid, double metresPerX, double metresPerY) {
    private static final double METRES_PER_DEGREE = 111_195;

    static Frame covering(BBox box) {
        CanonicalGrid grid = CanonicalGrid.covering(box);
        double degree = Math.scalb(1.0, -grid.k());
        double middle = StrictMath.toRadians((box.minLat() + box.maxLat()) / 2);
        return new Frame(grid, degree * METRES_PER_DEGREE * StrictMath.cos(middle), degree * METRES_PER_DEGREE);
    }

    double metresX(int x) {
        return x * metresPerX;
    }

    double metresY(int y) {
        return y * metresPerY;
    }

    int unitsX(double metres) {
        return (int) Math.rint(metres / metresPerX);
    }

    int unitsY(double metres) {
        return (int) Math.rint(metres / metresPerY);
    }

    double metresXOfLon(double lon) {
        return (lon - grid.originLon()) * Math.scalb(metresPerX, grid.k());
    }

    double metresYOfLat(double lat) {
        return (lat - grid.originLat()) * Math.scalb(metresPerY, grid.k());
    }

    /** Twice the signed area of a triangle in square units of the grid: exact while the triangle spans under 2^31 units. */
    static long orientation(int ax, int ay, int bx, int by, int cx, int cy) {
        return ((long) bx - ax) * ((long) cy - ay) - ((long) by - ay) * ((long) cx - ax);
    }
}
