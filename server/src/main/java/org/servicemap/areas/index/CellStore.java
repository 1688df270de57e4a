package org.servicemap.areas.index;

import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * The cells as plain arrays ({@link IndexLayout}): the top grid, then child blocks; and the records.
 *
 * @param shift log2 of a top cell's side in grid units
 * @param finestShift the same of the smallest cell
 */
record CellStore(CanonicalGrid grid, int shift, int finestShift, int columns, int rows, int[] entries, long[] pool) {
    /** Queries are rounded to 2^−46 degree. */
    static final double QUERY_SCALE = 0x1p46;

    /** Fraction bits of a query below the grid's unit. */
    int fractionBits() {
        return 46 - grid.k();
    }

    double originX() {
        return grid.originLon() * QUERY_SCALE;
    }

    double originY() {
        return grid.originLat() * QUERY_SCALE;
    }

    double limitX() {
        return Math.scalb((double) columns, shift + fractionBits());
    }

    double limitY() {
        return Math.scalb((double) rows, shift + fractionBits());
    }

    long bytes() {
        return 4L * entries.length + 8L * pool.length;
    }
}
