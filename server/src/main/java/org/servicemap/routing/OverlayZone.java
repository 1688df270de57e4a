package org.servicemap.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;

/**
 * A surface that belongs to a feature, WGS 84: its own, or all that is within its layer's tolerance.
 *
 * @param near whether it is the tolerance's: the feature counts there only when no other of its layer holds the point or is nearer
 */
record OverlayZone(int feature, String layer, boolean near, Geometry surface, PreparedGeometry prepared) {
    static final double METRES_PER_DEGREE = 111_195;

    static List<OverlayZone> of(int number, OverlayLayer layer, OverlayFeature feature) {
        List<OverlayZone> zones = new ArrayList<>();
        if (layer.kind() == OverlayLayer.Kind.POLYGON) {
            zones.add(zone(number, layer, false, feature.wgs84()));
        }
        if (layer.toleranceMetres() > 0) {
            zones.add(zone(number, layer, true, buffered(feature.wgs84(), layer.toleranceMetres())));
        }
        return zones;
    }

    private static OverlayZone zone(int number, OverlayLayer layer, boolean near, Geometry surface) {
        return new OverlayZone(number, layer.id(), near, surface, PreparedGeometryFactory.prepare(surface));
    }

    /**
     * Which features a point in these zones, and in no other, can belong to, as {@code OverlayIndex} decides: of a layer those
     * whose own surface holds it; where none does, one of those within the tolerance, whichever is nearest.
     */
    static List<List<Integer>> combinations(List<OverlayZone> zones) {
        Map<String, List<OverlayZone>> byLayer = new LinkedHashMap<>();
        zones.forEach(zone -> byLayer.computeIfAbsent(zone.layer(), layer -> new ArrayList<>())
                .add(zone));
        List<List<Integer>> all = List.of(List.of());
        for (List<OverlayZone> layer : byLayer.values()) {
            List<List<Integer>> choices = choices(layer);
            all = all.stream()
                    .flatMap(before -> choices.stream().map(choice -> joined(before, choice)))
                    .toList();
        }
        return all;
    }

    private static List<List<Integer>> choices(List<OverlayZone> layer) {
        List<Integer> holding = layer.stream()
                .filter(zone -> !zone.near())
                .map(OverlayZone::feature)
                .toList();
        return holding.isEmpty()
                ? layer.stream().map(zone -> List.of(zone.feature())).toList()
                : List.of(holding);
    }

    private static List<Integer> joined(List<Integer> before, List<Integer> choice) {
        return Stream.concat(before.stream(), choice.stream()).sorted().toList();
    }

    private static Geometry buffered(Geometry shape, double metres) {
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
