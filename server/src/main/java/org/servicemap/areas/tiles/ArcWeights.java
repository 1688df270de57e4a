package org.servicemap.areas.tiles;

/**
 * Weighs the points of a chain by Douglas and Peucker's rule (1973), once for all tolerances: a point's weight is the largest
 * tolerance at which it is still kept, so that leaving out all points lighter than a tolerance gives the simplified chain, and
 * the chain of a coarser zoom is always a part of a finer one's.
 */
final class ArcWeights {
    private final int[] x;
    private final int[] y;
    private final float[] weight;
    private final double lonScale;
    private int[] stack = new int[256];
    private int top;

    ArcWeights(int[] x, int[] y, float[] weight, double lonScale) {
        this.x = x;
        this.y = y;
        this.weight = weight;
        this.lonScale = lonScale;
    }

    /** @param fragile whether the chain must keep points between its ends, or an area would collapse */
    void weigh(int first, int last, boolean fragile) {
        weight[first] = Float.POSITIVE_INFINITY;
        weight[last] = Float.POSITIVE_INFINITY;
        boolean closed = x[first] == x[last] && y[first] == y[last];
        int kept = closed ? 2 : fragile ? 1 : 0;
        push(first, last, kept);
        while (top > 0) {
            int keep = stack[--top];
            int b = stack[--top];
            int a = stack[--top];
            split(a, b, keep);
        }
    }

    private void split(int a, int b, int keep) {
        if (b - a < 2) {
            return;
        }
        int far = a + 1;
        double most = -1;
        for (int i = a + 1; i < b; i++) {
            double distance = distance(i, a, b);
            if (distance > most) {
                most = distance;
                far = i;
            }
        }
        float bound = Math.min(weight[a], weight[b]);
        weight[far] = keep > 0 ? Float.POSITIVE_INFINITY : Math.min(bound, (float) most);
        // Of a closed chain, the longer half keeps a further point: three make a ring.
        boolean longerFirst = far - a >= b - far;
        push(a, far, longerFirst ? keep - 1 : 0);
        push(far, b, longerFirst ? 0 : keep - 1);
    }

    private void push(int a, int b, int keep) {
        if (top + 3 > stack.length) {
            stack = java.util.Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[top++] = a;
        stack[top++] = b;
        stack[top++] = Math.max(0, keep);
    }

    /** From point i to the segment a–b, in grid units of latitude. */
    private double distance(int i, int a, int b) {
        double dx = (x[b] - (double) x[a]) * lonScale;
        double dy = y[b] - (double) y[a];
        double px = (x[i] - (double) x[a]) * lonScale;
        double py = y[i] - (double) y[a];
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
        return Math.hypot(px - t * dx, py - t * dy);
    }
}
