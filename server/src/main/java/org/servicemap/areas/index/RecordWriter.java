package org.servicemap.areas.index;

import java.util.Arrays;

/**
 * Writes a cell's edges as a record. Edges are strung into chains so that neighbours share a vertex. Where a chain enters at a vertex on or
 * west of the cell's border, a vertical stub from that vertex upward stands for the crossing of the border (below the row it always counts
 * and so folds into the anchor, above it never does), so that no intersection need be computed.
 */
final class RecordWriter {
    private final Linework lines;
    private long[] pool = new long[1 << 16];
    private int used;

    private int west;
    private int south;
    private long north;
    private int[] xs = new int[256];
    private int[] ys = new int[256];
    private int[] masks = new int[256];
    private int vertices;
    private boolean[] taken = new boolean[64];

    RecordWriter(Linework lines) {
        this.lines = lines;
    }

    long[] pool() {
        return Arrays.copyOf(pool, used);
    }

    int used() {
        return used;
    }

    /** Writes the record and returns its entry; the corner face is that of the cell's south-west corner. */
    int write(int cellWest, int cellSouth, int shift, int[] edges, int from, int to, int cornerFace) {
        west = cellWest;
        south = cellSouth;
        north = (long) cellSouth + (1 << shift);
        vertices = 0;
        string(edges, from, to);
        int kind = kind(shift);
        int entry = IndexLayout.entry(kind, used);
        int at = encode(kind);
        pool[at] = header(kind, 0);
        int folded = new CellRecord(pool, entry).face(0, 0, 0, 1, 1);
        pool[at] = header(kind, cornerFace ^ folded);
        return entry;
    }

    private int kind(int shift) {
        if (shift > IndexLayout.MAX_NARROW_SHIFT || !fitsNarrow()) {
            return IndexLayout.WIDE;
        }
        return isPlain() ? IndexLayout.PLAIN : IndexLayout.NARROW;
    }

    private long header(int kind, int anchor) {
        return kind == IndexLayout.PLAIN
                ? IndexLayout.head(anchor, anchor ^ masks[0], vertices)
                : IndexLayout.header(anchor, vertices);
    }

    /** One chain with one mask, not too long. */
    private boolean isPlain() {
        if (vertices > IndexLayout.PLAIN_VERTICES) {
            return false;
        }
        for (int i = 1; i + 1 < vertices; i++) {
            if (masks[i] != masks[0]) {
                return false;
            }
        }
        return true;
    }

    private void string(int[] edges, int from, int to) {
        int n = to - from;
        if (taken.length < n) {
            taken = new boolean[2 * n];
        }
        Arrays.fill(taken, 0, n, false);
        startAt(Start.WEST, edges, from, n);
        startAt(Start.LOOSE, edges, from, n);
        startAt(Start.ANY, edges, from, n);
    }

    /** Chains begin first at the west border, then at ends that no other edge shares, last anywhere. */
    private enum Start {
        WEST,
        LOOSE,
        ANY
    }

    private void startAt(Start start, int[] edges, int from, int n) {
        for (int i = 0; i < n; i++) {
            if (!taken[i]) {
                int e = edges[from + i];
                if (starts(start, lines.x1(e), lines.y1(e), edges, from, n)) {
                    chain(i, false, edges, from, n);
                } else if (starts(start, lines.x2(e), lines.y2(e), edges, from, n)) {
                    chain(i, true, edges, from, n);
                }
            }
        }
    }

    private boolean starts(Start start, int x, int y, int[] edges, int from, int n) {
        return switch (start) {
            case WEST -> x <= west;
            case LOOSE -> degree(x, y, edges, from, n) == 1;
            case ANY -> true;
        };
    }

    private int degree(int x, int y, int[] edges, int from, int n) {
        int degree = 0;
        for (int i = 0; i < n; i++) {
            int e = edges[from + i];
            if (!taken[i] && (begins(e, x, y) || ends(e, x, y))) {
                degree++;
            }
        }
        return degree;
    }

