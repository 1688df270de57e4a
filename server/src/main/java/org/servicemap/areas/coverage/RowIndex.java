package org.servicemap.areas.coverage;

/** The unpaired edges of a coverage by rows, to count how many shapes cover a place. */
final class RowIndex {
    private static final int ROWS_BITS = 12;

    private final IntList xs;
    private final IntList ys;
    private final IntList from;
    private final IntList to;
    private final IntList[] rows = new IntList[1 << ROWS_BITS];

    RowIndex(IntList xs, IntList ys, IntList from, IntList to, IntList seen) {
        this.xs = xs;
        this.ys = ys;
        this.from = from;
        this.to = to;
        for (int e = 0; e < from.size(); e++) {
            if (seen.get(e) == 1) {
                int low = row(Math.min(ys.get(from.get(e)), ys.get(to.get(e))));
                int high = row(Math.max(ys.get(from.get(e)), ys.get(to.get(e))));
                for (int r = low; r <= high; r++) {
                    rows[r] = rows[r] == null ? new IntList(8) : rows[r];
                    rows[r].add(e);
                }
            }
        }
    }

    private static int row(int y) {
        return y >> (31 - ROWS_BITS);
    }

    /** How many shapes cover the place just west of and an epsilon above a vertex. */
    int coverage(int x, int y) {
        IntList row = rows[row(y)];
        int sum = 0;
        for (int i = 0; row != null && i < row.size(); i++) {
            int u = from.get(row.get(i));
            int v = to.get(row.get(i));
            boolean up = ys.get(v) > ys.get(u);
            int low = up ? u : v;
            int high = up ? v : u;
            if (ys.get(low) <= y
                    && y < ys.get(high)
                    && Exact.turn(xs.get(low), ys.get(low), xs.get(high), ys.get(high), x, y) < 0) {
                // An edge has its shape on the left: going east over one that runs up, the shape ends.
                sum += up ? -1 : 1;
            }
        }
        return sum;
    }
}
