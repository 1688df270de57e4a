package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.locationtech.jts.precision.GeometryPrecisionReducer;

/**
 * Puts candidates on the grid as valid polygons. {@link RingCheck} finds what could be invalid, cheaply; only then JTS decides
 * (on the grid's coordinates, where all is exact) and, if need be, repairs by its GeometryFixer.
 */
final class SnappedRings {
    private static final GeometryFactory UNITS = new GeometryFactory(new PrecisionModel(1));

    private final CanonicalGrid grid;
    private final EllipsoidArea ellipsoid;
    private final Findings findings;

    SnappedRings(CanonicalGrid grid, Findings findings) {
        this.grid = grid;
        this.ellipsoid = new EllipsoidArea(grid);
        this.findings = findings;
    }

    /** The candidate's polygons: valid, shells counter-clockwise, holes clockwise; empty when nothing is left. */
    int[][][] of(Candidate candidate) {
        List<int[][]> polygons = new ArrayList<>(candidate.outlines().size());
        for (List<RawRing> outline : candidate.outlines()) {
            int[][] rings = rings(candidate, outline);
            if (rings.length > 0) {
                polygons.add(rings);
            }
        }
        int[][][] all = polygons.toArray(new int[0][][]);
        if (RingCheck.suspicious(all)) {
            all = validated(candidate, all);
        }
        orient(all);
        return all;
    }

    private int[][] rings(Candidate candidate, List<RawRing> outline) {
        List<int[]> rings = new ArrayList<>(outline.size());
        Set<List<Integer>> seen = new HashSet<>();
        for (int i = 0; i < outline.size(); i++) {
            int[] ring = outline.get(i).on(grid);
            if (ring.length < 6) {
                Severity severity = i == 0 ? findings.repairable() : Severity.REPAIRED;
                findings.add(FindingCode.TOO_FEW_POINTS, severity, candidate.subject(), place(ring), 0, null);
                if (i == 0) {
                    break;
                }
            } else if (outline.size() > 1 && !seen.add(fingerprint(ring))) {
                double m2 = Math.abs(ellipsoid.ring(ring));
                findings.add(
                        FindingCode.DUPLICATE_RING, findings.repairable(), candidate.subject(), place(ring), m2, null);
            } else {
                rings.add(ring);
            }
        }
        return rings.toArray(new int[0][]);
    }

    /** Equal for the same ring, wherever it starts and whichever way it runs. */
    private static List<Integer> fingerprint(int[] ring) {
        long[] points = new long[ring.length / 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = ((long) ring[2 * i] << 32) | ring[2 * i + 1];
        }
        Arrays.sort(points);
        List<Integer> key = new ArrayList<>(ring.length);
        for (long point : points) {
            key.add((int) (point >> 32));
            key.add((int) point);
        }
        return key;
    }

    private Coordinate place(int[] ring) {
        return new Coordinate(grid.lon(ring[0]), grid.lat(ring[1]));
    }

    private int[][][] validated(Candidate candidate, int[][][] polygons) {
        Geometry geometry = units(polygons);
        TopologyValidationError error = new IsValidOp(geometry).getValidationError();
        if (error == null) {
            return polygons;
        }
        Geometry fixed = GeometryPrecisionReducer.reduce(GeometryFixer.fix(geometry), new PrecisionModel(1));
        int[][][] result = polygons(fixed);
        orient(result);
        double before = ellipsoid.signed(polygons);
        double m2 = Math.abs(ellipsoid.shape(result) - before);
        Coordinate at = error.getCoordinate();
        Coordinate place = at == null
                ? place(polygons[0][0])
                : new Coordinate(
                        grid.originLon() + Math.scalb(at.x, -grid.k()), grid.originLat() + Math.scalb(at.y, -grid.k()));
        findings.add(FindingCode.SELF_INTERSECTION, findings.repairable(), candidate.subject(), place, m2, null);
        return result;
    }

    static Geometry units(int[][][] polygons) {
        Polygon[] result = new Polygon[polygons.length];
        for (int p = 0; p < polygons.length; p++) {
            LinearRing[] holes = new LinearRing[polygons[p].length - 1];
            for (int r = 1; r < polygons[p].length; r++) {
                holes[r - 1] = unitRing(polygons[p][r]);
            }
            result[p] = UNITS.createPolygon(unitRing(polygons[p][0]), holes);
        }
        return result.length == 1 ? result[0] : UNITS.createMultiPolygon(result);
    }

    private static LinearRing unitRing(int[] ring) {
        Coordinate[] points = new Coordinate[ring.length / 2 + 1];
        for (int i = 0; i < points.length - 1; i++) {
            points[i] = new Coordinate(ring[2 * i], ring[2 * i + 1]);
        }
        points[points.length - 1] = points[0].copy();
        return UNITS.createLinearRing(points);
    }

    static int[][][] polygons(Geometry units) {
        List<int[][]> result = new ArrayList<>();
        for (int i = 0; i < units.getNumGeometries(); i++) {
            if (units.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                int[][] rings = new int[polygon.getNumInteriorRing() + 1][];
                rings[0] = ints(polygon.getExteriorRing());
                for (int r = 1; r < rings.length; r++) {
                    rings[r] = ints(polygon.getInteriorRingN(r - 1));
                }
                result.add(rings);
            }
        }
        return result.toArray(new int[0][][]);
    }

    private static int[] ints(LinearRing ring) {
        int[] result = new int[(ring.getNumPoints() - 1) * 2];
        for (int i = 0; i < result.length / 2; i++) {
            result[2 * i] = (int) Math.rint(ring.getCoordinateSequence().getX(i));
            result[2 * i + 1] = (int) Math.rint(ring.getCoordinateSequence().getY(i));
        }
        return result;
    }

    static void orient(int[][][] polygons) {
        for (int[][] polygon : polygons) {
            for (int r = 0; r < polygon.length; r++) {
                if (Exact.isCounterClockwise(polygon[r]) != (r == 0)) {
                    reverse(polygon[r]);
                }
            }
        }
    }

    private static void reverse(int[] ring) {
        for (int i = 0, j = ring.length - 2; i < j; i += 2, j -= 2) {
            int x = ring[i];
            int y = ring[i + 1];
            ring[i] = ring[j];
            ring[i + 1] = ring[j + 1];
            ring[j] = x;
            ring[j + 1] = y;
        }
    }
}