    private boolean begins(int e, int x, int y) {
        return lines.x1(e) == x && lines.y1(e) == y;
    }

    private boolean ends(int e, int x, int y) {
        return lines.x2(e) == x && lines.y2(e) == y;
    }

    private void chain(int first, boolean reversed, int[] edges, int from, int n) {
        int i = first;
        boolean back = reversed;
        boolean entering = true;
        while (true) {
            taken[i] = true;
            int e = edges[from + i];
            int x1 = back ? lines.x2(e) : lines.x1(e);
            int y1 = back ? lines.y2(e) : lines.y1(e);
            if (entering) {
                stub(x1, y1, lines.mask(e));
                entering = false;
            }
            add(x1, y1, lines.mask(e));
            int x2 = back ? lines.x1(e) : lines.x2(e);
            int y2 = back ? lines.y1(e) : lines.y2(e);
            int next = x2 <= west ? -1 : next(x2, y2, edges, from, n);
            if (next < 0) {
                boolean stubbed = needsStub(x2, y2);
                add(x2, y2, stubbed ? lines.mask(e) : 0);
                if (stubbed) {
                    add(x2, Integer.MAX_VALUE, 0);
                }
                return;
            }
            i = next;
            back = !begins(edges[from + i], x2, y2);
        }
    }

    private boolean needsStub(int x, int y) {
        return x <= west && y > south && y < north;
    }

    private void stub(int x, int y, int mask) {
        if (needsStub(x, y)) {
            add(x, Integer.MAX_VALUE, mask);
        }
    }

    private int next(int x, int y, int[] edges, int from, int n) {
        for (int i = 0; i < n; i++) {
            if (!taken[i] && (begins(edges[from + i], x, y) || ends(edges[from + i], x, y))) {
                return i;
            }
        }
        return -1;
    }

    private void add(int x, int y, int mask) {
        if (vertices == xs.length) {
            xs = Arrays.copyOf(xs, 2 * vertices);
            ys = Arrays.copyOf(ys, 2 * vertices);
            masks = Arrays.copyOf(masks, 2 * vertices);
        }
        xs[vertices] = x;
        ys[vertices] = y;
        masks[vertices++] = mask;
    }

    private boolean fitsNarrow() {
        if (lines.faces() > IndexLayout.MASK) {
            return false;
        }
        for (int i = 0; i < vertices; i++) {
            int y = ys[i] == Integer.MAX_VALUE ? south : ys[i];
            if (!IndexLayout.fitsNarrow((long) xs[i] - west, (long) y - south, masks[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns where the header stands. A palette is left empty for {@link PaletteWriter}. */
    private int encode(int kind) {
        reserve(used + 1L + IndexLayout.PALETTE + (kind == IndexLayout.WIDE ? 2L : 1L) * vertices);
        int at = kind == IndexLayout.NARROW ? used + IndexLayout.PALETTE : used;
        used = kind == IndexLayout.PLAIN ? used + IndexLayout.PALETTE : at + 1;
        for (int i = 0; i < vertices; i++) {
            int x = xs[i] - west;
            boolean top = ys[i] == Integer.MAX_VALUE;
            int y = !top ? ys[i] - south : kind == IndexLayout.WIDE ? IndexLayout.WIDE_TOP : IndexLayout.NARROW_TOP;
            pool[used++] =
                    kind == IndexLayout.NARROW ? IndexLayout.vertex(x, y, masks[i]) : IndexLayout.pairVertex(x, y);
            if (kind == IndexLayout.WIDE) {
                pool[used++] = masks[i];
            }
        }
        return at;
    }

    private void reserve(long needed) {
        if (needed > IndexLayout.ADDRESS) {
            throw new IllegalStateException("the records need more than 4 GB");
        }
        if (needed > pool.length) {
            pool = Arrays.copyOf(pool, (int) Math.min(IndexLayout.ADDRESS, Math.max(needed, 2L * pool.length)));
        }
    }
}
