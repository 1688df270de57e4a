package org.servicemap.areas.coverage;

import java.util.Arrays;

/**
 * A cheap, exact test whether polygons on the grid could be invalid: whether any two segments meet other than at the vertex that
 * neighbours share. Polygons of several rings or parts always count as suspicious, as their nesting needs a look too.
 */
final class RingCheck {
    private static final int BRUTE_FORCE = 12;

    private RingCheck() {}

    static boolean suspicious(int[][][] polygons) {
        if (polygons.length == 0) {
            return false;
        }
        return polygons.length > 1 || polygons[0].length > 1 || suspicious(polygons[0][0]);
    }

    private static boolean suspicious(int[] ring) {
        int n = ring.length / 2;
        return n <= BRUTE_FORCE ? bruteForce(ring, n) : sweep(ring, n);
    }

    private static boolean bruteForce(int[] ring, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (meet(ring, n, i, j)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Segments by their western end; each is tested against those that begin before it ends. */
    private static boolean sweep(int[] ring, int n) {
        long[] order = new long[n];
        for (int i = 0; i < n; i++) {
            order[i] = ((long) Math.min(x(ring, n, i), x(ring, n, i + 1)) << 32) | i;
        }
        Arrays.sort(order);
        for (int a = 0; a < n; a++) {
            int i = (int) order[a];
            int east = Math.max(x(ring, n, i), x(ring, n, i + 1));
            for (int b = a + 1; b < n && (order[b] >> 32) <= east; b++) {
                int j = (int) order[b];
                if (meet(ring, n, Math.min(i, j), Math.max(i, j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int x(int[] ring, int n, int i) {
        return ring[2 * (i == n ? 0 : i)];
    }

    private static int y(int[] ring, int n, int i) {
        return ring[2 * (i == n ? 0 : i) + 1];
    }

    /** Whether segments i &lt; j meet in a way they should not. */
    private static boolean meet(int[] ring, int n, int i, int j) {
        int ax = x(ring, n, i);
        int ay = y(ring, n, i);
        int bx = x(ring, n, i + 1);
        int by = y(ring, n, i + 1);
        int cx = x(ring, n, j);
        int cy = y(ring, n, j);
        int dx = x(ring, n, j + 1);
        int dy = y(ring, n, j + 1);
        if (Math.max(ay, by) < Math.min(cy, dy)
                || Math.min(ay, by) > Math.max(cy, dy)
                || Math.max(ax, bx) < Math.min(cx, dx)) {
            return false;
        }
        if (j == i + 1) {
            return foldsBack(ax, ay, bx, by, dx, dy);
        }
        if (i == 0 && j == n - 1) {
            return foldsBack(cx, cy, ax, ay, bx, by);
        }
        return touch(ax, ay, bx, by, cx, cy, dx, dy);
    }

    private static boolean foldsBack(int ax, int ay, int bx, int by, int cx, int cy) {
        if (Exact.turn(ax, ay, bx, by, cx, cy) != 0) {
            return false;
        }
        return Exact.between(ax, ay, bx, by, cx, cy) || Exact.between(bx, by, cx, cy, ax, ay) || (ax == cx && ay == cy);
    }

    private static boolean touch(int ax, int ay, int bx, int by, int cx, int cy, int dx, int dy) {
        long c = Exact.turn(ax, ay, bx, by, cx, cy);
        long d = Exact.turn(ax, ay, bx, by, dx, dy);
        if ((c > 0 && d > 0) || (c < 0 && d < 0)) {
            return false;
        }
        long a = Exact.turn(cx, cy, dx, dy, ax, ay);
        long b = Exact.turn(cx, cy, dx, dy, bx, by);
        if ((a > 0 && b > 0) || (a < 0 && b < 0)) {
            return false;
        }
        // Collinear segments whose boxes overlap meet; others meet where the signs differ or one is zero.
        return c != 0 || d != 0 || Math.min(ax, bx) <= Math.max(cx, dx);
    }
}
