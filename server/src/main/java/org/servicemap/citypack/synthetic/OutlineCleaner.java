package org.servicemap.citypack.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.SegmentString;
import org.locationtech.jts.noding.snapround.SnapRoundingNoder;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * Makes an exact coverage of dirty outlines: all linework is noded on a fine grid and polygonised; a face belongs to the one
 * outline that holds it; contested faces (overlaps, enclosed gaps) and fragments go to the neighbour with the longest shared border.
 */
final class OutlineCleaner {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final int OUTSIDE = -1;
    private static final int CONTESTED = -2;

    private final double fragmentArea;
    private final List<Polygon> faces = new ArrayList<>();
    private final Map<Coordinate, Integer> vertices = new HashMap<>();
    private final List<Coordinate> places = new ArrayList<>();
    /** Face on the left of a directed edge, keyed by its two vertices. */
    private final Map<Long, Integer> faceOf = new LinkedHashMap<>();

    private int[] label = new int[0];

    private OutlineCleaner(double fragmentArea) {
        this.fragmentArea = fragmentArea;
    }

    /** @param fragmentArea detached parts below this area (square units of the outlines) are given to a neighbour */
    static OutlineEdges clean(List<Outline> outlines, double fragmentArea) {
        OutlineCleaner cleaner = new OutlineCleaner(fragmentArea);
        cleaner.polygonise(outlines);
        cleaner.labelByContainment(outlines);
        cleaner.settleContested();
        cleaner.dropFragments();
        return cleaner.edges();
    }

    private void polygonise(List<Outline> outlines) {
        List<NodedSegmentString> lines = new ArrayList<>();
        for (Outline outline : outlines) {
            outline.polygons().forEach(p -> p.forEach(ring -> lines.add(new NodedSegmentString(closed(ring), null))));
        }
        SnapRoundingNoder noder = new SnapRoundingNoder(new PrecisionModel(4));
        noder.computeNodes(lines);
        Map<List<Coordinate>, LineString> unique = new LinkedHashMap<>();
        for (Object noded : noder.getNodedSubstrings()) {
            Coordinate[] line = ((SegmentString) noded).getCoordinates();
            for (int i = 1; i < line.length; i++) {
                segment(unique, line[i - 1], line[i]);
            }
        }
        Polygonizer polygonizer = new Polygonizer();
        polygonizer.add(unique.values());
        @SuppressWarnings("unchecked")
        Collection<Polygon> found = polygonizer.getPolygons();
        // The polygoniser keeps its edges in sets by identity: its order differs from run to run.
        found.stream().map(Polygon::norm).map(Polygon.class::cast).sorted().forEach(faces::add);
        for (int f = 0; f < faces.size(); f++) {
            registerFace(f);
        }
    }

    private static void segment(Map<List<Coordinate>, LineString> unique, Coordinate a, Coordinate b) {
        if (!a.equals2D(b)) {
            List<Coordinate> key = a.compareTo(b) < 0 ? List.of(a, b) : List.of(b, a);
            unique.computeIfAbsent(key, k -> FACTORY.createLineString(k.toArray(new Coordinate[0])));
        }
    }

