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
    /** The integer orientation is too small to decide: ask {@link #exact}. */
    static final int NEAR = -1;

    private static final int NARROW_NEAR_BITS = IndexLayout.COORDINATE_BITS + 2;
    private static final long NARROW_NEAR = 1L << NARROW_NEAR_BITS;
    private static final long WIDE_NEAR = 1L << 33;

    private CellRecords() {}

    /** Face at a point of the cell, given as whole grid units from its corner, or {@link #NEAR}. */
    static int narrow(long[] pool, int at, int vertices, int qx, int qy) {
        int last = at + vertices;
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

    /** As {@link #narrow} for wide records. */
    static int wide(long[] pool, int at, int qx, int qy) {
        long header = pool[at];
        int face = IndexLayout.anchor(header);
        int last = at + 2 * IndexLayout.vertices(header);
        for (int i = at + 1; i + 2 < last; i += 2) {
            long u0 = qx - (long) IndexLayout.wideX(pool[i]);
            long v0 = qy - (long) IndexLayout.wideY(pool[i]);
            long u1 = qx - (long) IndexLayout.wideX(pool[i + 2]);
            long v1 = qy - (long) IndexLayout.wideY(pool[i + 2]);
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
        return face;
    }

    /**
     * Face at the point moved by (sx·ε, sy·ε²), exactly.
     *
     * @param qx the point from the cell's corner in units of 2^−fractionBits; the moved point lies inside the cell
     */
    static int exact(long[] pool, int at, boolean wide, long qx, long qy, int fractionBits, int sx, int sy) {
        long header = pool[at];
        int face = IndexLayout.anchor(header);
        int vertices = IndexLayout.vertices(header);
        for (int i = 0; i + 1 < vertices; i++) {
            int y0 = y(pool, at, wide, i);
            int y1 = y(pool, at, wide, i + 1);
            if (atOrAbove(qy, y0, fractionBits, sy) == atOrAbove(qy, y1, fractionBits, sy)) {
                continue;
            }
            int side = orientation(pool, at, wide, i, qx, qy, fractionBits);
            int east = y1 > y0 ? -side : side;
            if (east > 0 || east == 0 && sx > 0) {
                face ^= mask(pool, at, wide, i);
            }
        }
        return face;
    }

    private static boolean atOrAbove(long qy, int y, int fractionBits, int sy) {
        long level = (long) y << fractionBits;
        return sy > 0 ? level <= qy : level < qy;
    }

    /** Sign of the orientation of (point, vertex i, vertex i + 1): positive when the point lies left of the edge. */
    private static int orientation(long[] pool, int at, boolean wide, int i, long qx, long qy, int fractionBits) {
        return orientation(
                x(pool, at, wide, i),
                y(pool, at, wide, i),
                x(pool, at, wide, i + 1),
                y(pool, at, wide, i + 1),
                qx,
                qy,
                fractionBits);
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

    /** Whether the point lies on edge i, ends included; stubs and joints between chains are no edges. */
    static boolean touches(long[] pool, int at, boolean wide, int i, long qx, long qy, int fractionBits) {
        if (!isEdge(pool, at, wide, i)) {
            return false;
        }
        long x0 = (long) x(pool, at, wide, i) << fractionBits;
        long x1 = (long) x(pool, at, wide, i + 1) << fractionBits;
        long y0 = (long) y(pool, at, wide, i) << fractionBits;
        long y1 = (long) y(pool, at, wide, i + 1) << fractionBits;
        return qx >= Math.min(x0, x1)
                && qx <= Math.max(x0, x1)
                && qy >= Math.min(y0, y1)
                && qy <= Math.max(y0, y1)
                && orientation(pool, at, wide, i, qx, qy, fractionBits) == 0;
    }

    static boolean isEdge(long[] pool, int at, boolean wide, int i) {
        int top = wide ? IndexLayout.WIDE_TOP : IndexLayout.NARROW_TOP;
        return mask(pool, at, wide, i) != 0 && y(pool, at, wide, i) != top && y(pool, at, wide, i + 1) != top;
    }

    static int x(long[] pool, int at, boolean wide, int i) {
        return wide ? IndexLayout.wideX(pool[at + 1 + 2 * i]) : IndexLayout.narrowX(pool[at + 1 + i]);
    }

    static int y(long[] pool, int at, boolean wide, int i) {
        return wide ? IndexLayout.wideY(pool[at + 1 + 2 * i]) : IndexLayout.narrowY(pool[at + 1 + i]);
    }

    static int mask(long[] pool, int at, boolean wide, int i) {
        return wide ? (int) pool[at + 2 + 2 * i] : (int) pool[at + 1 + i] & IndexLayout.MASK;
    }
}
