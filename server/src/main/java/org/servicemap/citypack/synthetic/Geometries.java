package org.servicemap.citypack.synthetic;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import org.servicemap.areas.coverage.CanonicalGrid;
import org.servicemap.areas.coverage.GridShape;

/** Shapes and positions as JTS geometries in WGS 84 degrees, exactly. */
final class Geometries {
    static final GeometryFactory FACTORY = new GeometryFactory(PackedCoordinateSequenceFactory.DOUBLE_FACTORY);

    private Geometries() {}

    static Geometry of(CanonicalGrid grid, GridShape shape) {
        Polygon[] polygons = new Polygon[shape.polygons().length];
        for (int p = 0; p < polygons.length; p++) {
            int[][] rings = shape.polygons()[p];
            LinearRing[] holes = new LinearRing[rings.length - 1];
            for (int h = 0; h < holes.length; h++) {
                holes[h] = FACTORY.createLinearRing(sequence(grid, rings[h + 1], true));
            }
            polygons[p] = FACTORY.createPolygon(FACTORY.createLinearRing(sequence(grid, rings[0], true)), holes);
        }
        return polygons.length == 1 ? polygons[0] : FACTORY.createMultiPolygon(polygons);
    }

    static CoordinateSequence sequence(CanonicalGrid grid, int[] points, boolean close) {
        int n = points.length / 2;
        double[] degrees = new double[2 * (close ? n + 1 : n)];
        for (int i = 0; i < degrees.length / 2; i++) {
            degrees[2 * i] = grid.lon(points[2 * (i % n)]);
            degrees[2 * i + 1] = grid.lat(points[2 * (i % n) + 1]);
        }
        return new PackedCoordinateSequence.Double(degrees, 2, 0);
    }
}
