package org.servicemap.routing;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;

/** The surface that belongs to a feature, WGS 84: its own, or all that is within its layer's tolerance. */
record OverlayZone(int feature, Geometry surface, PreparedGeometry prepared) {
    static final double METRES_PER_DEGREE = 111_195;

    static OverlayZone of(int number, OverlayLayer layer, OverlayFeature feature) {
        Geometry surface = buffered(feature.wgs84(), layer.toleranceMetres());
        return new OverlayZone(number, surface, PreparedGeometryFactory.prepare(surface));
    }

    private static Geometry buffered(Geometry shape, double metres) {
        if (metres <= 0) {
            return shape;
        }
        double narrow = narrowness(shape);
        Geometry metric = AffineTransformation.scaleInstance(narrow, 1).transform(shape);
        return AffineTransformation.scaleInstance(1 / narrow, 1).transform(metric.buffer(metres / METRES_PER_DEGREE));
    }

    /** How much shorter a degree of longitude is than one of latitude. */
    static double narrowness(Geometry shape) {
        return Math.cos(Math.toRadians(shape.getEnvelopeInternal().centre().y));
    }

    boolean isNear(Envelope box) {
        return surface.getEnvelopeInternal().intersects(box);
    }

    boolean contains(Coordinate point) {
        return surface.getEnvelopeInternal().contains(point)
                && prepared.contains(surface.getFactory().createPoint(point));
    }
}
