package org.servicemap.areas.index;

/** Looks for the nearest edges through the cells, ring by ring around the point's cell. One search; not for sharing. */
final class CellSearch {
    private final CellStore store;
    private final CellClasses classes;
    private final ExactLookup exact;
    private final BorderIndex.Plane plane;
    private final boolean outerOnly;

    /** Squared metres of the nearest edge so far; at the start the bound. */
    private double best2;

    private int face;

    private CellSearch(
            CellStore store,
            CellClasses classes,
            ExactLookup exact,
            BorderIndex.Plane plane,
            double bound2,
            boolean outerOnly) {
        this.store = store;
        this.classes = classes;
        this.exact = exact;
        this.plane = plane;
        this.best2 = bound2;
        this.outerOnly = outerOnly;
    }

    /** Square of the metres to the nearest edge of any kind nearer than the bound, else the bound. */
    static double nearestEdge2(
            CellStore store, CellClasses classes, ExactLookup exact, BorderIndex.Plane plane, double bound2) {
        CellSearch search = new CellSearch(store, classes, exact, plane, bound2, false);
        search.run();
        return search.best2;
    }

    /** A face and its distance in metres. */
    record Nearest(int face, double metres) {}

    /** The face nearest to a point in the void, within the bound (face 0 when none). Ties go to the smaller face. */
    static Nearest nearestFace(
            CellStore store, CellClasses classes, ExactLookup exact, BorderIndex.Plane plane, double boundMetres) {
        CellSearch search = new CellSearch(store, classes, exact, plane, square(Math.nextUp(boundMetres)), true);
        search.run();
        return new Nearest(search.face, Math.sqrt(search.best2));
    }

    private void run() {
        double size = 1 << store.shift();
        int column = (int) Math.floor(plane.x()) >> store.shift();
        int row = (int) Math.floor(plane.y()) >> store.shift();
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
        int lastRow = Math.min(store.rows() - 1, row + ring);
        int lastColumn = Math.min(store.columns() - 1, column + ring);
        for (int r = Math.max(0, row - ring); r <= lastRow; r++) {
            if (r == row - ring || r == row + ring) {
                for (int c = Math.max(0, column - ring); c <= lastColumn; c++) {
                    top(c, r);
                }
                continue;
            }
            if (column >= ring) {
                top(column - ring, r);
            }
            if (lastColumn == column + ring) {
                top(lastColumn, r);
            }
        }
    }

    /** Most cells near a point are uniform: the small map says so without reading their entries, each of which waits for memory. */
    private void top(int column, int row) {
        int cell = row * store.columns() + column;
        if (!classes.isUniform(cell) && isNear(column, row)) {
            visit(store.entries()[cell], column << store.shift(), row << store.shift(), store.shift());
        }
    }

    private boolean isNear(int column, int row) {
        double size = 1 << store.shift();
        return plane.toBox(column * size, row * size, (column + 1) * size, (row + 1) * size) < best2;
    }

    private void visit(int entry, int west, int south, int shift) {
        double size = 1 << shift;
        if (entry >= 0 || plane.toBox(west, south, west + size, south + size) >= best2) {
            return;
        }
        if (IndexLayout.kind(entry) == IndexLayout.CHILDREN) {
            visitChildren(IndexLayout.address(entry), west, south, shift - IndexLayout.CHILD_BITS);
            return;
        }
        if (!outerOnly && IndexLayout.kind(entry) == IndexLayout.NARROW) {
            narrow(IndexLayout.address(entry) + IndexLayout.PALETTE, west - plane.x(), south - plane.y());
            return;
        }
        if (!outerOnly && IndexLayout.kind(entry) == IndexLayout.PLAIN) {
            plain(IndexLayout.address(entry), west - plane.x(), south - plane.y());
            return;
        }
        ExactLookup.Cell cell = new ExactLookup.Cell(entry, west, south, shift);
        CellRecord record = cell.record(store.pool());
        int last = record.vertices() - 1;
        for (int i = 0; i < last; i++) {
            if (record.isEdge(i)) {
                consider(cell, record, i);
            }
        }
    }

    /** All edges of a plain record; the corner is given from the point. A stub stands only at either end. */
    private void plain(int at, double west, double south) {
        long[] pool = store.pool();
        int first = at + IndexLayout.PALETTE;
        int last = first + IndexLayout.plainVertices(pool[at]) - 1;
        first += IndexLayout.pairY(pool[first]) == IndexLayout.NARROW_TOP ? 1 : 0;
        last -= IndexLayout.pairY(pool[last]) == IndexLayout.NARROW_TOP ? 1 : 0;
        double nearest = best2;
        double x0 = (west + IndexLayout.pairX(pool[first])) * plane.metresX();
        double y0 = (south + IndexLayout.pairY(pool[first])) * plane.metresY();
        for (int i = first + 1; i <= last; i++) {
            long vertex = pool[i];
            double x1 = (west + IndexLayout.pairX(vertex)) * plane.metresX();
            double y1 = (south + IndexLayout.pairY(vertex)) * plane.metresY();
            nearest = BorderIndex.Plane.nearer(x0, y0, x1, y1, nearest);
            x0 = x1;
            y0 = y1;
        }
        best2 = nearest;
    }

    /** All edges of a narrow record, each vertex decoded once; the corner is given from the point. */
    private void narrow(int at, double west, double south) {
        long[] pool = store.pool();
        int last = at + IndexLayout.vertices(pool[at]);
        double nearest = best2;
        double x0 = 0;
        double y0 = 0;
        boolean edge = false;
        for (int i = at + 1; i <= last; i++) {
            long vertex = pool[i];
            int y = IndexLayout.narrowY(vertex);
            double x1 = (west + IndexLayout.narrowX(vertex)) * plane.metresX();
            double y1 = (south + y) * plane.metresY();
            boolean stub = y == IndexLayout.NARROW_TOP;
            if (edge && !stub) {
                nearest = BorderIndex.Plane.nearer(x0, y0, x1, y1, nearest);
            }
            edge = !stub && (vertex & IndexLayout.MASK) != 0;
            x0 = x1;
            y0 = y1;
        }
        best2 = nearest;
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

    private void consider(ExactLookup.Cell cell, CellRecord record, int i) {
        double distance2 = plane.toSegment(
                (double) cell.west() + record.x(i),
                (double) cell.south() + record.y(i),
                (double) cell.west() + record.x(i + 1),
                (double) cell.south() + record.y(i + 1));
        if (distance2 > best2) {
            return;
        }
        if (outerOnly) {
            int east = exact.eastOf(cell, i);
            int west = east ^ record.mask(i);
            if (east != 0 && west != 0) {
                return;
            }
            face = distance2 == best2 && face != 0 ? Math.min(face, east | west) : east | west;
        }
        best2 = distance2;
    }
}
