package org.servicemap.areas.index;

import java.util.Arrays;

/**
 * Blocks of 512 points in passes, each a short loop without unpredictable branches, so that the memory's latencies overlap: cells, then what
 * is uniform, then the records ordered by their number of vertices (a loop whose length changes at every turn costs more than its
 * arithmetic). What is rare (split cells' children, records that are not plain, points near an edge, void) goes through the single look-up's
 * code.
 */
final class BatchLookup {
    static final int BLOCK = 512;

    private static final int SIZES = IndexLayout.PLAIN_VERTICES + 1;

    private final AreaIndex index;
    private final int[] entries;
    private final long[] pool;
    private final int topShift;
    private final int columns;
    private final int fractionBits;
    private final double originX;
    private final double originY;
    private final double limitX;
    private final double limitY;

    private final int[] x = new int[BLOCK];
    private final int[] y = new int[BLOCK];
    private final int[] entry = new int[BLOCK];
    private final int[] list = new int[BLOCK + 1];
    private final int[] bySize = new int[BLOCK];
    private final int[] starts = new int[SIZES + 1];

    BatchLookup(AreaIndex index, CellStore store) {
        this.index = index;
        this.entries = store.entries();
        this.pool = store.pool();
        this.topShift = store.shift();
        this.columns = store.columns();
        this.fractionBits = store.fractionBits();
        this.originX = store.originX();
        this.originY = store.originY();
        this.limitX = store.limitX();
        this.limitY = store.limitY();
    }

    /** Faces of points from … from + n − 1 (n ≤ {@link #BLOCK}) into out, less one. */
    void block(double[] lon, double[] lat, int[] out, int from, int n) {
        cells(lon, lat, from, n);
        int records = uniform(out, from, n);
        orderBySize(records);
        others(out, from);
        plain(out, from);
        for (int i = 0; i < n; i++) {
            if (out[from + i] < 0) {
                out[from + i] = index.leafOf(lon[from + i], lat[from + i]);
            }
        }
    }

    private void cells(double[] lon, double[] lat, int from, int n) {
        for (int i = 0; i < n; i++) {
            double x46 = Math.rint(lon[from + i] * CellStore.QUERY_SCALE) - originX;
            double y46 = Math.rint(lat[from + i] * CellStore.QUERY_SCALE) - originY;
            entry[i] = 0;
            if (x46 >= 0 && x46 < limitX && y46 >= 0 && y46 < limitY) {
                cell(i, (int) ((long) x46 >> fractionBits), (int) ((long) y46 >> fractionBits));
            }
        }
    }

    private void cell(int i, int unitX, int unitY) {
        int shift = topShift;
        int found = entries[(unitY >> shift) * columns + (unitX >> shift)];
        while (IndexLayout.isSplit(found)) {
            shift -= IndexLayout.CHILD_BITS;
            found = entries[IndexLayout.address(found) + ExactLookup.child(unitX, unitY, shift)];
        }
        int inside = (1 << shift) - 1;
        entry[i] = found;
        x[i] = unitX & inside;
        y[i] = unitY & inside;
    }

    /** Answers uniform cells; lists the others. A face of 0 or less is left for the end. */
    private int uniform(int[] out, int from, int n) {
        int records = 0;
        for (int i = 0; i < n; i++) {
            int found = entry[i];
            out[from + i] = found - 1;
            list[records] = i;
            records += found >>> 31;
        }
        return records;
    }

    /** A stable counting sort. */
    private void orderBySize(int records) {
        Arrays.fill(starts, 0);
        for (int r = 0; r < records; r++) {
            starts[size(entry[list[r]]) + 1]++;
        }
        for (int size = 1; size <= SIZES; size++) {
            starts[size] += starts[size - 1];
        }
        for (int r = 0; r < records; r++) {
            bySize[starts[size(entry[list[r]])]++] = list[r];
        }
    }

    /** Vertices of a plain record, 0 for the others. */
    private static int size(int entry) {
        return IndexLayout.kind(entry) == IndexLayout.PLAIN ? IndexLayout.plainVertices(entry) : 0;
    }

    private void others(int[] out, int from) {
        for (int r = 0; r < starts[0]; r++) {
            int i = bySize[r];
            out[from + i] = CellRecords.face(pool, entry[i], x[i], y[i]) - 1;
        }
    }

    private void plain(int[] out, int from) {
        for (int size = 1; size < SIZES; size++) {
            for (int r = starts[size - 1]; r < starts[size]; r++) {
                int i = bySize[r];
                out[from + i] = CellRecords.plain(pool, IndexLayout.plainAddress(entry[i]), size, x[i], y[i]) - 1;
            }
        }
    }
}
