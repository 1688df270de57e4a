package org.servicemap.areas.coverage;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/** From {@link GridShape} to JTS geometries in WGS 84 degrees (SRID 4326). */
public final class GridGeometry {
    private static final GeometryFactory WGS84 = new GeometryFactory(new PrecisionModel(), 4326);

    private GridGeometry() {}

    /** The shape in degrees, exact: every vertex of the grid is a double. Shells counter-clockwise, as RFC 7946 wants it. */
    public static MultiPolygon toGeometry(CanonicalGrid grid, GridShape shape) {
        int[][][] polygons = shape.polygons();
        Polygon[] result = new Polygon[polygons.length];
        for (int p = 0; p < polygons.length; p++) {
            LinearRing[] holes = new LinearRing[polygons[p].length - 1];
            for (int r = 1; r < polygons[p].length; r++) {
                holes[r - 1] = ring(grid, polygons[p][r]);
            }
            result[p] = WGS84.createPolygon(ring(grid, polygons[p][0]), holes);
        }
        return WGS84.createMultiPolygon(result);
    }

    private static LinearRing ring(CanonicalGrid grid, int[] ring) {
        Coordinate[] points = new Coordinate[ring.length / 2 + 1];
        for (int i = 0; i < points.length - 1; i++) {
            points[i] = new Coordinate(grid.lon(ring[2 * i]), grid.lat(ring[2 * i + 1]));
        }
        points[points.length - 1] = points[0].copy();
        return WGS84.createLinearRing(points);
    }

    /**
     * The other way: a shape that {@link #toGeometry} made comes back as it was; other vertices go to the nearest point of the
     * grid. The geometry must be valid and lie on the grid.
     */
    public static GridShape toShape(CanonicalGrid grid, MultiPolygon geometry) {
        int[][][] polygons = new int[geometry.getNumGeometries()][][];
        for (int p = 0; p < polygons.length; p++) {
            Polygon polygon = (Polygon) geometry.getGeometryN(p);
            polygons[p] = new int[polygon.getNumInteriorRing() + 1][];
            for (int r = 0; r < polygons[p].length; r++) {
                LinearRing ring = r == 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r - 1);
                polygons[p][r] = RawRing.of(ring.getCoordinateSequence()).on(grid);
            }
        }
        SnappedRings.orient(polygons);
        return new GridShape(polygons);
    }
}
