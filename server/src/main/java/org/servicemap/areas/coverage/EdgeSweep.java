package org.servicemap.areas.coverage;

import java.util.Arrays;

/** Finds edges that meet other than at a vertex of both: in rows, each swept from west to east. */
final class EdgeSweep {
    private static final int MAX_ROWS = 1 << 14;

    private final IntList xs;
    private final IntList ys;
    private final IntList from;
    private final IntList to;

    /** Called for each offending pair. */
    interface Meeting {
        void of(int e, int f);
    }

    EdgeSweep(IntList xs, IntList ys, IntList from, IntList to) {
        this.xs = xs;
        this.ys = ys;
        this.from = from;
        this.to = to;
    }

    void meetings(Meeting report) {
        int shift = shift();
        int rows = (1 << (31 - shift));
        int[] start = new int[rows + 1];
        for (int e = 0; e < from.size(); e++) {
            for (int r = low(e) >> shift; r <= high(e) >> shift; r++) {
                start[r]++;
            }
        }
        for (int r = 1; r <= rows; r++) {
            start[r] += start[r - 1];
        }
        long[] items = new long[start[rows]];
        for (int e = 0; e < from.size(); e++) {
            for (int r = low(e) >> shift; r <= high(e) >> shift; r++) {
                items[--start[r]] = ((long) west(e) << 32) | e;
            }
        }
        for (int r = 0; r < rows; r++) {
            Arrays.sort(items, start[r], start[r + 1]);
            sweep(items, start[r], start[r + 1], report);
        }
    }

    private int shift() {
        double height = 0;
        for (int e = 0; e < from.size(); e++) {
            height += (double) high(e) - low(e);
        }
        int shift = 31 - Integer.numberOfTrailingZeros(MAX_ROWS);
        while (shift < 31 && Math.scalb(height, -shift) > 2.0 * from.size()) {
            shift++;
        }
        return shift;
    }

    private void sweep(long[] items, int begin, int end, Meeting report) {
        for (int i = begin; i < end; i++) {
            int e = (int) items[i];
            int east = Math.max(xs.get(from.get(e)), xs.get(to.get(e)));
            for (int j = i + 1; j < end && (items[j] >> 32) <= east; j++) {
                int f = (int) items[j];
                if (low(f) <= high(e) && low(e) <= high(f) && meet(e, f)) {
                    report.of(e, f);
                }
            }
        }
    }

    private int west(int e) {
        return Math.min(xs.get(from.get(e)), xs.get(to.get(e)));
    }

    private int low(int e) {
        return Math.min(ys.get(from.get(e)), ys.get(to.get(e)));
    }

    private int high(int e) {
        return Math.max(ys.get(from.get(e)), ys.get(to.get(e)));
    }

    private boolean meet(int e, int f) {
        int a = from.get(e);
        int b = to.get(e);
        int c = from.get(f);
        int d = to.get(f);
        if (a == c || a == d) {
            return alike(a, b, a == c ? d : c);
        }
        if (b == c || b == d) {
            return alike(b, a, b == c ? d : c);
        }
        int sideC = side(a, b, c);
        int sideD = side(a, b, d);
        int sideA = side(c, d, a);
        int sideB = side(c, d, b);
        if (sideC == 0 && sideD == 0) {
            return west(e) <= Math.max(xs.get(c), xs.get(d)) && west(f) <= Math.max(xs.get(a), xs.get(b));
        }
        return sideC * sideD <= 0 && sideA * sideB <= 0;
    }

    private int side(int a, int b, int c) {
        return Long.signum(Exact.turn(xs.get(a), ys.get(a), xs.get(b), ys.get(b), xs.get(c), ys.get(c)));
    }

    /** Whether two edges from one vertex run in the same direction. */
    private boolean alike(int vertex, int p, int q) {
        if (side(vertex, p, q) != 0) {
            return false;
        }
        boolean sameX = Integer.signum(Integer.compare(xs.get(p), xs.get(vertex)))
                == Integer.signum(Integer.compare(xs.get(q), xs.get(vertex)));
        boolean sameY = Integer.signum(Integer.compare(ys.get(p), ys.get(vertex)))
                == Integer.signum(Integer.compare(ys.get(q), ys.get(vertex)));
        return sameX && sameY;
    }
}
