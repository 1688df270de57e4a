package org.servicemap.areas.index;

/** One cell's record of any form, vertex by vertex: for what is rare, and for those who look for edges. The fast readers are in {@link CellRecords}. */
record CellRecord(long[] pool, int entry) {
    private int kind() {
        return IndexLayout.kind(entry);
    }

    /** Of a plain record's first vertex, of the other forms' header. */
    private int address() {
        return IndexLayout.address(entry) + (IndexLayout.isPaletted(entry) ? IndexLayout.PALETTE : 0);
    }

    private long head() {
        return pool[IndexLayout.address(entry)];
    }

    int vertices() {
        return kind() == IndexLayout.PLAIN ? IndexLayout.plainVertices(head()) : IndexLayout.vertices(pool[address()]);
    }

    private int anchor() {
        return kind() == IndexLayout.PLAIN ? IndexLayout.headFace(head(), 0) : IndexLayout.anchor(pool[address()]);
    }

    int x(int i) {
        return switch (kind()) {
            case IndexLayout.PLAIN -> IndexLayout.pairX(pool[address() + i]);
            case IndexLayout.NARROW -> IndexLayout.narrowX(pool[address() + 1 + i]);
            default -> IndexLayout.pairX(pool[address() + 1 + 2 * i]);
        };
    }

    int y(int i) {
        return switch (kind()) {
            case IndexLayout.PLAIN -> IndexLayout.pairY(pool[address() + i]);
            case IndexLayout.NARROW -> IndexLayout.narrowY(pool[address() + 1 + i]);
            default -> IndexLayout.pairY(pool[address() + 1 + 2 * i]);
        };
    }

    int mask(int i) {
        return switch (kind()) {
            case IndexLayout.PLAIN -> i + 1 < vertices() ? IndexLayout.plainMask(head()) : 0;
            case IndexLayout.NARROW -> (int) pool[address() + 1 + i] & IndexLayout.MASK;
            default -> (int) pool[address() + 2 + 2 * i];
        };
    }

    private boolean isTop(int i) {
        return y(i) == (kind() == IndexLayout.WIDE ? IndexLayout.WIDE_TOP : IndexLayout.NARROW_TOP);
    }

    /** Whether an edge leaves vertex i; stubs and joints between chains are no edges. */
    boolean isEdge(int i) {
        return mask(i) != 0 && !isTop(i) && !isTop(i + 1);
    }

    /**
     * Face at the point moved by (sx·ε, sy·ε²), exactly.
     *
     * @param qx the point from the cell's corner in units of 2^−fractionBits; the moved point lies inside the cell
     */
    int face(long qx, long qy, int fractionBits, int sx, int sy) {
        int face = anchor();
        int last = vertices() - 1;
        for (int i = 0; i < last; i++) {
            if (counts(i, qx, qy, fractionBits, sx, sy)) {
                face ^= mask(i);
            }
        }
        return face;
    }

    private boolean counts(int i, long qx, long qy, int fractionBits, int sx, int sy) {
        int y0 = y(i);
        int y1 = y(i + 1);
        if (atOrAbove(qy, y0, fractionBits, sy) == atOrAbove(qy, y1, fractionBits, sy)) {
            return false;
        }
        int side = orientation(i, qx, qy, fractionBits);
        int east = y1 > y0 ? -side : side;
        return east > 0 || east == 0 && sx > 0;
    }

    private static boolean atOrAbove(long qy, int y, int fractionBits, int sy) {
        long level = (long) y << fractionBits;
        return sy > 0 ? level <= qy : level < qy;
    }

    /** Sign of the orientation of (point, vertex i, vertex i + 1): positive when the point lies left of the edge. */
    private int orientation(int i, long qx, long qy, int fractionBits) {
        return CellRecords.orientation(x(i), y(i), x(i + 1), y(i + 1), qx, qy, fractionBits);
    }

    /** Whether the point lies on edge i, ends included. */
    boolean touches(int i, long qx, long qy, int fractionBits) {
        if (!isEdge(i)) {
            return false;
        }
        long x0 = (long) x(i) << fractionBits;
        long x1 = (long) x(i + 1) << fractionBits;
        long y0 = (long) y(i) << fractionBits;
        long y1 = (long) y(i + 1) << fractionBits;
        return qx >= Math.min(x0, x1)
                && qx <= Math.max(x0, x1)
                && qy >= Math.min(y0, y1)
                && qy <= Math.max(y0, y1)
                && orientation(i, qx, qy, fractionBits) == 0;
    }
}
