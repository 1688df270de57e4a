package org.servicemap.areas.coverage;

import org.servicemap.geo.BBox;

/**
 * The integer grid on which boundaries live: vertices are (originLon + x·2^−k, originLat + y·2^−k) with int32 x, y ≥ 0 and
 * k = 29 (≤ 0.1 mm) while the extent is under 4°, a coarser power of two above. The origin is itself a multiple of 2^−k, so
 * every vertex is exact in a double and so is the way back.
 *
 * <p>Query points are first rounded to 2^−46 degree ({@link #roundQuery}); subtracting the origin and scaling by 2^k is
 * then exact everywhere, also near 0°.
 */
public record CanonicalGrid(double originLon, double originLat, int k) {
    public static final int FINEST = 29;
    private static final double QUERY_SCALE = 0x1p46;

    /** A grid whose origin lies a little south-west of the box, and on which the whole box has int32 coordinates. */
    public static CanonicalGrid covering(BBox box) {
        double extent = Math.max(box.maxLon() - box.minLon(), box.maxLat() - box.minLat());
        int k = FINEST;
        while (extent * Math.scalb(1.0, k) >= 0x1p31 - 0x1p20) {
            k--;
        }
        double margin = Math.scalb(16.0, -k);
        return new CanonicalGrid(floor(box.minLon() - margin, k), floor(box.minLat() - margin, k), k);
    }

    private static double floor(double degrees, int k) {
        return Math.scalb(Math.floor(Math.scalb(degrees, k)), -k);
    }

    public int x(double lon) {
        return (int) Math.rint(Math.scalb(lon - originLon, k));
    }

    public int y(double lat) {
        return (int) Math.rint(Math.scalb(lat - originLat, k));
    }

    public double lon(int x) {
        return originLon + Math.scalb((double) x, -k);
    }

    public double lat(int y) {
        return originLat + Math.scalb((double) y, -k);
    }

    /** Rounds a query's degrees to 2^−46 degree (about 1.6 nanometres), half to even. */
    public static double roundQuery(double degrees) {
        return Math.rint(degrees * QUERY_SCALE) / QUERY_SCALE;
    }

    /** Grid coordinate, with fraction, of a longitude that {@link #roundQuery} has rounded: exact. */
    public double queryX(double roundedLon) {
        return Math.scalb(roundedLon - originLon, k);
    }

    /** Grid coordinate, with fraction, of a latitude that {@link #roundQuery} has rounded: exact. */
    public double queryY(double roundedLat) {
        return Math.scalb(roundedLat - originLat, k);
    }
}
