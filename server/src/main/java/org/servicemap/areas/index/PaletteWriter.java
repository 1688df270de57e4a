package org.servicemap.areas.index;

import java.util.stream.IntStream;

/**
 * Fills the palettes of the records: which face holds each of a cell's 8 × 8 parts. A part is mixed when some edge comes within a unit of
 * it; parts side by side that are not share their face, so one point is asked exactly for each connected run of them. Rows of cells
 * are independent and done in parallel.
 */
final class PaletteWriter {
    private static final int SIDE = 1 << IndexLayout.PART_BITS;

    /** Smaller cells' parts would be less than eight units wide. */
    private static final int MIN_SHIFT = 2 * IndexLayout.PART_BITS;

    private static final int FACES = 3;
    private static final long WEST = 0x0101010101010101L;
    private static final long EAST = WEST << SIDE - 1;

    private final CellStore store;

    private PaletteWriter(CellStore store) {
        this.store = store;
    }

    static void write(CellStore store) {
        PaletteWriter writer = new PaletteWriter(store);
        IntStream.range(0, store.rows()).parallel().forEach(writer::row);
    }

    private void row(int row) {
        for (int cell = row * store.columns(); cell < (row + 1) * store.columns(); cell++) {
            visit(store.entries()[cell], store.shift());
        }
    }

    private void visit(int entry, int shift) {
        if (IndexLayout.isSplit(entry)) {
            int block = IndexLayout.address(entry);
            for (int c = 0; c < IndexLayout.CHILD_CELLS; c++) {
                visit(store.entries()[block + c], shift - IndexLayout.CHILD_BITS);
            }
        } else if (IndexLayout.isPaletted(entry)) {
            palette(new CellRecord(store.pool(), entry), entry, shift);
        }
    }

    private void palette(CellRecord record, int entry, int shift) {
        long free = shift < MIN_SHIFT ? 0 : ~passed(record, shift - IndexLayout.PART_BITS);
        boolean plain = IndexLayout.kind(entry) == IndexLayout.PLAIN;
        int at = IndexLayout.address(entry);
        long head = plain ? store.pool()[at] : 0;
        int known = plain ? 2 : 0;
        long low = -1;
        long high = -1;
        while (free != 0) {
            long run = run(Long.lowestOneBit(free), free);
            free &= ~run;
            int face = faceOf(record, Long.numberOfTrailingZeros(run), shift - IndexLayout.PART_BITS);
            int n = 0;
            while (n < known && IndexLayout.headFace(head, n) != face) {
                n++;
            }
            if (n == known && known < (plain ? 2 : FACES)) {
                head |= (long) face << IndexLayout.MASK_BITS * n;
                known++;
            }
            if (n < known) {
                low = (n & 1) == 0 ? low & ~run : low;
                high = n < 2 ? high & ~run : high;
            }
        }
        store.pool()[at] = head;
        store.pool()[at + 1] = low;
        store.pool()[at + 2] = high;
    }

    private static int faceOf(CellRecord record, int part, int partShift) {
        int half = 1 << partShift - 1;
        return record.face(((part & SIDE - 1) << partShift) + half, (part / SIDE << partShift) + half, 0, 1, 1);
    }

    /** The free parts that are connected with the given ones. */
    private static long run(long from, long free) {
        long run = from;
        while (true) {
            long grown = run | run << SIDE | run >>> SIDE | run << 1 & ~WEST | run >>> 1 & ~EAST;
            grown &= free;
            if (grown == run) {
                return run;
            }
            run = grown;
        }
    }

    /** The parts that some edge comes near to. */
    private static long passed(CellRecord record, int partShift) {
        long passed = 0;
        int last = record.vertices() - 1;
        for (int i = 0; i < last; i++) {
            if (record.isEdge(i)) {
                passed |= record.y(i) < record.y(i + 1)
                        ? passed(record.x(i), record.y(i), record.x(i + 1), record.y(i + 1), partShift)
                        : passed(record.x(i + 1), record.y(i + 1), record.x(i), record.y(i), partShift);
            }
        }
        return passed;
    }

    /** An edge upward (or level), row by row: two units of margin to the sides cover what rounding takes off. */
    private static long passed(int x1, int y1, int x2, int y2, int partShift) {
        int firstRow = Math.max(0, y1 - 1 >> partShift);
        int lastRow = Math.min(SIDE - 1, y2 + 1 >> partShift);
        double slope = y1 == y2 ? 0 : ((double) x2 - x1) / ((double) y2 - y1);
        long passed = 0;
        for (int row = firstRow; row <= lastRow; row++) {
            double a = y1 == y2 ? x1 : x1 + slope * (Math.max(y1, (row << partShift) - 1) - y1);
            double b = y1 == y2 ? x2 : x1 + slope * (Math.min(y2, (row + 1 << partShift) + 1) - y1);
            int first = Math.max(0, (int) Math.floor(Math.min(a, b)) - 2 >> partShift);
            int last = Math.min(SIDE - 1, (int) Math.ceil(Math.max(a, b)) + 2 >> partShift);
            if (first <= last) {
                passed |= (2L << last) - (1L << first) << SIDE * row;
            }
        }
        return passed;
    }
}
