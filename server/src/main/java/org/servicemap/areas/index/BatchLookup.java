package org.servicemap.areas.index;

/**
 * Blocks of 512 points in passes, each a short loop without unpredictable branches, so that the memory's latencies overlap: top cells, then
 * children, then headers, then records ordered by their number of vertices (a loop whose trip count changes at every turn costs more than
 * its arithmetic). What is rare (wide records, points near an edge, void) is left to the single look-up.
 */
final class BatchLookup {
    static final int BLOCK = 512;

    private static final int SIZES = 64;

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
    private final long[] headers = new long[BLOCK];
    private final int[] bySize = new int[BLOCK];
    private final int[] starts = new int[SIZES + 2];

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
        topCells(lon, lat, from, n);
        children(n);
        int records = uniform(lon, lat, out, from, n);
        orderBySize(records);
        int start = 0;
        for (int size = 0; size <= SIZES; size++) {
            int end = starts[size];
            if (end > start) {
                records(lon, lat, out, from, start, end, size);
                start = end;
            }
        }
    }

    private void topCells(double[] lon, double[] lat, int from, int n) {
        int inside = (1 << topShift) - 1;
        for (int i = 0; i < n; i++) {
            double x46 = Math.rint(lon[from + i] * CellStore.QUERY_SCALE) - originX;
            double y46 = Math.rint(lat[from + i] * CellStore.QUERY_SCALE) - originY;
            if (x46 >= 0 && x46 < limitX && y46 >= 0 && y46 < limitY) {
                int unitX = (int) ((long) x46 >> fractionBits);
                int unitY = (int) ((long) y46 >> fractionBits);
                entry[i] = entries[(unitY >> topShift) * columns + (unitX >> topShift)];
                x[i] = unitX & inside;
                y[i] = unitY & inside;
            } else {
                entry[i] = 0;
            }
        }
    }

    private void children(int n) {
        int pending = 0;
        for (int i = 0; i < n; i++) {
            list[pending] = i;
            pending += isSplit(entry[i]);
        }
        int shift = topShift;
        while (pending > 0) {
            shift -= IndexLayout.CHILD_BITS;
            int inside = (1 << shift) - 1;
            int still = 0;
            for (int p = 0; p < pending; p++) {
                int i = list[p];
                int child = entries[
                        IndexLayout.address(entry[i]) + (y[i] >> shift << IndexLayout.CHILD_BITS | x[i] >> shift)];
                x[i] &= inside;
                y[i] &= inside;
                entry[i] = child;
                list[still] = i;
                still += isSplit(child);
            }
            pending = still;
        }
    }

    /** 1 when the entry is a child block, without a branch. */
    private static int isSplit(int entry) {
        return (entry >>> IndexLayout.KIND_SHIFT ^ 4) - 1 >>> 31;
    }

    /** Answers uniform cells; lists the others. */
    private int uniform(double[] lon, double[] lat, int[] out, int from, int n) {
        int records = 0;
        for (int i = 0; i < n; i++) {
            out[from + i] = entry[i] - 1;
            list[records] = i;
            records += entry[i] >>> 31;
            if (entry[i] == 0) {
                out[from + i] = index.leafOf(lon[from + i], lat[from + i]);
            }
        }
        return records;
    }

    private void orderBySize(int records) {
        java.util.Arrays.fill(starts, 0);
        for (int r = 0; r < records; r++) {
            int e = entry[list[r]];
            long header = IndexLayout.kind(e) == IndexLayout.PLAIN
                    ? IndexLayout.header(0, IndexLayout.plainVertices(e))
                    : pool[IndexLayout.address(e)];
            headers[r] = header;
            starts[size(header) + 1]++;
        }
        for (int size = 0; size <= SIZES; size++) {
            starts[size + 1] += starts[size];
        }
        for (int r = 0; r < records; r++) {
            bySize[starts[size(headers[r])]++] = list[r];
        }
    }

    private static int size(long header) {
        return Math.min(IndexLayout.vertices(header), SIZES);
    }

    private void records(double[] lon, double[] lat, int[] out, int from, int start, int end, int vertices) {
        for (int r = start; r < end; r++) {
            int i = bySize[r];
            int cell = entry[i];
            int face = CellRecords.NEAR;
            if (vertices < SIZES && IndexLayout.kind(cell) == IndexLayout.PLAIN) {
                face = CellRecords.plain(pool, IndexLayout.plainAddress(cell), vertices, x[i], y[i]);
            } else if (vertices < SIZES && IndexLayout.kind(cell) == IndexLayout.NARROW) {
                face = CellRecords.narrow(pool, IndexLayout.address(cell), vertices, x[i], y[i]);
            }
            out[from + i] = face > 0 ? face - 1 : index.leafOf(lon[from + i], lat[from + i]);
        }
    }
}
