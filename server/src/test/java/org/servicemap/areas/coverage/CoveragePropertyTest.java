package org.servicemap.areas.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** Whatever mess comes in, either errors come out or a coverage that the verifier accepts. */
class CoveragePropertyTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** A lattice of cells whose corners are displaced, each polygon with its own errors. */
    private static List<SourceFeature> mess(Random random, int side, double noise, int level, String prefix) {
        Coordinate[][] corners = new Coordinate[side + 1][side + 1];
        for (int i = 0; i <= side; i++) {
            for (int j = 0; j <= side; j++) {
                corners[i][j] = new Coordinate(
                        116 + (i + 0.3 * random.nextGaussian()) * 0.1 / side,
                        40 + (j + 0.3 * random.nextGaussian()) * 0.1 / side);
            }
        }
        List<SourceFeature> features = new ArrayList<>();
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                Coordinate[] ring = {
                    jitter(corners[i][j], random, noise),
                    jitter(corners[i + 1][j], random, noise),
                    jitter(corners[i + 1][j + 1], random, noise),
                    jitter(corners[i][j + 1], random, noise),
                    null
                };
                ring[4] = ring[0].copy();
                features.add(Layers.feature(level, prefix + i + "-" + j, FACTORY.createPolygon(ring)));
            }
        }
        return features;
    }

    private static Coordinate jitter(Coordinate corner, Random random, double noise) {
        return random.nextInt(3) > 0
                ? corner.copy()
                : new Coordinate(corner.x + noise * random.nextGaussian(), corner.y + noise * random.nextGaussian());
    }

    @Test
    void anyMessGivesErrorsOrAVerifiedCoverage() {
        int built = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            double noise = Math.pow(10, -9 + random.nextInt(7));
            List<SourceFeature> features = mess(random, 2 + random.nextInt(4), noise, 1, "a");
            features.addAll(mess(random, 2 + random.nextInt(8), noise, 2, "b"));
            features.addAll(mess(random, 2 + random.nextInt(12), noise, 3, "c"));
            CoverageOptions options = new CoverageOptions(
                    true, random.nextInt(1000), random.nextInt(1000), Map.of(2, ParentRule.SHARE, 3, ParentRule.SHARE));
            CoverageResult result = CoverageBuilder.build(Layers.levels(3), 1 + random.nextInt(3), features, options);
            Coverage coverage = result.coverage();
            assertThat(coverage == null)
                    .as("seed %d", seed)
                    .isEqualTo(result.report().hasErrors());
            if (coverage != null) {
                built++;
                assertThat(CoverageVerifier.verify(coverage))
                        .as("seed %d", seed)
                        .isEmpty();
                assertThat(GridGeometry.toGeometry(
                                        coverage.grid(), coverage.areas().get(0).shape())
                                .isValid())
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
        assertThat(built).isGreaterThan(50);
    }

    @Test
    void nothingIsLostThatIsNotReported() {
        for (int seed = 100; seed < 130; seed++) {
            Random random = new Random(seed);
            double noise = Math.pow(10, -8 + random.nextInt(5));
            List<SourceFeature> features = mess(random, 3 + random.nextInt(6), noise, 1, "a");
            CoverageResult result =
                    CoverageBuilder.build(Layers.levels(1), 1, features, CoverageOptions.DEFAULT.withRepair(true));
            Coverage coverage = result.coverage();
            assertThat(coverage).as("seed %d", seed).isNotNull();
            double total = coverage.areas().stream()
                    .mapToDouble(area -> GridMeasure.areaM2(coverage.grid(), area.shape()))
                    .sum();
            double union = new EllipsoidArea(coverage.grid())
                    .shape(GridGeometry.toShape(coverage.grid(), multi(union(features)))
                            .polygons());
            double filled = sum(result.report(), "gap", Severity.REPAIRED);
            double fixed = sum(result.report(), "self_intersection", Severity.REPAIRED);
            // Rounding moves a border by up to 0.1 mm, over some 100 km of borders.
            assertThat(total).as("seed %d", seed).isCloseTo(union + filled, within(10 + fixed));
        }
    }

    private static double sum(ImportReport report, String code, Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.code().equals(code) && finding.severity() == severity)
                .mapToDouble(Finding::m2)
                .sum();
    }

    private static Geometry union(List<SourceFeature> features) {
        Geometry union = FACTORY.createPolygon();
        for (SourceFeature feature : features) {
            union = OverlayNGRobust.overlay(union, feature.wgs84().buffer(0), 2);
        }
        return union;
    }

    private static MultiPolygon multi(Geometry geometry) {
        return geometry instanceof Polygon polygon
                ? FACTORY.createMultiPolygon(new Polygon[] {polygon})
                : (MultiPolygon) geometry;
    }

    @Test
    void buildingAgainFromTheResultChangesNothing() {
        for (int seed = 200; seed < 215; seed++) {
            Random random = new Random(seed);
            List<SourceFeature> features = mess(random, 5, 1e-6, 1, "a");
            CoverageOptions options = CoverageOptions.DEFAULT.withRepair(true);
            Coverage first = CoverageBuilder.build(Layers.levels(1), 1, features, options)
                    .coverage();
            assertThat(first).isNotNull();
            List<SourceFeature> again = first.areas().stream()
                    .map(area -> Layers.feature(1, area.code(), GridGeometry.toGeometry(first.grid(), area.shape())))
                    .toList();
            CoverageResult second = CoverageBuilder.build(Layers.levels(1), 1, again, options);
            assertThat(second.coverage()).isNotNull();
            CoverageDiff.LevelDiff diff =
                    CoverageDiff.between(first, second.coverage()).levels().get(0);
            assertThat(diff.moved()).isEmpty();
            assertThat(diff.added()).isEmpty();
            for (CoverageArea area : first.areas()) {
                assertThat(GridGeometry.toGeometry(first.grid(), area.shape())
                                .equalsExact(GridGeometry.toGeometry(
                                        second.coverage().grid(),
                                        second.coverage()
                                                .areas()
                                                .get(area.ordinal())
                                                .shape())))
                        .isTrue();
            }
        }
    }

    @Test
    void shapesGoToGeometriesAndBack() {
        Coverage coverage = CoverageBuilder.build(
                        Layers.levels(1),
                        1,
                        mess(new Random(1), 6, 0, 1, "a"),
                        CoverageOptions.DEFAULT.withRepair(true))
                .coverage();
        assertThat(coverage).isNotNull();
        for (CoverageArea area : coverage.areas()) {
            GridShape back =
                    GridGeometry.toShape(coverage.grid(), GridGeometry.toGeometry(coverage.grid(), area.shape()));
            assertThat(back.polygons()).isDeepEqualTo(area.shape().polygons());
            var label = GridMeasure.labelPoint(coverage.grid(), area.shape());
            assertThat(GridGeometry.toGeometry(coverage.grid(), area.shape())
                            .contains(FACTORY.createPoint(new Coordinate(label.lon(), label.lat()))))
                    .isTrue();
        }
    }

    /** Karney's geodesic areas of the same boxes differ only by the edges' course along parallels; this is the closed form. */
    @Test
    void areaOfADegreeIsTheEllipsoidsZone() {
        CanonicalGrid grid = new CanonicalGrid(116, 39, 29);
        int one = 1 << 29;
        GridShape degree = new GridShape(new int[][][] {{{0, 0, one, 0, one, one, 0, one}}});
        assertThat(GridMeasure.areaM2(grid, degree) / 1e6).isCloseTo(zone(39, 40), within(1e-3));
    }

    /** M·N·cos φ integrated by many small steps. */
    private static double zone(double south, double north) {
        double a = 6378.137;
        double e2 = 0.00669437999014;
        int steps = 100_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double phi = Math.toRadians(south + (north - south) * (i + 0.5) / steps);
            double w = 1 - e2 * Math.sin(phi) * Math.sin(phi);
            sum += a * a * (1 - e2) / (w * w) * Math.cos(phi);
        }
        return sum * Math.toRadians(north - south) / steps * Math.toRadians(1);
    }
}
