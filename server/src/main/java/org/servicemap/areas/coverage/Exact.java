package org.servicemap.areas.coverage;

/** Predicates on grid coordinates (0 ≤ x, y &lt; 2³¹), exact: every product is below 2⁶², every difference below 2⁶³. */
final class Exact {
    private Exact() {}

    /** Positive when c lies left of a → b, zero when the three are collinear. */
    static long turn(int ax, int ay, int bx, int by, int cx, int cy) {
        return ((long) bx - ax) * ((long) cy - ay) - ((long) by - ay) * ((long) cx - ax);
    }

    /** Whether c, known to be collinear with a and b, lies strictly between them. */
    static boolean between(int ax, int ay, int bx, int by, int cx, int cy) {
        return ax != bx ? (ax < cx && cx < bx) || (bx < cx && cx < ax) : (ay < cy && cy < by) || (by < cy && cy < ay);
    }

    /** Whether a ring (x0,y0,x1,y1,…, simple, unclosed) runs counter-clockwise: by the turn at its lowest vertex. */
    static boolean isCounterClockwise(int[] ring) {
        int n = ring.length / 2;
        int low = 0;
        for (int i = 1; i < n; i++) {
            if (ring[2 * i + 1] < ring[2 * low + 1]
                    || (ring[2 * i + 1] == ring[2 * low + 1] && ring[2 * i] < ring[2 * low])) {
                low = i;
            }
        }
        int before = (low + n - 1) % n;
        int after = (low + 1) % n;
        return turn(
                        ring[2 * before],
                        ring[2 * before + 1],
                        ring[2 * low],
                        ring[2 * low + 1],
                        ring[2 * after],
                        ring[2 * after + 1])
                > 0;
    }
}
