package org.servicemap.incidents;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.distance.DistanceOp;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;

/**
 * Where an incident is: polygons in WGS 84, longitude first, to seven decimals.
 *
 * @param named what it was taken from, {@code area:level:code} or {@code overlay:layer:code}; null when it was drawn
 */
public record Outline(Geometry shape, @Nullable String named) {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final int MAX_POINTS = 2000;
    private static final double SCALE = 1e7;

    /** About ten metres: finer corners of a whole area tell nobody anything. */
    private static final double TOLERANCE = 1e-4;

    public Outline {
        if (shape.isEmpty() || shape.getDimension() != 2) {
            throw bad("an outline is one polygon or several");
        }
        if (!shape.isValid()) {
            throw bad("the outline crosses or touches itself");
        }
        if (shape.getNumPoints() > MAX_POINTS) {
            throw bad("an outline has at most " + MAX_POINTS + " corners");
        }
    }

    private static IncidentException bad(String message) {
        return IncidentException.bad("outline", message);
    }

    /** A polygon that was drawn or is in a file; thrown at when it is none. */
    public static Outline of(Geometry drawn) {
        return new Outline(rounded(drawn), null);
    }

    /** The shape of an area or overlay feature, simplified when it has many corners. */
    static Outline of(Geometry shape, String named) {
        Geometry simple = rounded(shape);
        double tolerance = TOLERANCE;
        while (simple.getNumPoints() > MAX_POINTS / 4 && tolerance < 1) {
            simple = rounded(TopologyPreservingSimplifier.simplify(shape, tolerance));
            tolerance *= 2;
        }
        return new Outline(simple.isValid() ? simple : simple.buffer(0), named);
    }

    private static Geometry rounded(Geometry shape) {
        Geometry copy = shape.copy();
        copy.apply(new Rounding());
        return copy;
    }

    /** To seven decimals, as it is answered. */
    private static final class Rounding implements CoordinateSequenceFilter {
        @Override
        public void filter(org.locationtech.jts.geom.CoordinateSequence points, int i) {
            points.setOrdinate(i, 0, Math.round(points.getX(i) * SCALE) / SCALE);
            points.setOrdinate(i, 1, Math.round(points.getY(i) * SCALE) / SCALE);
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean isGeometryChanged() {
            return true;
        }
    }

    /** From the coordinates of a GeoJSON MultiPolygon; rings may be closed or not. */
    static Outline of(double[][][][] polygons) {
        return of(geometry(polygons));
    }

    static Geometry geometry(double[][][][] polygons) {
        List<Polygon> parts = new ArrayList<>();
        for (double[][][] rings : polygons) {
            if (rings.length == 0) {
                throw bad("a polygon needs a ring");
            }
            LinearRing[] holes = new LinearRing[rings.length - 1];
            for (int i = 1; i < rings.length; i++) {
                holes[i - 1] = ring(rings[i]);
            }
            parts.add(FACTORY.createPolygon(ring(rings[0]), holes));
        }
        return parts.size() == 1 ? parts.get(0) : FACTORY.createMultiPolygon(parts.toArray(new Polygon[0]));
    }

    private static LinearRing ring(double[][] positions) {
        List<Coordinate> points = new ArrayList<>();
        for (double[] position : positions) {
            if (position.length < 2 || !(Math.abs(position[0]) <= 180) || !(Math.abs(position[1]) <= 90)) {
                throw bad("positions are longitude and latitude in degrees, WGS 84");
            }
            points.add(new Coordinate(position[0], position[1]));
        }
        if (!points.isEmpty() && !points.get(0).equals2D(points.get(points.size() - 1))) {
            points.add(points.get(0).copy());
        }
        if (points.size() < 4) {
            throw bad("a ring needs three corners");
        }
        return FACTORY.createLinearRing(points.toArray(new Coordinate[0]));
    }

    /** As the coordinates of a GeoJSON MultiPolygon. */
    double[][][][] coordinates() {
        double[][][][] polygons = new double[shape.getNumGeometries()][][][];
        for (int i = 0; i < polygons.length; i++) {
            Polygon part = (Polygon) shape.getGeometryN(i);
            polygons[i] = new double[part.getNumInteriorRing() + 1][][];
            polygons[i][0] = positions(part.getExteriorRing());
            for (int hole = 0; hole < part.getNumInteriorRing(); hole++) {
                polygons[i][hole + 1] = positions(part.getInteriorRingN(hole));
            }
        }
        return polygons;
    }

    private static double[][] positions(LinearRing ring) {
        Coordinate[] points = ring.getCoordinates();
        double[][] positions = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            positions[i] = new double[] {points[i].x, points[i].y};
        }
        return positions;
    }

    BBox bounds() {
        var box = shape.getEnvelopeInternal();
        return new BBox(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
    }

    /** Metres to the point; 0 inside. Exact to a few per mille over the distances that count as near. */
    double metresTo(LonLat point) {
        return metresTo(FACTORY.createPoint(new Coordinate(point.lon(), point.lat())), point.lat());
    }

    /** Metres between the two; 0 where they meet. */
    double metresTo(Outline other) {
        return metresTo(other.shape, other.shape.getInteriorPoint().getY());
    }

    private double metresTo(Geometry place, double lat) {
        AffineTransformation metres =
                AffineTransformation.scaleInstance(Geodesy.metresPerDegreeLon(lat), Geodesy.metresPerDegreeLat(lat));
        return DistanceOp.distance(metres.transform(shape), metres.transform(place));
    }

    /** A point well inside. */
    public LonLat inside() {
        var point = shape.getInteriorPoint();
        return new LonLat(point.getX(), point.getY());
    }

    /** How far the farthest corner lies from {@link #inside}, in metres. */
    public double radiusMetres() {
        LonLat center = inside();
        double farthest = 0;
        for (Coordinate corner : shape.getCoordinates()) {
            farthest = Math.max(farthest, Geodesy.distanceMetres(center.lon(), center.lat(), corner.x, corner.y));
        }
        return farthest;
    }

    /** Share of this outline that lies in a shape, 0 to 1. */
    double shareIn(Geometry area) {
        return shape.intersection(area).getArea() / shape.getArea();
    }

    boolean isSameAs(Outline other) {
        return shape.equalsExact(other.shape);
    }
}
