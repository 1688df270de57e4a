package org.servicemap.areas.index;

/**
 * Reads boundary records. A point's face is the anchor XOR the masks of the edges that lie west of it at its height: an edge counts
 * when {@code (y1 <= qy) != (y2 <= qy)} and the point lies east of it or on it. That is the half-open rule of the contract: a point on
 * an edge belongs to the face immediately east, then north, that is to the point moved by (ε, ε²).
 *
 * <p>All arithmetic is exact in longs: a query is an integer part and a fraction; the orientation of the integer part decides
 * unless it is smaller than what the fraction can add, and then the fraction is added (both terms fit 63 bits).
 */
final class CellRecords {
    /** The integer orientation is too small to decide: ask {@link CellRecord}. */
    static final int NEAR = -1;

    private static final int NARROW_NEAR_BITS = IndexLayout.COORDINATE_BITS + 2;
    private static final long NARROW_NEAR = 1L << NARROW_NEAR_BITS;
    private static final long WIDE_NEAR = 1L << 33;

    private CellRecords() {}

    /** Face at a point of a cell of 2^shift units, given as whole grid units from its corner, or {@link #NEAR}. */
    static int face(long[] pool, int entry, int shift, int qx, int qy) {
        int at = IndexLayout.address(entry);
        if (!IndexLayout.isPaletted(entry)) {
            return wide(pool, at, qx, qy);
        }
        long head = pool[at];
        int found = IndexLayout.partClass(pool, at, IndexLayout.part(qx, qy, shift));
        return found == IndexLayout.MIXED ? mixed(pool, entry, qx, qy) : IndexLayout.headFace(head, found);
    }

    /** {@link #face} by the edges of a record with a palette. */
    static int mixed(long[] pool, int entry, int qx, int qy) {
        int at = IndexLayout.address(entry);
        return IndexLayout.kind(entry) == IndexLayout.PLAIN
                ? plain(pool, at, IndexLayout.plainVertices(pool[at]), qx, qy)
                : narrow(pool, at + IndexLayout.PALETTE, qx, qy);
    }

    /** {@link #face} of a plain record. */
    static int plain(long[] pool, int at, int vertices, int qx, int qy) {
        int first = at + IndexLayout.PALETTE;
        int end = first + vertices;
        long vertex = pool[first];
        long u0 = qx - (vertex >> 32);
        long v0 = qy - (long) IndexLayout.pairY(vertex);
        long crossed = 0;
        for (int i = first + 1; i < end; i++) {
            long next = pool[i];
            long u1 = qx - (next >> 32);
            long v1 = qy - (long) IndexLayout.pairY(next);
            long orientation = u0 * v1 - u1 * v0;
            if (orientation + NARROW_NEAR >>> NARROW_NEAR_BITS + 1 == 0) {
                return NEAR;
            }
            crossed ^= (v0 ^ v1) & ~(orientation ^ v1);
            u0 = u1;
            v0 = v1;
        }
        return IndexLayout.headFace(pool[at], (int) (crossed >>> 63));
    }

    /** {@link #face} of a narrow record, from its header on. */
    private static int narrow(long[] pool, int at, int qx, int qy) {
        int last = at + IndexLayout.vertices(pool[at]);
        long vertex = pool[at + 1];
        int u0 = qx - IndexLayout.narrowX(vertex);
        int v0 = qy - IndexLayout.narrowY(vertex);
        long face = pool[at];
        for (int i = at + 2; i <= last; i++) {
            long next = pool[i];
            int u1 = qx - IndexLayout.narrowX(next);
            int v1 = qy - IndexLayout.narrowY(next);
            long orientation = (long) u0 * v1 - (long) u1 * v0;
            if (orientation + NARROW_NEAR >>> NARROW_NEAR_BITS + 1 == 0) {
                return NEAR;
            }
            face ^= vertex & ((v0 ^ v1) & ~((int) (orientation >> 63) ^ v1)) >> 31;
            vertex = next;
            u0 = u1;
            v0 = v1;
        }
        return (int) face & IndexLayout.MASK;
    }

    /** {@link #face} of a wide record; a point in the void is {@link #NEAR}, for level edges are not looked at. */
    static int wide(long[] pool, int at, int qx, int qy) {
        long header = pool[at];
        int face = IndexLayout.anchor(header);
        int last = at + 2 * IndexLayout.vertices(header);
        for (int i = at + 1; i + 2 < last; i += 2) {
            long u0 = qx - (long) IndexLayout.pairX(pool[i]);
            long v0 = qy - (long) IndexLayout.pairY(pool[i]);
            long u1 = qx - (long) IndexLayout.pairX(pool[i + 2]);
            long v1 = qy - (long) IndexLayout.pairY(pool[i + 2]);
            if ((v0 ^ v1) < 0) {
                long orientation = u0 * v1 - u1 * v0;
                if (Math.abs(orientation) <= WIDE_NEAR) {
                    return NEAR;
                }
                if (((orientation ^ v1) >= 0)) {
                    face ^= (int) pool[i + 1];
                }
            }
        }
        return face == 0 ? NEAR : face;
    }

    /**
     * Sign of the orientation of (q, a, b), exactly: positive when q lies left of the line from a to b. Needs differences of whole parts
     * under 2^31 and at most 29 fraction bits.
     */
    static int orientation(int ax, int ay, int bx, int by, long qx, long qy, int fractionBits) {
        long fraction = (1L << fractionBits) - 1;
        long ix = qx >> fractionBits;
        long iy = qy >> fractionBits;
        long u0 = ix - ax;
        long v0 = iy - ay;
        long u1 = ix - bx;
        long v1 = iy - by;
        long whole = u0 * v1 - u1 * v0;
        if (Math.abs(whole) > WIDE_NEAR) {
            return Long.signum(whole);
        }
        return Long.signum((whole << fractionBits) + (qy & fraction) * (u0 - u1) + (qx & fraction) * (v1 - v0));
    }
}
