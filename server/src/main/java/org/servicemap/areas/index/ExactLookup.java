package org.servicemap.areas.index;

/**
 * The rare cases, exactly: points on or within a hair of an edge, and the rule for points whose east-then-north side is void: try (ε, −ε²),
 * (−ε, ε²), (−ε, −ε²), then the smallest touching area (by ordinal: coarser level, then code), so that the coverage is closed.
 *
 * <p>Coordinates are grid units times 2^fractionBits.
 */
final class ExactLookup {
    private static final int[][] DIRECTIONS = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};

    private final CellStore store;
    private final int fractionBits;

    ExactLookup(CellStore store) {
        this.store = store;
        this.fractionBits = store.fractionBits();
    }

    /** A cell that is not split: its entry and its corner. */
    record Cell(int entry, int west, int south, int shift) {
        boolean isRecord() {
            return entry < 0;
        }

        CellRecord record(long[] pool) {
            return new CellRecord(pool, entry);
        }
    }

    /** The face that holds the point, 0 when outside. */
    int face(long x, long y) {
        for (int[] direction : DIRECTIONS) {
            int face = face(x, y, direction[0], direction[1]);
            if (face != 0) {
                return face;
            }
        }
        return smallestTouching(x, y);
    }

    /** The face at the point moved by (sx·ε, sy·ε²). */
    int face(long x, long y, int sx, int sy) {
        Cell cell = cell(x, y, sx, sy);
        return cell.isRecord()
                ? cell.record(store.pool())
                        .face(
                                x - ((long) cell.west() << fractionBits),
                                y - ((long) cell.south() << fractionBits),
                                fractionBits,
                                sx,
                                sy)
                : cell.entry();
    }

    private int smallestTouching(long x, long y) {
        int smallest = 0;
        for (int[] direction : DIRECTIONS) {
            Cell cell = cell(x, y, direction[0], direction[1]);
            if (cell.isRecord()) {
                smallest = smaller(smallest, smallestTouching(cell, x, y));
            }
        }
        return smallest;
    }

    private int smallestTouching(Cell cell, long x, long y) {
        long qx = x - ((long) cell.west() << fractionBits);
        long qy = y - ((long) cell.south() << fractionBits);
        CellRecord record = cell.record(store.pool());
        int smallest = 0;
        for (int i = 0; i + 1 < record.vertices(); i++) {
            if (record.touches(i, qx, qy, fractionBits)) {
                int east = eastOf(cell, i);
                smallest = smaller(smallest, east);
                smallest = smaller(smallest, east ^ record.mask(i));
            }
        }
        return smallest;
    }

    /** The face east (north when level) of an edge of a cell: the half-open rule at its exact middle. */
    int eastOf(Cell cell, int i) {
        CellRecord record = cell.record(store.pool());
        long x = (long) record.x(i) + record.x(i + 1);
        long y = (long) record.y(i) + record.y(i + 1);
        return face((x + 2L * cell.west()) << fractionBits - 1, (y + 2L * cell.south()) << fractionBits - 1, 1, 1);
    }

    private static int smaller(int a, int b) {
        if (a == 0 || b == 0) {
            return a | b;
        }
        return Math.min(a, b);
    }

    /** The cell that holds the moved point. */
    Cell cell(long x, long y, int sx, int sy) {
        return cell((sx > 0 ? x : x - 1) >> fractionBits, (sy > 0 ? y : y - 1) >> fractionBits);
    }

    /** The cell that holds the unit square whose south-west corner is given. */
    Cell cell(long unitX, long unitY) {
        int shift = store.shift();
        long column = unitX >> shift;
        long row = unitY >> shift;
        if (column < 0 || row < 0 || column >= store.columns() || row >= store.rows()) {
            return new Cell(0, 0, 0, shift);
        }
        int entry = store.entries()[(int) (row * store.columns() + column)];
        while (entry < 0 && IndexLayout.kind(entry) == IndexLayout.CHILDREN) {
            shift -= IndexLayout.CHILD_BITS;
            entry = store.entries()[IndexLayout.address(entry) + child((int) unitX, (int) unitY, shift)];
        }
        return new Cell(entry, (int) unitX >> shift << shift, (int) unitY >> shift << shift, shift);
    }

    static int child(int x, int y, int shift) {
        int side = (1 << IndexLayout.CHILD_BITS) - 1;
        return (y >> shift & side) << IndexLayout.CHILD_BITS | (x >> shift & side);
    }
}
