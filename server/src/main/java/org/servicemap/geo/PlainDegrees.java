package org.servicemap.geo;

/**
 * Degrees that are WGS 84 as they stand: EPSG:4326 itself, OGC's CRS84, and CGCS 2000 (EPSG:4490), whose ellipsoid differs by
 * 0.1 mm and whose frame is taken as the same, as EPSG's null transformations do.
 */
record PlainDegrees(String id) implements Crs {
    static final PlainDegrees WGS84 = new PlainDegrees("wgs84");

    @Override
    public boolean geographic() {
        return true;
    }

    @Override
    public void toWgs84(double[] xy, int n) {}

    @Override
    public void fromWgs84(double[] xy, int n) {}

    @Override
    public BBox validity() {
        return WORLD;
    }
}
