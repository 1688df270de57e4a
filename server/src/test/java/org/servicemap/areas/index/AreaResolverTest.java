package org.servicemap.areas.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.geo.LonLat;

/** Border distances, near misses and the accuracy disc against slow straight-forward computations. */
class AreaResolverTest {
    private static final Coverage CITY = SyntheticCity.coverage(SyntheticCity.Plan.SMALL, 116, 39.5, 0.02, 29);
    private static final AreaDirectory DIRECTORY = AreaDirectory.of(CITY);
    private static final AreaIndex INDEX = AreaIndex.build(CITY);
    private static final Linework LINES = LineworkBuilder.build(CITY);
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private static AreaResolver resolver(double snapMetres, double ambiguousBelow) {
        return new AreaResolver(new AreaSnapshot(
                "1",
                "test",
                LocalDate.of(2025, 7, 1),
                DIRECTORY,
                INDEX,
                OverlayIndex.EMPTY,
                new ResolverSettings(snapMetres, ambiguousBelow)));
    }

    private static List<LonLat> points(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LonLat> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            points.add(new LonLat(116 + 0.04 * random.nextDouble(), 39.5 + 0.032 * random.nextDouble()));
        }
        return points;
    }

    @Test
    void theChainFollowsTheParents() {
        for (LonLat point : points(300, 1)) {
            Resolution resolution = resolver(0, 0.8).resolve(Query.of(point));
            int leaf = INDEX.leafOf(point.lon(), point.lat());
            assertThat(resolution.status()).isEqualTo(leaf < 0 ? Resolution.Status.OUTSIDE : Resolution.Status.INSIDE);
            for (int i = resolution.areas().size() - 1, area = leaf; i >= 0; i--, area = DIRECTORY.parent(area)) {
                assertThat(resolution.areas().get(i).ordinal()).isEqualTo(area);
                assertThat(resolution.areas().get(i).level()).isEqualTo(DIRECTORY.level(area));
            }
        }
    }

    @Test
    void borderDistancesAreThoseOfTheNearestEdgeThatSeparatesTheLevel() {
        for (LonLat point : points(200, 2)) {
            BorderIndex.Plane plane = BorderIndex.Plane.at(CITY.grid(), point.lon(), point.lat());
            for (LevelHit hit : resolver(0, 0.8).resolve(Query.of(point)).areas()) {
                double nearest = Double.MAX_VALUE;
                for (int e = 0; e < LINES.size(); e++) {
                    if (at(LINES.left()[e], hit.level()) != at(LINES.right()[e], hit.level())) {
                        nearest =
                                Math.min(nearest, plane.toSegment(LINES.x1(e), LINES.y1(e), LINES.x2(e), LINES.y2(e)));
                    }
                }
                assertThat(hit.borderMetres()).isCloseTo(Math.sqrt(nearest), within(1e-6));
            }
        }
    }

    private static int at(int face, int level) {
        return face == 0 ? -2 : DIRECTORY.ancestorAt(face - 1, level);
    }

    @Test
    void aNearMissSnapsWithinTheToleranceAndIsMarked() {
        int snapped = 0;
        for (LonLat point : points(600, 3)) {
            Resolution resolution = resolver(30, 0.8).resolve(Query.of(point));
            if (resolution.status() == Resolution.Status.INSIDE) {
                continue;
            }
            BorderIndex.Plane plane = BorderIndex.Plane.at(CITY.grid(), point.lon(), point.lat());
            Map<Integer, Double> byFace = new HashMap<>();
            for (int e = 0; e < LINES.size(); e++) {
                double metres = Math.sqrt(plane.toSegment(LINES.x1(e), LINES.y1(e), LINES.x2(e), LINES.y2(e)));
                byFace.merge(LINES.left()[e], metres, Math::min);
                byFace.merge(LINES.right()[e], metres, Math::min);
            }
            byFace.remove(0);
            double nearest = byFace.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .min()
                    .orElseThrow();
            if (nearest > 30) {
                assertThat(resolution.status()).isEqualTo(Resolution.Status.OUTSIDE);
                assertThat(resolution.areas()).isEmpty();
            } else {
                snapped++;
                assertThat(resolution.status()).isEqualTo(Resolution.Status.SNAPPED);
                assertThat(resolution.snappedMetres()).isCloseTo(nearest, within(1e-6));
                int leaf = resolution.areas().get(resolution.areas().size() - 1).ordinal();
                assertThat(byFace.get(leaf + 1)).isCloseTo(nearest, within(1e-6));
            }
        }
        assertThat(snapped).isPositive();
    }

    @Test
    void sharesAreThoseOfADiscCutByThePolygons() {
        for (LonLat point : points(25, 4)) {
            Resolution resolution = resolver(0, 0.8).resolve(new Query(point, 120.0, Set.of()));
            for (LevelHit hit : resolution.areas()) {
                double sum = 0;
                for (LevelHit.Candidate candidate : hit.candidates()) {
                    double expected = share(point, 120, candidate.ordinal());
                    assertThat(candidate.share()).isCloseTo(expected, within(2e-3));
                    sum += candidate.share();
                }
                assertThat(sum).isLessThanOrEqualTo(1 + 1e-9);
                assertThat(hit.ambiguous()).isEqualTo(hit.candidates().get(0).share() < 0.8);
                assertThat(hit.share()).isCloseTo(share(point, 120, hit.ordinal()), within(2e-3));
            }
        }
    }

    private static double share(LonLat point, double metres, int ordinal) {
        LocalMetres local = LocalMetres.at(point.lat());
        Geometry disc = AffineTransformation.translationInstance(point.lon(), point.lat())
                .scale(1, 1)
                .transform(GEOMETRY.createPoint(new Coordinate(0, 0)));
        disc = AffineTransformation.scaleInstance(1 / local.perLon(), 1 / local.perLat())
                .translate(point.lon(), point.lat())
                .transform(GEOMETRY.createPoint(new Coordinate(0, 0)).buffer(metres, 90));
        double shared = 0;
        for (CoverageArea area : CITY.areas()) {
            if (isUnder(area.ordinal(), ordinal)) {
                for (int[][] polygon : area.own().polygons()) {
                    shared += OverlayNGRobust.overlay(
                                    disc,
                                    polygon(polygon[0]),
                                    org.locationtech.jts.operation.overlayng.OverlayNG.INTERSECTION)
                            .getArea();
                }
            }
        }
        return shared / disc.getArea();
    }

    private static boolean isUnder(int area, int ancestor) {
        for (int a = area; a >= 0; a = DIRECTORY.parent(a)) {
            if (a == ancestor) {
                return true;
            }
        }
        return false;
    }

    private static Polygon polygon(int[] ring) {
        Coordinate[] coordinates = new Coordinate[ring.length / 2 + 1];
        for (int i = 0; i < coordinates.length; i++) {
            int at = 2 * i % ring.length;
            coordinates[i] =
                    new Coordinate(CITY.grid().lon(ring[at]), CITY.grid().lat(ring[at + 1]));
        }
        LinearRing shell = GEOMETRY.createLinearRing(coordinates);
        return GEOMETRY.createPolygon(shell);
    }

    /** As the shares of points inside: the rest of the disc lies in no area. */
    @Test
    void aDiscAroundAPointOutsideHasItsCandidatesToo() {
        LonLat outside = new LonLat(115.9993, 39.516);
        Resolution exact = resolver(10, 0.8).resolve(Query.of(outside));
        assertThat(exact.status()).isEqualTo(Resolution.Status.OUTSIDE);
        assertThat(exact.touched()).isEmpty();
        assertThat(exact.ambiguous()).isFalse();
        Resolution found = resolver(10, 0.8).resolve(new Query(outside, 500.0, Set.of()));
        assertThat(found.status()).isEqualTo(Resolution.Status.OUTSIDE);
        assertThat(found.areas()).isEmpty();
        assertThat(found.ambiguous()).isTrue();
        assertThat(found.touched()).extracting(LevelHit::level).startsWith(1).isSorted();
        LevelHit coarsest = found.touched().get(0);
        assertThat(coarsest.share()).isBetween(0.2, 0.5);
        assertThat(coarsest.candidates().get(0))
                .isEqualTo(new LevelHit.Candidate(coarsest.ordinal(), coarsest.share()));
        assertThat(resolver(10, 0.8).resolve(new Query(outside, 5.0, Set.of())).touched())
                .isEmpty();
    }

    /** A town where both orders are on earth. */
    @Test
    void swappedCoordinatesOfATownAreSaid() {
        Coverage town = SyntheticCity.coverage(SyntheticCity.Plan.SMALL, 32, 39.5, 0.02, 29);
        AreaResolver resolver = new AreaResolver(new AreaSnapshot(
                "1",
                "town",
                LocalDate.of(2025, 7, 1),
                AreaDirectory.of(town),
                AreaIndex.build(town),
                OverlayIndex.EMPTY,
                new ResolverSettings(50, 0.8)));
        assertThat(resolver.resolve(Query.of(new LonLat(32.02, 39.516))).swapped())
                .isFalse();
        assertThat(resolver.resolve(Query.of(new LonLat(39.516, 32.02))).swapped())
                .isTrue();
        assertThat(resolver.resolve(Query.of(new LonLat(39.516, 33.02))).swapped())
                .isFalse();
    }

    @Test
    void refusesAnAccuracyThatIsNone() {
        assertThatThrownBy(() -> new Query(new LonLat(116, 39), Double.NaN, Set.of()))
                .isInstanceOf(ResolverException.class)
                .extracting(e -> ((ResolverException) e).code())
                .isEqualTo("bad_accuracy");
    }
}
