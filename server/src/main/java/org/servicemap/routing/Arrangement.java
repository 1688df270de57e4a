package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * The faces that the borders of zones cut an area into. All borders near the area are noded in one go, which costs a tenth of
 * cutting the area zone by zone; borders that several shapes share are taken once. A face lies in the zones that its interior
 * point lies in, since no border runs through it.
 */
final class Arrangement {
    private final Geometry area;
    private final Envelope box;
    private final GeometryFactory factory;
    private final Set<LineSegment> seen = new HashSet<>();
    private final List<LineString> lines = new ArrayList<>();
    private final List<Coordinate> run = new ArrayList<>();

    private Arrangement(Geometry area) {
        this.area = area;
        box = area.getEnvelopeInternal();
        factory = area.getFactory();
    }

    /**
     * The sets of features that can count together on at least so many m² of the area, by feature numbers ascending; if there
     * is none, the one that has most.
     */
    static List<int[]> combinations(Geometry area, List<OverlayZone> zones, double minimumM2) {
        List<OverlayZone> near = zones.stream()
                .filter(zone -> zone.isNear(area.getEnvelopeInternal()))
                .toList();
        double squareDegree =
                OverlayZone.METRES_PER_DEGREE * OverlayZone.METRES_PER_DEGREE * OverlayZone.narrowness(area);
        Map<List<Integer>, Double> sizes = new LinkedHashMap<>();
        for (Polygon face : new Arrangement(area).faces(near)) {
            Coordinate inside = face.getInteriorPoint().getCoordinate();
            List<OverlayZone> holding =
                    near.stream().filter(zone -> zone.contains(inside)).toList();
            OverlayZone.combinations(holding)
                    .forEach(features -> sizes.merge(features, face.getArea() * squareDegree, Double::sum));
        }
        return atLeast(minimumM2, sizes);
    }

    private static List<int[]> atLeast(double minimumM2, Map<List<Integer>, Double> sizes) {
        double largest = sizes.values().stream().max(Comparator.naturalOrder()).orElse(0.0);
        return sizes.entrySet().stream()
                .filter(entry -> entry.getValue() >= Math.min(minimumM2, largest))
                .map(entry ->
                        entry.getKey().stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private List<Polygon> faces(List<OverlayZone> zones) {
        addBorders(area);
        int own = lines.size();
        zones.forEach(zone -> addBorders(zone.surface()));
        return lines.size() == own ? polygons(area) : cut();
    }

    private List<Polygon> cut() {
        Polygonizer polygonizer = new Polygonizer();
        polygonizer.add(OverlayNGRobust.union(factory.createMultiLineString(lines.toArray(LineString[]::new))));
        PreparedGeometry prepared = PreparedGeometryFactory.prepare(area);
        Collection<?> faces = polygonizer.getPolygons();
        return faces.stream()
                .map(Polygon.class::cast)
                .filter(face -> prepared.contains(face.getInteriorPoint()))
                .toList();
    }

    private static List<Polygon> polygons(Geometry geometry) {
        List<?> polygons = PolygonExtracter.getPolygons(geometry);
        return polygons.stream().map(Polygon.class::cast).toList();
    }

    /** The pieces of a surface's border near the area that are not there yet. */
    private void addBorders(Geometry surface) {
        for (Polygon polygon : polygons(surface)) {
            List<?> rings = LinearComponentExtracter.getLines(polygon);
            rings.forEach(ring -> addRing(((LinearRing) ring).getCoordinateSequence()));
        }
    }

    private void addRing(CoordinateSequence ring) {
        for (int i = 1; i < ring.size(); i++) {
            Coordinate from = ring.getCoordinate(i - 1);
            Coordinate to = ring.getCoordinate(i);
            if (from.equals2D(to) || !box.intersects(from, to) || !isNew(from, to)) {
                endRun();
                continue;
            }
            if (run.isEmpty()) {
                run.add(from);
            }
            run.add(to);
        }
        endRun();
    }

    private boolean isNew(Coordinate from, Coordinate to) {
        LineSegment segment = new LineSegment(from, to);
        segment.normalize();
        return seen.add(segment);
    }

    private void endRun() {
        if (!run.isEmpty()) {
            lines.add(factory.createLineString(run.toArray(Coordinate[]::new)));
            run.clear();
        }
    }
}