    private static Coordinate[] closed(int[] ring) {
        int n = ring.length / 2;
        boolean isClosed = ring[0] == ring[2 * n - 2] && ring[1] == ring[2 * n - 1];
        Coordinate[] points = new Coordinate[isClosed ? n : n + 1];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Coordinate(ring[2 * (i % n)], ring[2 * (i % n) + 1]);
        }
        return points;
    }

    private void registerFace(int f) {
        Polygon face = faces.get(f);
        registerRing(f, face.getExteriorRing(), true);
        for (int h = 0; h < face.getNumInteriorRing(); h++) {
            registerRing(f, face.getInteriorRingN(h), false);
        }
    }

    private void registerRing(int f, LinearRing ring, boolean counterClockwise) {
        Coordinate[] points = ring.getCoordinates();
        boolean forward = Orientation.isCCW(points) == counterClockwise;
        for (int i = 1; i < points.length; i++) {
            int a = vertex(points[i - 1]);
            int b = vertex(points[i]);
            faceOf.put(forward ? key(a, b) : key(b, a), f);
        }
    }

    private int vertex(Coordinate c) {
        return vertices.computeIfAbsent(c, k -> {
            places.add(k);
            return places.size() - 1;
        });
    }

    private static long key(int a, int b) {
        return ((long) a << 32) | b;
    }

    private void labelByContainment(List<Outline> outlines) {
        label = new int[faces.size()];
        List<Geometry> fixed = outlines.stream().map(OutlineCleaner::fixed).toList();
        for (int f = 0; f < label.length; f++) {
            Point inside = faces.get(f).getInteriorPoint();
            int owner = CONTESTED;
            int owners = 0;
            for (int o = 0; o < fixed.size(); o++) {
                if (SimplePointInAreaLocator.locate(inside.getCoordinate(), fixed.get(o)) != Location.EXTERIOR) {
                    owner = o;
                    owners++;
                }
            }
            label[f] = owners == 1 ? owner : CONTESTED;
        }
    }

    private static Geometry fixed(Outline outline) {
        Polygon[] polygons = outline.polygons().stream()
                .map(rings -> FACTORY.createPolygon(
                        FACTORY.createLinearRing(closed(rings.get(0))),
                        rings.stream()
                                .skip(1)
                                .map(r -> FACTORY.createLinearRing(closed(r)))
                                .toArray(LinearRing[]::new)))
                .toArray(Polygon[]::new);
        return GeometryFixer.fix(FACTORY.createMultiPolygon(polygons));
    }

    private void settleContested() {
        for (int round = 0; round < label.length; round++) {
            boolean changed = false;
            for (int f = 0; f < label.length; f++) {
                if (label[f] == CONTESTED) {
                    label[f] = strongestNeighbour(new int[] {f}, CONTESTED);
                    changed |= label[f] != CONTESTED;
                }
            }
            if (!changed) {
                break;
            }
        }
    }

    /** Label with the longest border to a set of faces, not counting their own; {@code otherwise} when they touch none. */
    private int strongestNeighbour(int[] members, int otherwise) {
        Map<Integer, Double> shared = new HashMap<>();
        boolean[] member = new boolean[label.length];
        Arrays.stream(members).forEach(m -> member[m] = true);
        faceOf.forEach((edge, f) -> {
            Integer across = faceOf.get(Long.rotateLeft(edge, 32));
            if (member[f] && across != null && label[across] >= 0 && label[across] != label[f]) {
                double length = places.get((int) (edge >> 32)).distance(places.get(edge.intValue()));
                shared.merge(label[across], length, Double::sum);
            }
        });
        return shared.entrySet().stream()
                .max(Map.Entry.<Integer, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(otherwise);
    }

    private void dropFragments() {
        int[] component = components();
        double[] areas = new double[label.length];
        for (int f = 0; f < label.length; f++) {
            areas[component[f]] += faces.get(f).getArea();
        }
        for (int c = 0; c < label.length; c++) {
            if (areas[c] > 0 && areas[c] < fragmentArea) {
                int wanted = c;
                int[] members = java.util.stream.IntStream.range(0, label.length)
                        .filter(f -> component[f] == wanted)
                        .toArray();
                int to = strongestNeighbour(members, label[members[0]]);
                Arrays.stream(members).forEach(f -> label[f] = to);
            }
        }
    }

    /** Faces of one label that hang together by edges share a component. */
    private int[] components() {
        int[] component = java.util.stream.IntStream.range(0, label.length).toArray();
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Map.Entry<Long, Integer> edge : faceOf.entrySet()) {
                Integer across = faceOf.get(Long.rotateLeft(edge.getKey(), 32));
                int f = edge.getValue();
                if (across != null && label[across] == label[f] && component[across] < component[f]) {
                    component[f] = component[across];
                    changed = true;
                }
            }
        }
        return component;
    }

    private OutlineEdges edges() {
        List<int[]> kept = new ArrayList<>();
        faceOf.forEach((edge, f) -> {
            int a = (int) (edge >> 32);
            int b = edge.intValue();
            Integer across = faceOf.get(Long.rotateLeft(edge, 32));
            int left = Math.max(label[f], OUTSIDE);
            int right = across == null ? OUTSIDE : Math.max(label[across], OUTSIDE);
            if (left != right && (a < b || across == null)) {
                kept.add(new int[] {a, b, left, right});
            }
        });
        double[] x = places.stream().mapToDouble(c -> c.x).toArray();
        double[] y = places.stream().mapToDouble(c -> c.y).toArray();
        return new OutlineEdges(x, y, column(kept, 0), column(kept, 1), column(kept, 2), column(kept, 3));
    }

    private static int[] column(List<int[]> rows, int column) {
        return rows.stream().mapToInt(r -> r[column]).toArray();
    }
}
