package org.servicemap.geo;

/**
 * Undoes a map offset that is given by a formula: finds the point that the offset sends to a given one, by fixed-point
 * iteration. The offsets in use change by less than a hundredth of themselves from a point to the next guess, so that a few
 * steps reach what a double can hold.
 */
final class OffsetInverse {
    private static final double ENOUGH_DEGREES = 1e-13;
    private static final int MOST_STEPS = 40;

    private final Offset east;
    private final Offset north;

    /** How far the offset moves a point, in degrees. */
    @FunctionalInterface
    interface Offset {
        double at(double lon, double lat);
    }

    OffsetInverse(Offset east, Offset north) {
        this.east = east;
        this.north = north;
    }

    /** Replaces the position at {@code xy[at], xy[at + 1]} by the one that it was moved from. */
    void apply(double[] xy, int at) {
        double lon = xy[at];
        double lat = xy[at + 1];
        for (int step = 0; step < MOST_STEPS; step++) {
            double nextLon = xy[at] - east.at(lon, lat);
            double nextLat = xy[at + 1] - north.at(lon, lat);
            double change = Math.max(Math.abs(nextLon - lon), Math.abs(nextLat - lat));
            lon = nextLon;
            lat = nextLat;
            if (change < ENOUGH_DEGREES) {
                break;
            }
        }
        xy[at] = lon;
        xy[at + 1] = lat;
    }
}
