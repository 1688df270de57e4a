package org.servicemap.areas.index;

/**
 * How the cells are cut. Answers never depend on it, only speed and size.
 *
 * @param topShift log2 of a top cell's side in grid units; 0 to choose
 * @param splitAbove a cell with more edges than this is split into 8 × 8
 * @param minShift cells of this side or less are not split
 */
record IndexParameters(int topShift, int splitAbove, int minShift) {
    static final IndexParameters DEFAULT = new IndexParameters(0, 14, 10);

    private static final long MAX_TOP_CELLS = 1 << 22;
    private static final double TOP_METRES = 100;

    /** The side nearest to 100 m, coarser where that would be too many cells for the extent. */
    int topShift(int k, long width, long height) {
        int shift = topShift > 0 ? topShift : (int) Math.round(k + Math.log(TOP_METRES / 111_195) / Math.log(2));
        shift = Math.min(28, Math.max(shift, 4));
        while (((width >> shift) + 2) * ((height >> shift) + 2) > MAX_TOP_CELLS) {
            shift++;
        }
        return shift;
    }
}
