package org.servicemap.areas.index;

/**
 * How the index packs its cells. An entry (int) is a face when ≥ 0 (0 void, else ordinal + 1), else three bits of kind and 28 bits of
 * address. A record is a run of longs: a header (anchor face, number of vertices) and the cell's edges as chains of vertices, each
 * with the mask of the edge that leaves it (the XOR of the faces on its two sides; 0 where a chain ends).
 *
 * <p>Vertices are relative to the cell's south-west corner: 22 bits of x, 22 bits of y, 20 bits of mask in one long; where that is too
 * narrow the record is wide, with two longs a vertex.
 */
final class IndexLayout {
    static final int CHILD_BITS = 3;
    static final int CHILD_CELLS = 1 << (2 * CHILD_BITS);

    static final int KIND_SHIFT = 28;
    static final int ADDRESS = (1 << KIND_SHIFT) - 1;
    static final int CHILDREN = 0;
    static final int NARROW = 1;
    static final int WIDE = 2;

    static final int MASK_BITS = 20;
    static final int MASK = (1 << MASK_BITS) - 1;
    static final int COORDINATE_BITS = 22;
    static final int NARROW_MAX = (1 << (COORDINATE_BITS - 1)) - 1;

    /** y of the upper end of a stub: above every cell, and what tells a stub from an edge. */
    static final int NARROW_TOP = NARROW_MAX;

    static final int WIDE_TOP = 1 << 30;

    /** Largest shift of a cell whose records can be narrow. */
    static final int MAX_NARROW_SHIFT = COORDINATE_BITS - 2;

    private IndexLayout() {}

    static int entry(int kind, int address) {
        return Integer.MIN_VALUE | kind << KIND_SHIFT | address;
    }

    static int kind(int entry) {
        return entry >>> KIND_SHIFT & 7;
    }

    static int address(int entry) {
        return entry & ADDRESS;
    }

    static long header(int anchor, int vertices) {
        return (long) vertices << 32 | anchor;
    }

    static int anchor(long header) {
        return (int) header;
    }

    static int vertices(long header) {
        return (int) (header >>> 32);
    }

    static long vertex(int x, int y, int mask) {
        return (long) x << 42 | (y & (1L << COORDINATE_BITS) - 1) << MASK_BITS | mask;
    }

    static int narrowX(long vertex) {
        return (int) (vertex >> 42);
    }

    static int narrowY(long vertex) {
        return (int) (vertex << COORDINATE_BITS >> 42);
    }

    static boolean fitsNarrow(long x, long y, int mask) {
        return x >= -NARROW_MAX && x <= NARROW_MAX && y >= -NARROW_MAX && y < NARROW_TOP && mask <= MASK;
    }

    static long wideVertex(int x, int y) {
        return (long) x << 32 | (y & 0xFFFFFFFFL);
    }

    static int wideX(long vertex) {
        return (int) (vertex >> 32);
    }

    static int wideY(long vertex) {
        return (int) vertex;
    }
}
