package org.servicemap.areas.coverage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;

/**
 * A ring as read, before the coverage's grid is known: multiples of 2⁻²⁹ degree relative to the ring's own first vertex, in ints
 * unless the ring is wider than 4°.
 */
record RawRing(long baseX, long baseY, int[] near, long @Nullable [] far) {
    private static final double SCALE = 0x1p29;
    private static final int[] NONE = {};

    static RawRing of(CoordinateSequence points) {
        int n = points.size();
        long baseX = units(points.getX(0));
        long baseY = units(points.getY(0));
        int[] near = new int[n * 2];
        for (int i = 0; i < n; i++) {
            long dx = units(points.getX(i)) - baseX;
            long dy = units(points.getY(i)) - baseY;
            if (dx != (int) dx || dy != (int) dy) {
                return far(points);
            }
            near[2 * i] = (int) dx;
            near[2 * i + 1] = (int) dy;
        }
        return new RawRing(baseX, baseY, near, null);
    }

    private static RawRing far(CoordinateSequence points) {
        long[] far = new long[points.size() * 2];
        for (int i = 0; i < points.size(); i++) {
            far[2 * i] = units(points.getX(i));
            far[2 * i + 1] = units(points.getY(i));
        }
        return new RawRing(0, 0, NONE, far);
    }

    /** Its first vertex, in degrees. */
    Coordinate first() {
        return far == null
                ? new Coordinate((baseX + near[0]) / SCALE, (baseY + near[1]) / SCALE)
                : new Coordinate(far[0] / SCALE, far[1] / SCALE);
    }

    private static long units(double degrees) {
        return (long) Math.rint(degrees * SCALE);
    }

    /** The ring on a grid, without repeated vertices and without the closing one; may have fewer than three vertices. */
    int[] on(CanonicalGrid grid) {
        int coarser = CanonicalGrid.FINEST - grid.k();
        long originX = units(grid.originLon());
        long originY = units(grid.originLat());
        int length = far == null ? near.length : far.length;
        int[] result = new int[length];
        int n = 0;
        for (int i = 0; i < length; i += 2) {
            int x = shift((far == null ? baseX + near[i] : far[i]) - originX, coarser);
            int y = shift((far == null ? baseY + near[i + 1] : far[i + 1]) - originY, coarser);
            if (n == 0 || x != result[n - 2] || y != result[n - 1]) {
                result[n++] = x;
                result[n++] = y;
            }
        }
        while (n > 2 && result[n - 2] == result[0] && result[n - 1] == result[1]) {
            n -= 2;
        }
        return n == length ? result : Arrays.copyOf(result, n);
    }

    private static int shift(long offset, int bits) {
        return (int) (bits == 0 ? offset : (offset + (1L << (bits - 1))) >> bits);
    }
}
