package org.servicemap.areas.index;

import java.util.Arrays;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.geo.LonLat;

/**
 * Cuts the linework into cells. The face at each cell's south-west corner comes from the XOR of the masks of all edges west of it at its
 * height, carried as 64-bit words of which only real faces' are valid: that is the self-check.
 */
final class IndexBuilder {
    private final CanonicalGrid grid;
    private final Linework lines;
    private final IndexParameters parameters;
    private final CellGrid cells;
    private final RecordWriter records;
    private int[] entries;
    private int used;
    private int finestShift;

    private IndexBuilder(CanonicalGrid grid, Linework lines, IndexParameters parameters) {
        this.grid = grid;
        this.lines = lines;
        this.parameters = parameters;
        int shift = parameters.topShift(grid.k(), lines.maxX(), lines.maxY());
        this.cells = new CellGrid(shift, (lines.maxX() >> shift) + 2, (lines.maxY() >> shift) + 2);
        this.records = new RecordWriter(lines);
        this.entries = new int[cells.cells()];
        this.used = entries.length;
        this.finestShift = shift;
    }

    static CellStore build(CanonicalGrid grid, Linework lines, IndexParameters parameters) {
        return new IndexBuilder(grid, lines, parameters).run();
    }

    private CellStore run() {
        long[] corners = corners();
        int[] starts = new int[cells.cells() + 1];
        for (int e = 0; e < lines.size(); e++) {
            cells.eachCell(lines, e, (cell, edge) -> starts[cell + 1]++);
        }
        for (int c = 0; c < cells.cells(); c++) {
            starts[c + 1] += starts[c];
        }
        int[] edges = new int[starts[cells.cells()]];
        int[] next = Arrays.copyOf(starts, cells.cells());
        for (int e = 0; e < lines.size(); e++) {
            cells.eachCell(lines, e, (cell, edge) -> edges[next[cell]++] = edge);
        }
        for (int cell = 0; cell < cells.cells(); cell++) {
            int west = cell % cells.columns() << cells.shift();
            int south = cell / cells.columns() << cells.shift();
            int entry = entry(west, south, cells.shift(), edges, starts[cell], starts[cell + 1], corners[cell]);
            // Not in one statement: cutting the cell may move the array.
            entries[cell] = entry;
        }
        CellStore store = new CellStore(
                grid,
                cells.shift(),
                finestShift,
                cells.columns(),
                cells.rows(),
                Arrays.copyOf(entries, used),
                records.pool());
        PaletteWriter.write(store);
        return store;
    }

    /** Words of all cells' corners: toggles where an edge passes a row line, then a running XOR along each row. */
    private long[] corners() {
        long[] words = new long[cells.cells()];
        int shift = cells.shift();
        for (int e = 0; e < lines.size(); e++) {
            int firstRow = (int) ((long) lines.y1(e) + cells.size() - 1 >> shift);
            int lastRow = lines.y2(e) - 1 >> shift;
            for (int row = firstRow; row <= lastRow; row++) {
                words[row * cells.columns() + column(e, row << shift)] ^= lines.maskWord(e);
            }
        }
        for (int row = 0; row < cells.rows(); row++) {
            for (int c = row * cells.columns() + 1; c < (row + 1) * cells.columns(); c++) {
                words[c] ^= words[c - 1];
            }
            if (words[(row + 1) * cells.columns() - 1] != 0) {
                throw open(cells.columns() - 1 << shift, row << shift);
            }
        }
        return words;
    }

    /** First column whose west border lies on or east of the edge at this height. */
    private int column(int e, int y) {
        long dx = (long) lines.x2(e) - lines.x1(e);
        long dy = (long) lines.y2(e) - lines.y1(e);
        long x = lines.x1(e) - Math.floorDiv(-dx * (y - (long) lines.y1(e)), dy);
        return (int) (x + cells.size() - 1 >> cells.shift());
    }

    private int entry(int west, int south, int shift, int[] edges, int from, int to, long corner) {
        int face = checked(corner, west, south);
        if (from == to) {
            return face;
        }
        if (to - from <= parameters.splitAbove() || shift - IndexLayout.CHILD_BITS < parameters.minShift()) {
            return records.write(west, south, shift, edges, from, to, face);
        }
        return split(west, south, shift, Arrays.copyOfRange(edges, from, to), corner);
    }

    private int checked(long word, int x, int y) {
        int face = (int) word;
        if (face < 0 || face > lines.faces() || Linework.word(face) != word) {
            throw open(x, y);
        }
        return face;
    }

    private IndexBuildException open(int x, int y) {
        return new IndexBuildException(
                IndexBuildException.INCONSISTENT, "the boundaries do not close", new LonLat(grid.lon(x), grid.lat(y)));
    }

    private int split(int west, int south, int shift, int[] edges, long corner) {
        int childShift = shift - IndexLayout.CHILD_BITS;
        int side = 1 << IndexLayout.CHILD_BITS;
        finestShift = Math.min(finestShift, childShift);
        int block = used;
        reserve(block);
        int[] starts = new int[IndexLayout.CHILD_CELLS + 1];
        eachChild(edges, west, south, childShift, (cell, edge) -> starts[cell + 1]++);
        for (int c = 0; c < IndexLayout.CHILD_CELLS; c++) {
            starts[c + 1] += starts[c];
        }
        int[] lists = new int[starts[IndexLayout.CHILD_CELLS]];
        int[] next = Arrays.copyOf(starts, IndexLayout.CHILD_CELLS);
        eachChild(edges, west, south, childShift, (cell, edge) -> lists[next[cell]++] = edge);
        long atCorner = crossed(edges, west, west, south);
        for (int c = 0; c < IndexLayout.CHILD_CELLS; c++) {
            int x = west + (c % side << childShift);
            int y = south + (c / side << childShift);
            long word = corner ^ atCorner ^ crossed(edges, west, x, y);
            int entry = entry(x, y, childShift, lists, starts[c], starts[c + 1], word);
            entries[block + c] = entry;
        }
        return IndexLayout.entry(IndexLayout.CHILDREN, block);
    }

    private void reserve(int block) {
        used = block + IndexLayout.CHILD_CELLS;
        if (used > IndexLayout.ADDRESS) {
            throw new IllegalStateException("the cells need more than 1 GB");
        }
        if (used > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(used, entries.length + entries.length / 2));
        }
    }

    private void eachChild(int[] edges, int west, int south, int shift, CellGrid.CellUse use) {
        int side = 1 << IndexLayout.CHILD_BITS;
        for (int e : edges) {
            CellGrid.eachCell(
                    lines.x1(e),
                    lines.y1(e),
                    lines.x2(e),
                    lines.y2(e),
                    west,
                    south,
                    side,
                    side,
                    shift,
                    (row, column) -> use.cell(row * side + column, e));
        }
    }

    /** Masks of the edges west of the point at its height, with the stubs of those that begin on or west of the border. */
    private long crossed(int[] edges, int west, int x, int y) {
        long word = 0;
        for (int e : edges) {
            boolean counts = lines.x1(e) <= west && lines.y1(e) <= y;
            counts ^= lines.x2(e) <= west && lines.y2(e) <= y;
            if (lines.y1(e) <= y && y < lines.y2(e)) {
                long dx = (long) lines.x2(e) - lines.x1(e);
                long dy = (long) lines.y2(e) - lines.y1(e);
                counts ^= dx * ((long) y - lines.y1(e)) - dy * ((long) x - lines.x1(e)) <= 0;
            }
            word ^= counts ? lines.maskWord(e) : 0;
        }
        return word;
    }
}
