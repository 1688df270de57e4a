package org.servicemap.geo;

/** WGS 84 itself (EPSG:4326, longitude first): nothing to do. */
final class Wgs84 implements Crs {
    static final Wgs84 INSTANCE = new Wgs84();

    private Wgs84() {}

    @Override
    public String id() {
        return "wgs84";
    }

    @Override
    public boolean geographic() {
        return true;
    }

    @Override
    public void toWgs84(double[] xy, int n) {}

    @Override
    public void fromWgs84(double[] xy, int n) {}
}
