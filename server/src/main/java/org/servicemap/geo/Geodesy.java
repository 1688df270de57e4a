package org.servicemap.geo;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Metres on the WGS 84 ellipsoid for degrees in WGS 84, longitude first. Pure and thread-safe.
 *
 * <p>Distances are geodesics (Karney 2013, GeographicLib; exact to nanometres). Areas take edges as straight lines in
 * longitude and latitude, as RFC 7946 does, and integrate the authalic latitude along them: exact to 1e-9 of the area for
 * edges of a few kilometres. The radii of curvature are Rapp's.
 */
public final class Geodesy {
    private static final double A = 6378137.0;
    private static final double F = 1 / 298.257223563;
    private static final double E2 = F * (2 - F);

    private Geodesy() {}

    public static double distanceMetres(LonLat a, LonLat b) {
        return distanceMetres(a.lon(), a.lat(), b.lon(), b.lat());
    }

    public static double distanceMetres(double lon1, double lat1, double lon2, double lat2) {
        return Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, GeodesicMask.DISTANCE).s12;
    }

    /** Metres that one degree of longitude spans at a latitude. */
    public static double metresPerDegreeLon(double lat) {
        double phi = Math.toRadians(lat);
        double s = Math.sin(phi);
        return Math.toRadians(1) * A * Math.cos(phi) / Math.sqrt(1 - E2 * s * s);
    }

    /** Metres that one degree of latitude spans around a latitude. */
    public static double metresPerDegreeLat(double lat) {
        double s = Math.sin(Math.toRadians(lat));
        double w = 1 - E2 * s * s;
        return Math.toRadians(1) * A * (1 - E2) / (w * Math.sqrt(w));
    }

    /** Area of all polygons in a geometry, holes subtracted, in m²; never negative. */
    public static double areaM2(Geometry wgs84) {
        double sum = 0;
        for (int i = 0; i < wgs84.getNumGeometries(); i++) {
            Geometry part = wgs84.getGeometryN(i);
            if (part instanceof Polygon polygon) {
                sum += polygonArea(polygon);
            } else if (part != wgs84) {
                sum += areaM2(part);
            }
        }
        return sum;
    }

    private static double polygonArea(Polygon polygon) {
        if (polygon.isEmpty()) {
            return 0;
        }
        double area = Math.abs(ringAreaM2(polygon.getExteriorRing()));
        for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
            area -= Math.abs(ringAreaM2(polygon.getInteriorRingN(h)));
        }
        return Math.max(0, area);
    }

    private static double ringAreaM2(LinearRing ring) {
        CoordinateSequence points = ring.getCoordinateSequence();
        double[] lonLat = new double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            lonLat[2 * i] = points.getX(i);
            lonLat[2 * i + 1] = points.getY(i);
        }
        return ringAreaM2(lonLat, points.size());
    }

    /**
     * Signed area in m² of a ring lon0,lat0,lon1,lat1,… of n points, positive when counter-clockwise; the last point may
     * repeat the first or not.
     */
    public static double ringAreaM2(double[] lonLat, int n) {
        if (n < 3) {
            return 0;
        }
        // Relative to the first latitude, so that small rings do not lose their digits.
        double base = authalic(lonLat[1]);
        double sum = 0;
        double before = authalic(lonLat[2 * n - 1]) - base;
        int previous = n - 1;
        for (int i = 0; i < n; i++) {
            double here = authalic(lonLat[2 * i + 1]) - base;
            double middle = authalic((lonLat[2 * i + 1] + lonLat[2 * previous + 1]) / 2) - base;
            double span = Math.toRadians(lonLat[2 * i] - lonLat[2 * previous]);
            sum -= span * (before + 4 * middle + here) / 6;
            before = here;
            previous = i;
        }
        return sum * A * A / 2;
    }

    /** Snyder's q (Map Projections, 3-12) as a series in e²; 2·area of a zone = a²·q·Δλ. */
    private static double authalic(double lat) {
        double s = Math.sin(Math.toRadians(lat));
        double t = E2 * s * s;
        return 2 * (1 - E2) * s * (1 + t * (2 / 3.0 + t * (3 / 5.0 + t * (4 / 7.0 + t * (5 / 9.0 + t * (6 / 11.0))))));
    }
}
