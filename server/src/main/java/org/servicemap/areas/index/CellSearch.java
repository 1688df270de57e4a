package org.servicemap.areas.index;

/** Looks for the nearest edges through the cells, ring by ring around the point's cell. One search; not for sharing. */
final class CellSearch {
    private final CellStore store;
    private final ExactLookup exact;
    private final BorderIndex.Plane plane;
    private final boolean outerOnly;

    /** Squared metres of the nearest edge so far; at the start the bound. */
    private double best2;

    private int face;

    private CellSearch(
            CellStore store, ExactLookup exact, BorderIndex.Plane plane, double boundMetres, boolean outerOnly) {
        this.store = store;
        this.exact = exact;
        this.plane = plane;
        this.best2 = boundMetres * boundMetres;
        this.outerOnly = outerOnly;
    }

    /** Metres to the nearest edge of any kind nearer than the bound, else the bound. */
    static double nearestEdge(CellStore store, ExactLookup exact, BorderIndex.Plane plane, double boundMetres) {
        CellSearch search = new CellSearch(store, exact, plane, boundMetres, false);
        search.run();
        return Math.sqrt(search.best2);
    }

    /** A face and its distance in metres. */
    record Nearest(int face, double metres) {}

    /** The face nearest to a point in the void, within the bound (face 0 when none). Ties go to the smaller face. */
    static Nearest nearestFace(CellStore store, ExactLookup exact, BorderIndex.Plane plane, double boundMetres) {
        CellSearch search = new CellSearch(store, exact, plane, Math.nextUp(boundMetres), true);
        search.run();
        return new Nearest(search.face, Math.sqrt(search.best2));
    }

    private void run() {
        double size = Math.scalb(1.0, store.shift());
        int column = (int) Math.floor(plane.x() / size);
        int row = (int) Math.floor(plane.y() / size);
        int farthest = Math.max(Math.max(column, store.columns() - 1 - column), Math.max(row, store.rows() - 1 - row));
        double step = size * Math.min(plane.metresX(), plane.metresY());
        int ring = Math.max(
                Math.max(0, Math.max(-column, column - store.columns() + 1)), Math.max(-row, row - store.rows() + 1));
        // A ring's cells are at least ring − 1 whole cells away.
        for (; ring <= farthest && square((ring - 1) * step) * Math.signum(ring - 1) < best2; ring++) {
            ring(column, row, ring);
        }
    }

    private static double square(double a) {
        return a * a;
    }

    private void ring(int column, int row, int ring) {
        for (int r = row - ring; r <= row + ring; r++) {
            boolean whole = r == row - ring || r == row + ring;
            int step = whole || ring == 0 ? 1 : 2 * ring;
            for (int c = column - ring; c <= column + ring; c += step) {
                if (c >= 0 && r >= 0 && c < store.columns() && r < store.rows()) {
                    visit(
                            store.entries()[r * store.columns() + c],
                            c << store.shift(),
                            r << store.shift(),
                            store.shift());
                }
            }
        }
    }

    private void visit(int entry, int west, int south, int shift) {
        double size = Math.scalb(1.0, shift);
        if (entry >= 0 || plane.toBox(west, south, west + size, south + size) >= best2) {
            return;
        }
        if (IndexLayout.kind(entry) == IndexLayout.CHILDREN) {
            visitChildren(IndexLayout.address(entry), west, south, shift - IndexLayout.CHILD_BITS);
            return;
        }
        ExactLookup.Cell cell = new ExactLookup.Cell(entry, west, south, shift);
        int last = IndexLayout.vertices(store.pool()[cell.address()]) - 1;
        for (int i = 0; i < last; i++) {
            if (CellRecords.isEdge(store.pool(), cell.address(), cell.wide(), i)) {
                consider(cell, i);
            }
        }
    }

    private void visitChildren(int block, int west, int south, int shift) {
        int side = (1 << IndexLayout.CHILD_BITS) - 1;
        for (int c = 0; c < IndexLayout.CHILD_CELLS; c++) {
            visit(
                    store.entries()[block + c],
                    west + ((c & side) << shift),
                    south + (c >> IndexLayout.CHILD_BITS << shift),
                    shift);
        }
    }

    private void consider(ExactLookup.Cell cell, int i) {
        long[] pool = store.pool();
        int at = cell.address();
        double distance2 = plane.toSegment(
                (double) cell.west() + CellRecords.x(pool, at, cell.wide(), i),
                (double) cell.south() + CellRecords.y(pool, at, cell.wide(), i),
                (double) cell.west() + CellRecords.x(pool, at, cell.wide(), i + 1),
                (double) cell.south() + CellRecords.y(pool, at, cell.wide(), i + 1));
        if (distance2 > best2) {
            return;
        }
        if (outerOnly) {
            int east = exact.eastOf(cell, i);
            int west = east ^ CellRecords.mask(pool, at, cell.wide(), i);
            if (east != 0 && west != 0) {
                return;
            }
            face = distance2 == best2 && face != 0 ? Math.min(face, east | west) : east | west;
        }
        best2 = distance2;
    }
}
