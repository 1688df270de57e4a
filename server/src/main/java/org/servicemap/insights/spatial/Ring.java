package org.servicemap.insights.spatial;

/** Circles on the sphere as rings of corners. */
public final class Ring {
    private static final double EARTH_METRES = 6_371_008.8;
    private static final int CORNERS = 64;

    private Ring() {}

    /**
     * @param lon and lat: the middle, WGS 84
     * @return corners as longitude and latitude, counter-clockwise, the first again at the end
     */
    public static double[][] around(double lon, double lat, double metres) {
        double arc = metres / EARTH_METRES;
        double phi = Math.toRadians(lat);
        double[][] ring = new double[CORNERS + 1][];
        for (int corner = 0; corner < CORNERS; corner++) {
            ring[corner] = at(Math.toRadians(lon), phi, arc, -2 * Math.PI * corner / CORNERS);
        }
        ring[CORNERS] = ring[0].clone();
        return ring;
    }

    private static double[] at(double lambda, double phi, double arc, double bearing) {
        double sin = Math.sin(phi) * Math.cos(arc) + Math.cos(phi) * Math.sin(arc) * Math.cos(bearing);
        double east =
                Math.atan2(Math.sin(bearing) * Math.sin(arc) * Math.cos(phi), Math.cos(arc) - Math.sin(phi) * sin);
        return new double[] {Math.toDegrees(lambda + east), Math.toDegrees(Math.asin(sin))};
    }
}
