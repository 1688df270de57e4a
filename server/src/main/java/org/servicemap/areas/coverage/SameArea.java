package org.servicemap.areas.coverage;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Whether two states of an area are the same but for what noding does to its borders: vertices within two units of the grid (0.4 mm) of the edge that
 * they divide, and splinters that are on average no wider than that.
 */
final class SameArea {
    private static final double NEAR_UNITS = 2;

    private SameArea() {}

    static boolean is(CoverageArea a, CoverageArea b) {
        return a.name().equals(b.name())
                && a.attributes().equals(b.attributes())
                && (is(a.shape().polygons(), b.shape().polygons()) || splinters(a.shape(), b.shape()));
    }

    private static boolean is(int[][][] a, int[][][] b) {
        if (a == b) {
            return true;
        }
        boolean same = a.length == b.length;
        for (int p = 0; same && p < a.length; p++) {
            same = a[p].length == b[p].length;
            for (int r = 0; same && r < a[p].length; r++) {
                same = is(a[p][r], b[p][r]);
            }
        }
        return same;
    }

    /** Overlaying is slow, but needed only for areas whose borders were cut on both sides. */
    private static boolean splinters(GridShape a, GridShape b) {
        Geometry one = SnappedRings.units(a.polygons());
        Geometry other = SnappedRings.units(b.polygons());
        if (!one.getEnvelopeInternal().intersects(other.getEnvelopeInternal())) {
            return false;
        }
        double differs =
                OverlayNGRobust.overlay(one, other, OverlayNG.SYMDIFFERENCE).getArea();
        return differs <= NEAR_UNITS * Math.min(one.getLength(), other.getLength());
    }

    /** Walks both rings from a vertex that they share; each may have vertices that the other lacks. */
    private static boolean is(int[] a, int[] b) {
        for (int start = 0; start < a.length; start += 2) {
            int at = find(b, a[start], a[start + 1]);
            if (at >= 0) {
                return walk(a, start, b, at);
            }
        }
        return false;
    }

    private static int find(int[] ring, int x, int y) {
        for (int i = 0; i < ring.length; i += 2) {
            if (ring[i] == x && ring[i + 1] == y) {
                return i;
            }
        }
        return -1;
    }

    private static boolean walk(int[] a, int startA, int[] b, int startB) {
        int i = 2;
        int j = 2;
        int fromX = a[startA];
        int fromY = a[startA + 1];
        while (i <= a.length || j <= b.length) {
            int ax = x(a, startA + Math.min(i, a.length));
            int ay = y(a, startA + Math.min(i, a.length));
            int bx = x(b, startB + Math.min(j, b.length));
            int by = y(b, startB + Math.min(j, b.length));
            if (ax == bx && ay == by) {
                i += 2;
                j += 2;
                fromX = ax;
                fromY = ay;
            } else if (j <= b.length && divides(bx, by, fromX, fromY, ax, ay)) {
                j += 2;
                fromX = bx;
                fromY = by;
            } else if (i <= a.length && divides(ax, ay, fromX, fromY, bx, by)) {
                i += 2;
                fromX = ax;
                fromY = ay;
            } else {
                return false;
            }
        }
        return true;
    }

    private static int x(int[] ring, int at) {
        return ring[at % ring.length];
    }

    private static int y(int[] ring, int at) {
        return ring[at % ring.length + 1];
    }

    /** Whether a vertex lies on the edge, within the tolerance. */
    private static boolean divides(int x, int y, int x1, int y1, int x2, int y2) {
        double dx = (double) x2 - x1;
        double dy = (double) y2 - y1;
        double px = (double) x - x1;
        double py = (double) y - y1;
        double length2 = dx * dx + dy * dy;
        double along = length2 == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
        double restX = px - along * dx;
        double restY = py - along * dy;
        return restX * restX + restY * restY <= NEAR_UNITS * NEAR_UNITS;
    }
}
