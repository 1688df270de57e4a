package org.servicemap.areas.index;

/**
 * Finds the nearest segment of a border tree: depth first on a small stack, nearest box first, from the bound that the hint gives. Reusable
 * for further trees; not for sharing between threads.
 */
final class BorderSearch {
    /** Seven waiting brothers on each level, of at most ten levels (2^30 segments). */
    private static final int STACK = 7 * 10 + 2;

    private final int[] nodes = new int[STACK];
    private final int[] levels = new int[STACK];
    private final double[] distances = new double[STACK];
    private final double[] children = new double[BorderIndex.FAN];
    private int waiting;
    private long x;
    private long y;
    private int segment;

    /** Square of the metres from the point to the tree's nearest segment where that is less than the bound, else the bound. */
    double squaredMetres(BorderIndex.Tree tree, BorderIndex.Plane plane, double bound2) {
        if (tree.size() == 0) {
            return bound2;
        }
        double hinted = distance(tree, plane, tree.hints().at(plane), bound2);
        return search(tree, plane, hinted);
    }

    /** As {@link #squaredMetres} from a known segment; {@link #segment} is the nearest then. */
    void nearest(BorderIndex.Tree tree, BorderIndex.Plane plane, int known) {
        segment = known;
        search(tree, plane, distance(tree, plane, known, Double.POSITIVE_INFINITY));
    }

    int segment() {
        return segment;
    }

    private double search(BorderIndex.Tree tree, BorderIndex.Plane plane, double bound2) {
        x = (long) Math.floor(plane.x());
        y = (long) Math.floor(plane.y());
        double best2 = bound2;
        int root = tree.levelStarts().length - 2;
        waiting = 0;
        push(tree.levelStarts()[root], root, 0);
        while (waiting > 0) {
            waiting--;
            if (distances[waiting] < best2) {
                int level = levels[waiting];
                int first = (nodes[waiting] - tree.levelStarts()[level]) * BorderIndex.FAN;
                if (level == 0) {
                    best2 = segments(tree, plane, first, best2);
                } else {
                    children(tree, plane, level - 1, first, best2);
                }
            }
        }
        return best2;
    }

    private void push(int node, int level, double distance2) {
        nodes[waiting] = node;
        levels[waiting] = level;
        distances[waiting++] = distance2;
    }

    private double segments(BorderIndex.Tree tree, BorderIndex.Plane plane, int first, double bound2) {
        double best2 = bound2;
        int end = Math.min(first + BorderIndex.FAN, tree.size());
        for (int s = first; s < end; s++) {
            double distance2 = distance(tree, plane, s, best2);
            segment = distance2 < best2 ? s : segment;
            best2 = distance2;
        }
        return best2;
    }

    private static double distance(BorderIndex.Tree tree, BorderIndex.Plane plane, int s, double bound2) {
        int[] xy = tree.segments();
        double distance2 = plane.toSegment(xy[4 * s], xy[4 * s + 1], xy[4 * s + 2], xy[4 * s + 3]);
        return distance2 < bound2 ? distance2 : bound2;
    }

    /** Lays those that are near enough on the stack, the nearest on top. */
    private void children(BorderIndex.Tree tree, BorderIndex.Plane plane, int level, int first, double best2) {
        int base = tree.levelStarts()[level] + first;
        int n = Math.min(BorderIndex.FAN, tree.levelStarts()[level + 1] - base);
        int[] boxes = tree.boxes();
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            int at = 4 * (base + i);
            double dx = outside(boxes[at], x, boxes[at + 2]) * plane.metresX();
            double dy = outside(boxes[at + 1], y, boxes[at + 3]) * plane.metresY();
            double distance2 = dx * dx + dy * dy;
            children[i] = distance2;
            nearest = distance2 < least ? i : nearest;
            least = distance2 < least ? distance2 : least;
        }
        for (int i = 0; i < n; i++) {
            if (i != nearest && children[i] < best2) {
                push(base + i, level, children[i]);
            }
        }
        if (children[nearest] < best2) {
            push(base + nearest, level, children[nearest]);
        }
    }

    /** A lower bound, in whole units, of how far a point at or less than one unit above the position lies outside min … max. */
    private static long outside(int min, long position, int max) {
        return Math.max(0, Math.max(min - position - 1, position - max));
    }
}
