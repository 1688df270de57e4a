package org.servicemap.areas.index;

import java.math.BigInteger;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;

/**
 * The contract written down a second time, slowly: every area's own rings, a ray to the east, big integers. A point moved by (sx·ε, sy·ε²)
 * is inside when the ray crosses the rings an odd number of times. Coordinates are in units of 2^−46 degree.
 */
final class ExactOracle {
    private final Coverage coverage;
    private final int fractionBits;
    private final long originX;
    private final long originY;

    ExactOracle(Coverage coverage) {
        this.coverage = coverage;
        this.fractionBits = 46 - coverage.grid().k();
        this.originX = units(coverage.grid().originLon());
        this.originY = units(coverage.grid().originLat());
    }

    private static long units(double degrees) {
        return (long) Math.rint(Math.scalb(degrees, 46));
    }

    int leafOf(double lon, double lat) {
        long x = units(lon) - originX;
        long y = units(lat) - originY;
        int[][] directions = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        for (int[] direction : directions) {
            for (CoverageArea area : coverage.areas()) {
                if (holds(area, x, y, direction[0], direction[1])) {
                    return area.ordinal();
                }
            }
        }
        for (CoverageArea area : coverage.areas()) {
            if (touches(area, x, y)) {
                return area.ordinal();
            }
        }
        return -1;
    }

    private boolean holds(CoverageArea area, long x, long y, int sx, int sy) {
        boolean inside = false;
        for (int[][] polygon : area.own().polygons()) {
            for (int[] ring : polygon) {
                for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
                    inside ^= crossesEastward(ring, j, i, x, y, sx, sy);
                }
            }
        }
        return inside;
    }

    private boolean crossesEastward(int[] ring, int a, int b, long x, long y, int sx, int sy) {
        boolean aBelow = below(ring[a + 1], y, sy);
        boolean bBelow = below(ring[b + 1], y, sy);
        if (aBelow == bBelow) {
            return false;
        }
        int low = aBelow ? a : b;
        int high = aBelow ? b : a;
        int side = side(ring, low, high, x, y);
        // The edge runs upward: positive means the point lies to its left, so the edge is east of the point.
        return side > 0 || side == 0 && sx < 0;
    }

    private boolean below(int vertexY, long y, int sy) {
        long vertex = (long) vertexY << fractionBits;
        return vertex < y || vertex == y && sy > 0;
    }

    private int side(int[] ring, int p, int q, long x, long y) {
        BigInteger dx = BigInteger.valueOf((long) ring[q] - ring[p]);
        BigInteger dy = BigInteger.valueOf((long) ring[q + 1] - ring[p + 1]);
        BigInteger px = BigInteger.valueOf(x - ((long) ring[p] << fractionBits));
        BigInteger py = BigInteger.valueOf(y - ((long) ring[p + 1] << fractionBits));
        return dx.multiply(py).compareTo(dy.multiply(px));
    }

    private boolean touches(CoverageArea area, long x, long y) {
        for (int[][] polygon : area.own().polygons()) {
            for (int[] ring : polygon) {
                for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
                    if (inBox(ring, j, i, x, y) && side(ring, j, i, x, y) == 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean inBox(int[] ring, int a, int b, long x, long y) {
        return x >= (long) Math.min(ring[a], ring[b]) << fractionBits
                && x <= (long) Math.max(ring[a], ring[b]) << fractionBits
                && y >= (long) Math.min(ring[a + 1], ring[b + 1]) << fractionBits
                && y <= (long) Math.max(ring[a + 1], ring[b + 1]) << fractionBits;
    }
}
