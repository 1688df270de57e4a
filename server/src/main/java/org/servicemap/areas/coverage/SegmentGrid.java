package org.servicemap.areas.coverage;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Edges by the square cells that they pass through. Cells are a power of two wide, chosen so that there are a few per edge
 * and long edges do not fill too many.
 */
final class SegmentGrid {
    private static final int MIN_CELLS = 1 << 10;
    private static final int CELLS_PER_EDGE = 3;

    private final Linework lines;
    private final int shift;
    private final int columns;
    private final int rows;
    private final int[] start;
    private final int[] items;
    private int[] buffer = new int[64];

    /** With {@code onlyNearFresh}, cells that no fresh edge passes stay empty. */
    SegmentGrid(Linework lines, boolean onlyNearFresh) {
        this.lines = lines;
        int maxX = max(lines.xs);
        int maxY = max(lines.ys);
        shift = shift(lines, maxX, maxY);
        columns = (maxX >> shift) + 1;
        rows = (maxY >> shift) + 1;
        start = new int[columns * rows + 1];
        BitSet wanted = onlyNearFresh ? cellsOfFresh() : null;
        for (int e = 0; e < lines.edgeCount(); e++) {
            int n = lines.dead.get(e) ? 0 : cellsOf(e);
            for (int i = 0; i < n; i++) {
                start[buffer[i]] += wants(wanted, buffer[i]);
            }
        }
        for (int c = 1; c < start.length; c++) {
            start[c] += start[c - 1];
        }
        items = new int[start[start.length - 1]];
        for (int e = lines.edgeCount() - 1; e >= 0; e--) {
            int n = lines.dead.get(e) ? 0 : cellsOf(e);
            for (int i = 0; i < n; i++) {
                if (wants(wanted, buffer[i]) == 1) {
                    items[--start[buffer[i]]] = e;
                }
            }
        }
    }

    private static int wants(@Nullable BitSet wanted, int cell) {
        return wanted == null || wanted.get(cell) ? 1 : 0;
    }

    private static int max(IntList list) {
        int max = 0;
        int[] raw = list.raw();
        for (int i = 0; i < list.size(); i++) {
            max = Math.max(max, raw[i]);
        }
        return max;
    }

    private static int shift(Linework lines, int maxX, int maxY) {
        long edges = Math.max(1, lines.edgeCount());
        double length = 0;
        for (int e = 0; e < lines.edgeCount(); e++) {
            int u = lines.edgeU.get(e);
            int v = lines.edgeV.get(e);
            length += Math.abs((double) lines.xs.get(u) - lines.xs.get(v))
                    + Math.abs((double) lines.ys.get(u) - lines.ys.get(v));
        }
        int shift = 4;
        while (((long) (maxX >> shift) + 1) * ((maxY >> shift) + 1) > Math.max(MIN_CELLS, CELLS_PER_EDGE * edges)
                || Math.scalb(length, -shift) > 4.0 * edges + MIN_CELLS) {
            shift++;
        }
        return shift;
    }

    private BitSet cellsOfFresh() {
        BitSet cells = new BitSet(columns * rows);
        for (int e = lines.fresh.nextSetBit(0); e >= 0; e = lines.fresh.nextSetBit(e + 1)) {
            int n = cellsOf(e);
            for (int i = 0; i < n; i++) {
                cells.set(buffer[i]);
            }
        }
        return cells;
    }

    int columns() {
        return columns;
    }

    int cells() {
        return start.length - 1;
    }

    int begin(int cell) {
        return start[cell];
    }

    int end(int cell) {
        return start[cell + 1];
    }

    int item(int index) {
        return items[index];
    }

    int column(int x) {
        return x >> shift;
    }

    int row(int y) {
        return y >> shift;
    }

    /** West side of a column. */
    double west(int column) {
        return Math.scalb((double) column, shift);
    }

    /** Writes the cells of an edge to the buffer and returns how many there are. */
    private int cellsOf(int e) {
        int u = lines.edgeU.get(e);
        int v = lines.edgeV.get(e);
        int ux = lines.xs.get(u);
        int uy = lines.ys.get(u);
        int vx = lines.xs.get(v);
        int vy = lines.ys.get(v);
        int low = Math.min(uy, vy) >> shift;
        int high = Math.max(uy, vy) >> shift;
        int west = Math.min(ux, vx) >> shift;
        int east = Math.max(ux, vx) >> shift;
        if (low == high) {
            return row(low, west, east, 0);
        }
        if (west == east) {
            return column(west, low, high);
        }
        double slope = ((double) vx - ux) / ((double) vy - uy);
        int n = 0;
        for (int r = low; r <= high; r++) {
            double x1 = ux + (clamp(Math.scalb((double) r, shift), uy, vy) - uy) * slope;
            double x2 = ux + (clamp(Math.scalb(r + 1.0, shift), uy, vy) - uy) * slope;
            int first = Math.max(west, (int) (Math.min(x1, x2) - 1) >> shift);
            int last = Math.min(east, (int) (Math.max(x1, x2) + 1) >> shift);
            n = row(r, first, last, n);
        }
        return n;
    }

    private static double clamp(double value, int a, int b) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), value));
    }

    private int row(int row, int first, int last, int n) {
        reserve(n + last - first + 1);
        for (int c = first; c <= last; c++) {
            buffer[n++] = row * columns + c;
        }
        return n;
    }

    private int column(int column, int low, int high) {
        reserve(high - low + 1);
        for (int r = low; r <= high; r++) {
            buffer[r - low] = r * columns + column;
        }
        return high - low + 1;
    }

    private void reserve(int size) {
        if (size > buffer.length) {
            buffer = Arrays.copyOf(buffer, size * 2);
        }
    }
}
