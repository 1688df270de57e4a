package org.servicemap.areas.index;

import java.util.Arrays;
import org.servicemap.areas.coverage.CanonicalGrid;

/**
 * For each cell of a grid the groups of segments that can hold the nearest one of some point of the cell, from the whole extent downward:
 * each quarter keeps some of its parent's groups ({@link BorderSquare}), so that most are dropped early.
 */
final class BorderLists {
    /** Not worth cutting further. */
    private static final int SHORT = 4;

    private static final int MIN_SHIFT = 4;
    private static final int MIN_CELLS = 1 << 10;

    private final int[] segments;
    private final int[] boxes;
    private final BorderSquare square;
    private final int shift;
    private final int columns;
    private final int rows;
    private final int[] cells;
    private int[] lists = new int[1 << 12];
    private int used;

    BorderLists(CanonicalGrid grid, int[] segments, int[] boxes, int width, int height) {
        this.segments = segments;
        this.boxes = boxes;
        this.square = new BorderSquare(grid, segments, boxes);
        this.shift = shift(width, height, Math.max(MIN_CELLS, segments.length / 16));
        this.columns = (width >> shift) + 1;
        this.rows = (height >> shift) + 1;
        this.cells = new int[segments.length == 0 ? 0 : columns * rows];
    }

    /** Of cells about a quarter as many as segments: more of them make the lists little shorter. */
    private static int shift(int width, int height, int most) {
        int shift = MIN_SHIFT;
        while (((width >> shift) + 1L) * ((height >> shift) + 1L) > most) {
            shift++;
        }
        return shift;
    }

    BorderIndex.Borders build() {
        if (cells.length > 0) {
            int size = 32 - Integer.numberOfLeadingZeros(Math.max(columns, rows) - 1);
            int[] all = new int[boxes.length / 4];
            Arrays.setAll(all, group -> group);
            cut(0, 0, size, all, all.length);
        }
        return new BorderIndex.Borders(segments, boxes, shift, columns, cells, Arrays.copyOf(lists, used));
    }

    /** A square of 2^size cells a side, from its first column and row. */
    private void cut(int column, int row, int size, int[] parents, int n) {
        if (column >= columns || row >= rows) {
            return;
        }
        int[] groups = new int[n];
        int kept = square.over(column << shift, row << shift, size + shift).keep(parents, n, groups);
        if (size == 0 || kept <= SHORT) {
            list(column, row, size, groups, square.keepLeast(groups, kept));
            return;
        }
        int half = 1 << size - 1;
        for (int quarter = 0; quarter < 4; quarter++) {
            cut(column + (quarter & 1) * half, row + (quarter >> 1) * half, size - 1, groups, kept);
        }
    }

    private void list(int column, int row, int size, int[] groups, int n) {
        if (used + n + 1 > lists.length) {
            lists = Arrays.copyOf(lists, 2 * lists.length + n);
        }
        for (int r = row; r < Math.min(rows, row + (1 << size)); r++) {
            Arrays.fill(cells, r * columns + column, r * columns + Math.min(columns, column + (1 << size)), used);
        }
        lists[used] = n;
        System.arraycopy(groups, 0, lists, used + 1, n);
        used += n + 1;
    }
}
