package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;

/**
 * Which combinations of overlay features really occur in each area: the faces of the arrangement of the features' shapes
 * (lines and tolerances as buffers) inside the area. A face smaller than a minimum is taken as noise of the drawing and
 * counts as its neighbour. Geometries are WGS 84; sizes are m² by the latitude of the area.
 */
public interface OverlayCells {
    /** Takes every place as lying in no feature. */
    OverlayCells NONE = area -> List.of(new int[0]);

    /** Faces under this many m² are noise. */
    double NOISE_M2 = 1.0;

    /** The combinations in one area: feature numbers ascending, empty where there is none. At least one. */
    List<int[]> of(int area);

    /**
     * Cells worked out from shapes when they are asked for.
     *
     * @param shapes an area's shape by ordinal, WGS 84
     * @param layers the layers that matter
     */
    static OverlayCells of(Territory territory, IntFunction<Geometry> shapes, Set<String> layers, double minimumM2) {
        List<Zone> zones = new ArrayList<>();
        for (int i = 0; i < territory.featureCount(); i++) {
            if (layers.contains(territory.layerOf(i).id())) {
                zones.add(Zone.of(i, territory.layerOf(i), territory.feature(i)));
            }
        }
        return area -> faces(shapes.apply(area), zones, minimumM2);
    }

    /** A feature's surface. */
    record Zone(int feature, Geometry surface, PreparedGeometry prepared, Envelope box) {
        static Zone of(int number, OverlayLayer layer, OverlayFeature feature) {
            Geometry surface = buffered(feature.wgs84(), layer.toleranceMetres());
            return new Zone(number, surface, PreparedGeometryFactory.prepare(surface), surface.getEnvelopeInternal());
        }

        private static Geometry buffered(Geometry shape, double metres) {
            if (metres <= 0) {
                return shape;
            }
            double narrow = Math.cos(Math.toRadians(shape.getEnvelopeInternal().centre().y));
            Geometry metric = AffineTransformation.scaleInstance(narrow, 1).transform(shape);
            return AffineTransformation.scaleInstance(1 / narrow, 1)
                    .transform(metric.buffer(metres / METRES_PER_DEGREE));
        }
    }

    double METRES_PER_DEGREE = 111_195;

    /** A part of an area and the features that it lies in. */
    record Face(Geometry shape, int[] features) {}

    private static List<int[]> faces(Geometry area, List<Zone> zones, double minimumM2) {
        double scale = METRES_PER_DEGREE
                * METRES_PER_DEGREE
                * Math.cos(Math.toRadians(area.getEnvelopeInternal().centre().y));
        double minimum = minimumM2 / scale;
        List<Face> faces = List.of(new Face(area, new int[0]));
        for (Zone zone : zones) {
            if (zone.box().intersects(area.getEnvelopeInternal())
                    && zone.prepared().intersects(area)) {
                faces = cut(faces, zone, minimum);
            }
        }
        List<int[]> combinations = new ArrayList<>();
        for (Face face : faces) {
            if (combinations.stream().noneMatch(known -> Arrays.equals(known, face.features()))) {
                combinations.add(face.features());
            }
        }
        return combinations;
    }

    private static List<Face> cut(List<Face> faces, Zone zone, double minimum) {
        List<Face> cut = new ArrayList<>();
        for (Face face : faces) {
            int[] inside = Arrays.copyOf(face.features(), face.features().length + 1);
            inside[inside.length - 1] = zone.feature();
            if (zone.prepared().covers(face.shape())) {
                cut.add(new Face(face.shape(), inside));
                continue;
            }
            Geometry common = overlay(face.shape(), zone.surface(), OverlayNG.INTERSECTION);
            Geometry rest = overlay(face.shape(), zone.surface(), OverlayNG.DIFFERENCE);
            boolean some = common.getArea() >= minimum;
            if (some) {
                cut.add(new Face(common, inside));
            }
            if (rest.getArea() >= minimum || !some) {
                cut.add(new Face(some ? rest : face.shape(), face.features()));
            }
        }
        return cut;
    }

    /** The polygons of an overlay's result: where borders merely touch it also holds lines and points. */
    private static Geometry overlay(Geometry a, Geometry b, int operation) {
        Geometry result = OverlayNGRobust.overlay(a, b, operation);
        if (result instanceof Polygonal) {
            return result;
        }
        List<?> polygons = PolygonExtracter.getPolygons(result);
        return a.getFactory()
                .createMultiPolygon(polygons.stream().map(Polygon.class::cast).toArray(Polygon[]::new));
    }
}
