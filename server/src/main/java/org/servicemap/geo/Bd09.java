package org.servicemap.geo;

/**
 * BD-09, Baidu's offset on top of {@link Gcj02}, by the formula that is in public use. It is applied everywhere, also where
 * GCJ-02 leaves points alone. The inverse solves the formula by fixed-point iteration (the usual closed form errs by up to a
 * metre) to under a micrometre, then undoes GCJ-02.
 */
final class Bd09 implements Crs {
    static final Bd09 INSTANCE = new Bd09();

    private static final double WAVE = Math.PI * 3000 / 180;
    private static final double SHIFT_LON = 0.0065;
    private static final double SHIFT_LAT = 0.006;
    private static final OffsetInverse INVERSE =
            new OffsetInverse((lon, lat) -> bdLon(lon, lat) - lon, (lon, lat) -> bdLat(lon, lat) - lat);

    private Bd09() {}

    @Override
    public String id() {
        return "bd09";
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
        Gcj02.INSTANCE.fromWgs84(xy, n);
        for (int i = 0; i < 2 * n; i += 2) {
            double lon = xy[i];
            double lat = xy[i + 1];
            xy[i] = bdLon(lon, lat);
            xy[i + 1] = bdLat(lon, lat);
        }
    }

    @Override
    public void toWgs84(double[] xy, int n) {
        for (int i = 0; i < 2 * n; i += 2) {
            INVERSE.apply(xy, i);
        }
        Gcj02.INSTANCE.toWgs84(xy, n);
    }

    private static double bdLon(double lon, double lat) {
        return radius(lon, lat) * Math.cos(angle(lon, lat)) + SHIFT_LON;
    }

    private static double bdLat(double lon, double lat) {
        return radius(lon, lat) * Math.sin(angle(lon, lat)) + SHIFT_LAT;
    }

    private static double radius(double lon, double lat) {
        return Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * WAVE);
    }

    private static double angle(double lon, double lat) {
        return Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * WAVE);
    }
}
