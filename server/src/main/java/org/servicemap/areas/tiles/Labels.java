package org.servicemap.areas.tiles;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.InteriorPointArea;
import org.locationtech.jts.algorithm.construct.MaximumInscribedCircle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.geo.Geodesy;

/** Where areas are labelled and how large they are; worked out when first asked for, then kept. Thread-safe. */
final class Labels {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    /** With more points the inscribed circle costs too much; the outline is thinned first. */
    private static final int MOST_POINTS = 400;

    /** @param km2 on the ellipsoid */
    record Label(int gridX, int gridY, double km2) {}

    private final Coverage coverage;
    private final AtomicReferenceArray<Label> known;

    Labels(Coverage coverage) {
        this.coverage = coverage;
        this.known = new AtomicReferenceArray<>(coverage.areas().size());
    }

    Label of(int ordinal) {
        Label label = known.get(ordinal);
        if (label == null) {
            label = label(coverage.areas().get(ordinal));
            known.set(ordinal, label);
        }
        return label;
    }

    private Label label(CoverageArea area) {
        int[][] largest = area.shape().polygons()[0];
        double most = 0;
        double sum = 0;
        for (int[][] polygon : area.shape().polygons()) {
            double m2 = m2(polygon);
            sum += m2;
            if (m2 > most) {
                most = m2;
                largest = polygon;
            }
        }
        Coordinate point = point(polygon(largest));
        return new Label((int) Math.rint(point.x), (int) Math.rint(point.y), sum / 1e6);
    }

    private double m2(int[][] polygon) {
        double sum = 0;
        for (int[] ring : polygon) {
            sum += Geodesy.ringAreaM2(degrees(ring), ring.length / 2);
        }
        return sum;
    }

    private double[] degrees(int[] ring) {
        CanonicalGrid grid = coverage.grid();
        double[] lonLat = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            lonLat[i] = grid.lon(ring[i]);
            lonLat[i + 1] = grid.lat(ring[i + 1]);
        }
        return lonLat;
    }

    /** The centroid where it is well inside, as in most small areas; else the centre of the largest circle inside. */
    private static Coordinate point(Polygon polygon) {
        Point centroid = polygon.getCentroid();
        double radius = Math.sqrt(polygon.getArea() / Math.PI);
        if (polygon.contains(centroid) && polygon.getBoundary().distance(centroid) > radius / 2) {
            return centroid.getCoordinate();
        }
        Coordinate centre = radius < 10 ? null : circleCentre(polygon, radius);
        return centre != null ? centre : InteriorPointArea.getInteriorPoint(polygon);
    }

    private static @Nullable Coordinate circleCentre(Polygon polygon, double radius) {
        Geometry thin = polygon.getNumPoints() > MOST_POINTS
                ? DouglasPeuckerSimplifier.simplify(polygon, radius / 20)
                : polygon;
        if (!(thin instanceof Polygon) || thin.isEmpty()) {
            return null;
        }
        Point centre = MaximumInscribedCircle.getCenter(thin, radius / 10);
        return polygon.contains(centre) ? centre.getCoordinate() : null;
    }

    private static Polygon polygon(int[][] rings) {
        List<LinearRing> holes = new ArrayList<>();
        for (int r = 1; r < rings.length; r++) {
            holes.add(ring(rings[r]));
        }
        return FACTORY.createPolygon(ring(rings[0]), holes.toArray(LinearRing[]::new));
    }

    private static LinearRing ring(int[] xy) {
        int n = xy.length / 2;
        Coordinate[] points = new Coordinate[n + 1];
        for (int i = 0; i <= n; i++) {
            points[i] = new Coordinate(xy[2 * (i % n)], xy[2 * (i % n) + 1]);
        }
        return FACTORY.createLinearRing(points);
    }
}
