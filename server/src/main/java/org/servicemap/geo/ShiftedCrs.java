package org.servicemap.geo;

/**
 * A projection of one definition with another datum shift than its own: first to the degrees of its own datum, then those to
 * WGS 84.
 */
record ShiftedCrs(String id, EpsgCrs projection, Crs datum) implements Crs {
    @Override
    public String label() {
        return projection.label() + id.substring(id.lastIndexOf(';'));
    }

    @Override
    public boolean geographic() {
        return projection.geographic();
    }

    @Override
    public BBox validity() {
        return projection.validity();
    }

    @Override
    public void toWgs84(double[] xy, int n) {
        projection.toWgs84(xy, n);
        datum.toWgs84(xy, n);
    }

    @Override
    public void fromWgs84(double[] xy, int n) {
        datum.fromWgs84(xy, n);
        projection.fromWgs84(xy, n);
    }
}
