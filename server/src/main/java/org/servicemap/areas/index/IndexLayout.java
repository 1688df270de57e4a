package org.servicemap.areas.index;

/**
 * How the index packs its cells. An entry (int) is a face when ≥ 0 (0 void, else ordinal + 1), else two bits of kind and 29 bits of
 * address. A record is a run of longs: a header (anchor face, number of vertices) and the cell's edges as chains of vertices, each
 * with the mask of the edge that leaves it (the XOR of the faces on its two sides; 0 where a chain ends).
 *
 * <p>Vertices are relative to the cell's south-west corner. Three forms: most cells have one chain with the same two faces all along;
 * that is a plain record, x and y as two ints in one long. A narrow record has 22 bits of x, 22 bits of y and 20 bits of mask in one
 * long a vertex; where that is too narrow the record is wide, with two longs a vertex.
 *
 * <p>Plain and narrow records begin with a palette of three longs: a head with faces of 20 bits each, then two bit planes over the cell's 8 × 8
 * parts. Both bits together tell which of the head's faces holds the whole part, or 3 where an edge passes and the edges must be asked. A plain
 * record has only two faces, the anchor and the other one, and its number of vertices in place of the third; a narrow one's header follows.
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

    static final int PLAIN_VERTICES = 31;

    /** Set in the kind of records that have a palette. */
    private static final int PALETTED = Integer.MIN_VALUE | NARROW << KIND_SHIFT;

    /** Longs of a palette; the parts of a cell a side are 2^PART_BITS. */
    static final int PALETTE = 3;

    static final int PART_BITS = 3;

    /** An edge passes the part. */
    static final int MIXED = 3;

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

    static boolean isPaletted(int entry) {
        return (entry & PALETTED) == PALETTED;
    }

    /** Which of 64 parts of a cell of 2^shift units holds a unit; any number for cells too small to have parts. */
    static int part(int x, int y, int shift) {
        int side = (1 << PART_BITS) - 1;
        int partShift = shift - PART_BITS;
        return (y >> partShift & side) << PART_BITS | (x >> partShift & side);
    }

    /** Which of the head's faces holds a part, or {@link #MIXED}. */
    static int partClass(long[] pool, int at, int part) {
        return (int) ((pool[at + 1] >>> part & 1) | (pool[at + 2] >>> part & 1) << 1);
    }

    static int headFace(long head, int n) {
        return (int) (head >>> MASK_BITS * n) & MASK;
    }

    static long head(int first, int second, int third) {
        return (long) third << 2 * MASK_BITS | (long) second << MASK_BITS | first;
    }

    static int plainVertices(long head) {
        return headFace(head, 2);
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

    static int plainMask(long head) {
        return headFace(head, 0) ^ headFace(head, 1);
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
