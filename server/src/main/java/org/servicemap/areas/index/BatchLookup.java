package org.servicemap.areas.index;

import java.util.Arrays;

/**
 * Blocks of 512 points in passes, each a short loop without unpredictable branches, so that the memory's latencies overlap: where each point's
 * cell stands, then the cells' entries, then (for split cells) their children's, then the first lines of the records, then the records ordered by
 * their number of vertices (a loop whose length changes at every turn costs more than its arithmetic). A pass that reads at random does nothing
 * but read: a branch on what was just read would make the processor wait for it. What is rare (records that are not plain, points near an edge,
 * void) goes through the single look-up's code.
 */
final class BatchLookup {
    static final int BLOCK = 512;

    private static final int SIZES = IndexLayout.PLAIN_VERTICES + 1;

    /** Longs in a line of the processor's cache. */
    private static final int LINE = 8;

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
    private final int[] place = new int[BLOCK];
    private final int[] entry = new int[BLOCK];
    private final int[] shift = new int[BLOCK];
    private final int[] list = new int[BLOCK + 1];
    private final long[] head = new long[BLOCK];
    private final int[] part = new int[BLOCK];
    private final int[] bySize = new int[BLOCK];
    private final int[] starts = new int[SIZES + 1];

    /** Keeps the reads of {@link #touch} from being left out. */
    private long touched;

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
        int outside = project(lon, lat, from, n);
        for (int i = 0; i < n; i++) {
            entry[i] = entries[place[i]];
        }
        descend(n);
        for (int o = 0; o < outside; o++) {
            entry[bySize[o]] = 0;
        }
        int records = uniform(out, from, n);
        readPalettes(records);
        int mixed = byPalettes(out, from, records);
        touch(mixed);
        orderBySize(mixed);
        others(out, from);
        plain(out, from);
        for (int i = 0; i < n; i++) {
            if (out[from + i] < 0) {
                out[from + i] = index.leafOf(lon[from + i], lat[from + i]);
            }
        }
    }

    /** Each point's whole units within its top cell, and the cell's place; lists the points outside and answers their number. */
    private int project(double[] lon, double[] lat, int from, int n) {
        int outside = 0;
        int inside = (1 << topShift) - 1;
        for (int i = 0; i < n; i++) {
            double x46 = Math.rint(lon[from + i] * CellStore.QUERY_SCALE) - originX;
            double y46 = Math.rint(lat[from + i] * CellStore.QUERY_SCALE) - originY;
            boolean in = x46 >= 0 & x46 < limitX & y46 >= 0 & y46 < limitY;
            int unitX = in ? (int) ((long) x46 >> fractionBits) : 0;
            int unitY = in ? (int) ((long) y46 >> fractionBits) : 0;
            bySize[outside] = i;
            outside += in ? 0 : 1;
            place[i] = (unitY >> topShift) * columns + (unitX >> topShift);
            x[i] = unitX & inside;
            y[i] = unitY & inside;
            shift[i] = topShift;
        }
        return outside;
    }

    /** Puts in place of every split cell the child that holds the point, level by level; x and y become those within the child. */
    private void descend(int n) {
        int split = listSplit(n);
        for (int cellShift = topShift - IndexLayout.CHILD_BITS; split > 0; cellShift -= IndexLayout.CHILD_BITS) {
            int inside = (1 << cellShift) - 1;
            for (int s = 0; s < split; s++) {
                int i = list[s];
                place[s] = IndexLayout.address(entry[i]) + ExactLookup.child(x[i], y[i], cellShift);
                x[i] &= inside;
                y[i] &= inside;
                shift[i] = cellShift;
            }
            for (int s = 0; s < split; s++) {
                entry[list[s]] = entries[place[s]];
            }
            split = stillSplit(split);
        }
    }

    private int listSplit(int n) {
        int split = 0;
        for (int i = 0; i < n; i++) {
            list[split] = i;
            split += IndexLayout.isSplit(entry[i]) ? 1 : 0;
        }
        return split;
    }

    private int stillSplit(int listed) {
        int split = 0;
        for (int s = 0; s < listed; s++) {
            int i = list[s];
            list[split] = i;
            split += IndexLayout.isSplit(entry[i]) ? 1 : 0;
        }
        return split;
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

    /** Reads the records' palettes (a wide record has no less than three longs). */
    private void readPalettes(int records) {
        for (int r = 0; r < records; r++) {
            int i = list[r];
            int at = IndexLayout.address(entry[i]);
            head[r] = pool[at];
            part[r] = IndexLayout.partClass(pool, at, IndexLayout.part(x[i], y[i], shift[i]));
        }
    }

    /** Answers the parts that no edge passes; lists the others, with their records' heads. */
    private int byPalettes(int[] out, int from, int records) {
        int mixed = 0;
        for (int r = 0; r < records; r++) {
            int i = list[r];
            out[from + i] = IndexLayout.headFace(head[r], part[r]) - 1;
            list[mixed] = i;
            head[mixed] = head[r];
            mixed += (part[r] == IndexLayout.MIXED) | !IndexLayout.isPaletted(entry[i]) ? 1 : 0;
        }
        return mixed;
    }

    /** Brings the rest of the records near: most end within a line of the processor's cache. */
    private void touch(int records) {
        long sum = 0;
        int last = pool.length - 1;
        for (int r = 0; r < records; r++) {
            sum += pool[Math.min(IndexLayout.address(entry[list[r]]) + LINE, last)];
        }
        touched += sum;
    }

    /** A stable counting sort. */
    private void orderBySize(int records) {
        Arrays.fill(starts, 0);
        for (int r = 0; r < records; r++) {
            starts[size(r) + 1]++;
        }
        for (int size = 1; size <= SIZES; size++) {
            starts[size] += starts[size - 1];
        }
        for (int r = 0; r < records; r++) {
            bySize[starts[size(r)]++] = list[r];
        }
    }

    /** Vertices of a plain record, 0 for the others. */
    private int size(int r) {
        return IndexLayout.kind(entry[list[r]]) == IndexLayout.PLAIN ? IndexLayout.plainVertices(head[r]) : 0;
    }

    private void others(int[] out, int from) {
        for (int r = 0; r < starts[0]; r++) {
            int i = bySize[r];
            out[from + i] = CellRecords.face(pool, entry[i], shift[i], x[i], y[i]) - 1;
        }
    }

    private void plain(int[] out, int from) {
        for (int size = 1; size < SIZES; size++) {
            for (int r = starts[size - 1]; r < starts[size]; r++) {
                int i = bySize[r];
                out[from + i] = CellRecords.plain(pool, IndexLayout.address(entry[i]), size, x[i], y[i]) - 1;
            }
        }
    }
}
