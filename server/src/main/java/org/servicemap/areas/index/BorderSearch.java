package org.servicemap.areas.index;

/** Finds the nearest segment among the few groups that a cell of a border level lists. */
final class BorderSearch {
    private BorderSearch() {}

    /** Square of the metres from a point of the coverage to the level's nearest segment where that is less than the bound, else the bound. */
    static double squaredMetres(BorderIndex.Borders borders, BorderIndex.Plane plane, double bound2) {
        if (borders.size() == 0) {
            return bound2;
        }
        int[] lists = borders.lists();
        int at = borders.listAt((int) plane.x(), (int) plane.y());
        double[] toBox = new double[lists[at]];
        int nearest = measure(borders, plane, at + 1, toBox);
        if (!(toBox[nearest] < bound2)) {
            return bound2;
        }
        double best2 = group(borders, lists[at + 1 + nearest], plane, bound2);
        toBox[nearest] = Double.POSITIVE_INFINITY;
        for (int i = 0; i < toBox.length; i++) {
            if (toBox[i] < best2) {
                best2 = group(borders, lists[at + 1 + i], plane, best2);
            }
        }
        return best2;
    }

    /** Lower bounds of the listed groups (never none), all read before anything depends on one of them; which is the least. */
    private static int measure(BorderIndex.Borders borders, BorderIndex.Plane plane, int from, double[] toBox) {
        int[] boxes = borders.boxes();
        int[] lists = borders.lists();
        for (int i = 0; i < toBox.length; i++) {
            toBox[i] = toBox(boxes, 4 * lists[from + i], plane);
        }
        int least = 0;
        for (int i = 1; i < toBox.length; i++) {
            least = toBox[i] < toBox[least] ? i : least;
        }
        return least;
    }

    /** A lower bound. */
    static double toBox(int[] boxes, int at, BorderIndex.Plane plane) {
        double dx = outside(boxes[at], (long) plane.x(), boxes[at + 2]) * plane.metresX();
        double dy = outside(boxes[at + 1], (long) plane.y(), boxes[at + 3]) * plane.metresY();
        return dx * dx + dy * dy;
    }

    /** A lower bound, in whole units, of how far a point at or less than one unit above the position lies outside min … max. */
    static long outside(int min, long position, int max) {
        return Math.max(0, Math.max(min - position - 1, position - max));
    }

    static double group(BorderIndex.Borders borders, int group, BorderIndex.Plane plane, double bound2) {
        int[] xy = borders.segments();
        double best2 = bound2;
        int end = Math.min(xy.length, 4 * BorderIndex.FAN * (group + 1));
        for (int s = 4 * BorderIndex.FAN * group; s < end; s += 4) {
            best2 = plane.nearer(xy, s, best2);
        }
        return best2;
    }
}
