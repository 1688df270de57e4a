package org.servicemap.geo;

/**
 * GCJ-02, the offset system that map services in China must use ("Mars coordinates"), by the formula that became public with
 * the EvilTransform code (2011): sums of sines on the Krassovsky ellipsoid.
 *
 * <p>The formula is applied inside the box 72.004 … 137.8347° E, 0.8293 … 55.8271° N and nowhere else, as every public
 * implementation does; across the box's edge the forward transform therefore jumps by some 100 m to 1 km. The inverse undoes
 * the formula by fixed-point iteration, to under a micrometre. Along the edge it decides like this: a point whose inverse lies
 * in the box came from there; else, a point outside the box is itself; else (a gap that no point is sent to) the formula's
 * continuation is taken, so that the inverse is defined everywhere and, for every point in the box, exact.
 */
final class Gcj02 implements Crs {
    static final Gcj02 INSTANCE = new Gcj02();

    private static final BBox CHINA = new BBox(72.004, 0.8293, 137.8347, 55.8271);
    private static final double A = 6378245.0;
    private static final double E2 = 0.00669342162296594323;
    private static final OffsetInverse INVERSE = new OffsetInverse(Gcj02::shiftLon, Gcj02::shiftLat);

    private Gcj02() {}

    @Override
    public String id() {
        return "gcj02";
    }

    @Override
    public boolean geographic() {
        return true;
    }

    @Override
    public BBox validity() {
        return WORLD;
    }

    @Override
    public void fromWgs84(double[] xy, int n) {
        for (int i = 0; i < 2 * n; i += 2) {
            if (CHINA.contains(xy[i], xy[i + 1])) {
                double lon = xy[i];
                double lat = xy[i + 1];
                xy[i] = lon + shiftLon(lon, lat);
                xy[i + 1] = lat + shiftLat(lon, lat);
            }
        }
    }

    @Override
    public void toWgs84(double[] xy, int n) {
        for (int i = 0; i < 2 * n; i += 2) {
            invert(xy, i);
        }
    }

    private static void invert(double[] xy, int at) {
        double lon = xy[at];
        double lat = xy[at + 1];
        INVERSE.apply(xy, at);
        if (!CHINA.contains(lon, lat) && !CHINA.contains(xy[at], xy[at + 1])) {
            xy[at] = lon;
            xy[at + 1] = lat;
        }
    }

    private static double shiftLat(double lon, double lat) {
        double x = lon - 105;
        double y = lat - 35;
        double metres = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
        metres += waves(x) + northWaves(y);
        double w = wave(lat);
        return metres / Math.toRadians(A * (1 - E2) / (w * Math.sqrt(w)));
    }

    private static double shiftLon(double lon, double lat) {
        double x = lon - 105;
        double y = lat - 35;
        double metres = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
        metres += waves(x) + eastWaves(x);
        double cos = Math.cos(Math.toRadians(lat));
        return metres / Math.toRadians(A / Math.sqrt(wave(lat)) * cos);
    }

    private static double wave(double lat) {
        double s = Math.sin(Math.toRadians(lat));
        return 1 - E2 * s * s;
    }

    private static double waves(double x) {
        return (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
    }

    private static double northWaves(double y) {
        double near = 20 * Math.sin(y * Math.PI) + 40 * Math.sin(y / 3 * Math.PI);
        double far = 160 * Math.sin(y / 12 * Math.PI) + 320 * Math.sin(y * Math.PI / 30);
        return (near + far) * 2 / 3;
    }

    private static double eastWaves(double x) {
        double near = 20 * Math.sin(x * Math.PI) + 40 * Math.sin(x / 3 * Math.PI);
        double far = 150 * Math.sin(x / 12 * Math.PI) + 300 * Math.sin(x / 30 * Math.PI);
        return (near + far) * 2 / 3;
    }
}
