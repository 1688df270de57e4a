package org.servicemap.areas.index;

/**
 * How the index packs its cells. An entry (int) is a face when ≥ 0 (0 void, else ordinal + 1), else two bits of kind and 29 bits of
 * address. A record is a run of longs: a header (anchor face, number of vertices) and the cell's edges as chains of vertices, each
 * with the mask of the edge that leaves it (the XOR of the faces on its two sides; 0 where a chain ends).
 *
 * <p>Vertices are relative to the cell's south-west corner. Three forms: most cells have one chain with the same two faces all along;
 * that is a plain record, the mask in the header, x and y as two ints in one long, the number of vertices in the entry (so that how long the
 * loop is does not wait for the record to come from memory). A narrow record has 22 bits of x, 22 bits of y and 20 bits of mask in one
 * long a vertex; where that is too narrow the record is wide, with two longs a vertex.
 */
final class IndexLayout {
    static final int CHILD_BITS = 3;
    static final int CHILD_CELLS = 1 << (2 * CHILD_BITS);

    static final int KIND_SHIFT = 29;
    static final int ADDRESS = (1 << KIND_SHIFT) - 1;
    static final int CHILDREN = 0;
    static final int NARROW = 1;
    static final int WIDE = 2;
    static final int PLAIN = 3;

    private static final int PLAIN_COUNT_SHIFT = 24;
    static final int PLAIN_ADDRESS = (1 << PLAIN_COUNT_SHIFT) - 1;
    static final int PLAIN_VERTICES = (1 << KIND_SHIFT - PLAIN_COUNT_SHIFT) - 1;

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

    static int plainEntry(int address, int vertices) {
        return entry(PLAIN, vertices << PLAIN_COUNT_SHIFT | address);
    }

    static boolean isSplit(int entry) {
        return entry >>> KIND_SHIFT == 4 + CHILDREN;
    }

    static int kind(int entry) {
        return entry >>> KIND_SHIFT & 3;
    }

    /** Of a child block, a narrow or a wide record. */
    static int address(int entry) {
        return entry & ADDRESS;
    }

    static int plainAddress(int entry) {
        return entry & PLAIN_ADDRESS;
    }

    static int plainVertices(int entry) {
        return entry >>> PLAIN_COUNT_SHIFT & PLAIN_VERTICES;
    }

    /** Of any record. */
    static int recordAddress(int entry) {
        return kind(entry) == PLAIN ? plainAddress(entry) : address(entry);
    }

    static long header(int anchor, int vertices) {
        return (long) vertices << 32 | anchor;
    }

    static long plainHeader(int anchor, int mask) {
        return (long) mask << 32 | anchor;
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

    static int plainMask(long header) {
        return (int) (header >>> 32);
    }

    static long pairVertex(int x, int y) {
        return (long) x << 32 | (y & 0xFFFFFFFFL);
    }

    static int pairX(long vertex) {
        return (int) (vertex >> 32);
    }

    static int pairY(long vertex) {
        return (int) vertex;
    }
}
