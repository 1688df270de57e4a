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
        double best2 = bound2;
        for (int i = at + 1, end = i + lists[at]; i < end; i++) {
            if (toBox(borders.boxes(), 4 * lists[i], plane) < best2) {
                best2 = group(borders, lists[i], plane, best2);
            }
        }
        return best2;
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
