package org.servicemap.areas.index;

/** The dense top grid: square cells of 2^shift grid units, row by row from the south-west. */
record CellGrid(int shift, int columns, int rows) {
    int size() {
        return 1 << shift;
    }

    int cells() {
        return columns * rows;
    }

    /** Calls back for every cell that lists the edge. */
    void eachCell(Linework lines, int e, CellUse use) {
        int x1 = lines.x1(e);
        int y1 = lines.y1(e);
        int x2 = lines.x2(e);
        int y2 = lines.y2(e);
        eachCell(x1, y1, x2, y2, 0, 0, columns, rows, shift, (row, column) -> use.cell(row * columns + column, e));
    }

    interface CellUse {
        void cell(int cell, int edge);
    }

    interface PlaceUse {
        void cell(int row, int column);
    }

    /**
     * Cells of a block (origin ox, oy; columns × rows cells of 2^shift) whose open interior the edge (upward) meets. An edge along a cell
     * line separates nothing in either cell; it goes to the one west or south, for those who look for edges.
     */
    static void eachCell(
            int x1, int y1, int x2, int y2, int ox, int oy, int columns, int rows, int shift, PlaceUse use) {
        int mask = (1 << shift) - 1;
        int west = Math.min(x1, x2);
        int east = Math.max(x1, x2);
        int column1 = east - 1 - ox >> shift;
        int column0 = west == east ? column1 : west - ox >> shift;
        int row1 = y2 - 1 - oy >> shift;
        int row0 = y1 == y2 ? row1 : y1 - oy >> shift;
        boolean straight = column0 == column1 || row0 == row1;
        column0 = Math.max(0, column0);
        column1 = Math.min(columns - 1, Math.max(0, column1));
        row0 = Math.max(0, row0);
        row1 = Math.min(rows - 1, Math.max(0, row1));
        if (straight) {
            for (int row = row0; row <= row1; row++) {
                for (int column = column0; column <= column1; column++) {
                    use.cell(row, column);
                }
            }
            return;
        }
        double slope = ((double) x2 - x1) / ((double) y2 - y1);
        for (int row = row0; row <= row1; row++) {
            long south = (long) oy + ((long) row << shift);
            long north = south + mask + 1L;
            double a = x1 + slope * (Math.max(south, y1) - y1);
            double b = x1 + slope * (Math.min(north, y2) - y1);
            int first = Math.max(column0, (int) Math.floor((Math.min(a, b) - 2 - ox) / (mask + 1.0)));
            int last = Math.min(column1, (int) Math.floor((Math.max(a, b) + 2 - ox) / (mask + 1.0)));
            for (int column = first; column <= last; column++) {
                long left = (long) ox + ((long) column << shift);
                if (meets(x1, y1, x2, y2, left, south, left + mask + 1L, north)) {
                    use.cell(row, column);
                }
            }
        }
    }

    /** Whether the edge, whose box meets the open cell, meets the open cell itself: corners on both sides of its line. */
    private static boolean meets(int x1, int y1, int x2, int y2, long west, long south, long east, long north) {
        long dx = (long) x2 - x1;
        long dy = (long) y2 - y1;
        long sw = dx * (south - y1) - dy * (west - x1);
        long se = dx * (south - y1) - dy * (east - x1);
        long nw = dx * (north - y1) - dy * (west - x1);
        long ne = dx * (north - y1) - dy * (east - x1);
        return Math.max(Math.max(sw, se), Math.max(nw, ne)) > 0 && Math.min(Math.min(sw, se), Math.min(nw, ne)) < 0;
    }
}
