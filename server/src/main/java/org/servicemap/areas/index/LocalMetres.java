package org.servicemap.areas.index;

/**
 * Metres per degree at a latitude on the WGS 84 ellipsoid (meridional and prime vertical radii of curvature): a flat plane that
 * is right to about 0.01 % within a few kilometres of that latitude.
 */
record LocalMetres(double perLon, double perLat) {
    private static final double A = 6_378_137.0;
    private static final double E2 = 0.006694379990141316;

    static LocalMetres at(double lat) {
        double sin = Math.sin(Math.toRadians(lat));
        double w2 = 1 - E2 * sin * sin;
        double w = Math.sqrt(w2);
        double degree = Math.PI / 180;
        return new LocalMetres(A / w * Math.sqrt(1 - sin * sin) * degree, A * (1 - E2) / (w2 * w) * degree);
    }
}
