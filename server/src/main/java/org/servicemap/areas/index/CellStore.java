package org.servicemap.areas.index;

import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * The cells as plain arrays ({@link IndexLayout}): the top grid, then child blocks; and the records.
 *
 * @param shift log2 of a top cell's side in grid units
 * @param finestShift the same of the smallest cell
 */
record CellStore(CanonicalGrid grid, int shift, int finestShift, int columns, int rows, int[] entries, long[] pool) {
    /** Fraction bits of a query below the grid's unit. */
    int fractionBits() {
        return 46 - grid.k();
    }

    long bytes() {
        return 4L * entries.length + 8L * pool.length;
    }
}
