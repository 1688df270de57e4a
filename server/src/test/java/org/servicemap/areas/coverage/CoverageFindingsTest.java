package org.servicemap.areas.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** One test for each thing that import finds; a unit square is about 83 m × 108 m. */
class CoverageFindingsTest {
    private static final double UNIT_M2 = 9_042.4;

    private static void fails(CoverageResult result, String... codes) {
        assertThat(result.coverage()).isNull();
        assertThat(result.report().findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(Finding::code))
                .containsExactly(codes);
    }

    private static Coverage repaired(CoverageResult result, String... codes) {
        assertThat(result.report().findings().stream().map(Finding::code)).containsExactly(codes);
        return accepted(result);
    }

    private static Coverage accepted(CoverageResult result) {
        Coverage coverage = result.coverage();
        assertThat(coverage).as(result.report().toString()).isNotNull();
        assertThat(CoverageVerifier.verify(coverage)).isEmpty();
        return coverage;
    }

    private static double units(Coverage coverage, int ordinal) {
        return GridMeasure.areaM2(coverage.grid(), coverage.areas().get(ordinal).shape()) / UNIT_M2;
    }

    private static List<String> codes(Coverage coverage) {
        return coverage.areas().stream().map(CoverageArea::code).toList();
    }

    @Test
    void perfectLayerHasNoFindings() {
        CoverageResult result =
                new Layers().box(1, "b", 1, 0, 2, 1).box(1, "a", 0, 0, 1, 1).build(1);
        Coverage coverage = repaired(result);
        assertThat(codes(coverage)).containsExactly("a", "b");
        assertThat(units(coverage, 0)).isCloseTo(1, within(0.01));
    }

    @Test
    void nullAndEmptyGeometry() {
        Layers layers =
                new Layers().box(1, "a", 0, 0, 1, 1).add(1, "b", (String) null).add(1, "c", "POLYGON EMPTY");
        fails(layers.build(1), "empty_geometry", "null_geometry");
        assertThat(codes(repaired(layers.repair(1), "empty_geometry", "null_geometry")))
                .containsExactly("a");
    }

    @Test
    void aMultipolygonInACollectionIsLand() {
        Layers layers = new Layers()
                .add(
                        1,
                        "a",
                        "GEOMETRYCOLLECTION (MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((2 0, 3 0, 3 1, 2 1, 2 0))))");
        assertThat(units(repaired(layers.build(1)), 0)).isCloseTo(2, within(0.02));
    }

    @Test
    void whatConcernsAWholeAreaHasItsPlaceToo() {
        Layers layers =
                new Layers().box(1, "a", 0, 0, 1, 1).box(1, "b", 0, 0, 1, 1).box(1, "c", 1, 0, 1.01, 0.01);
        for (String code : List.of("vanished", "tiny_area")) {
            assertThat(layers.repair(1).report().findings())
                    .filteredOn(finding -> finding.code().equals(code))
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.lon()).isBetween(116.0, 116.0 + 2 * Layers.UNIT));
        }
        Layers astray = new Layers().box(1, "a", 0, 0, 1, 1).box(7, "x", 2, 0, 3, 1);
        assertThat(astray.build(1).report().findings())
                .filteredOn(finding -> finding.code().equals("unknown_level"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.lon()).isEqualTo(116 + 2 * Layers.UNIT));
    }

    @Test
    void pointIsNoArea() {
        Layers layers = new Layers().box(1, "a", 0, 0, 1, 1).add(1, "p", "POINT (3 3)");
        fails(layers.build(1), "not_a_polygon");
    }

    @Test
    void openRingIsClosedByRepair() {
        Layers layers = new Layers().add(1, "a", "LINESTRING (0 0, 1 0, 1 1, 0 1)");
        fails(layers.build(1), "unclosed_ring");
        assertThat(units(repaired(layers.repair(1), "unclosed_ring"), 0)).isCloseTo(1, within(0.01));
    }

    @Test
    void bowTieBecomesTwoTriangles() {
        Layers layers = new Layers().add(1, "a", "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))");
        CoverageResult result = layers.build(1);
        fails(result, "self_intersection");
        Finding finding = result.report().findings().get(0);
        assertThat(finding.lon()).isEqualTo(116 + Layers.UNIT);
        assertThat(finding.lat()).isEqualTo(40 + Layers.UNIT);
        assertThat(units(repaired(layers.repair(1), "self_intersection"), 0)).isCloseTo(2, within(0.02));
    }

    @Test
    void spikeIsAnInvalidRing() {
        Layers layers = new Layers().add(1, "a", "POLYGON ((0 0, 2 0, 2 5, 2 2, 0 2, 0 0))");
        fails(layers.build(1), "self_intersection");
    }

    @Test
    void tooFewPointsAndDuplicateRing() {
        Layers layers = new Layers()
                .add(1, "a", "POLYGON ((0 0, 1 0, 0 0, 0 0))")
                .add(
                        1,
                        "b",
                        "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1), (2 2, 2 1, 1 1, 1 2, 2 2))");
        fails(layers.build(1), "duplicate_ring", "too_few_points");
        Coverage coverage = accepted(layers.repair(1));
        assertThat(codes(coverage)).containsExactly("b");
        assertThat(units(coverage, 0)).isCloseTo(15, within(0.1));
    }

    @Test
    void coordinatesThatMakeNoSense() {
        GeometryFactory factory = new GeometryFactory();
        Coordinate[] swapped = {at(40, 116), at(41, 116), at(40, 117), at(40, 116)};
        Coordinate[] metres = {
            at(440_000, 4_400_000), at(440_001, 4_400_000), at(440_000, 4_400_001), at(440_000, 4_400_000)
        };
        Coordinate[] nan = {at(116, 40), at(Double.NaN, 40), at(116, 41), at(116, 40)};
        Layers layers = new Layers()
                .box(1, "a", 0, 0, 1, 1)
                .add(1, "b", null, factory.createPolygon(swapped))
                .add(1, "c", null, factory.createPolygon(metres))
                .add(1, "d", null, factory.createPolygon(nan));
        fails(layers.build(1), "axis_order", "coordinate_out_of_range", "not_a_number");
        fails(layers.repair(1), "axis_order", "coordinate_out_of_range", "not_a_number");
    }

    private static Coordinate at(double x, double y) {
        return new Coordinate(x, y);
    }

    @Test
    void nothingAtAll() {
        fails(new Layers().build(1), "no_areas");
    }

    @Test
    void missingCodeGetsOneByRepair() {
        Layers layers = new Layers().add(1, " ", Layers.rectangle(0, 0, 1, 1));
        fails(layers.build(1), "missing_code");
        assertThat(codes(repaired(layers.repair(1), "missing_code"))).containsExactly("layer1-1");
    }

    @Test
    void duplicateCodesOfOneNameAreMerged() {
        Layers layers = new Layers().box(1, "a", 0, 0, 1, 1).box(1, "a", 5, 0, 6, 1);
        fails(layers.build(1), "duplicate_code");
        Coverage coverage = repaired(layers.repair(1), "duplicate_code");
        assertThat(codes(coverage)).containsExactly("a");
        assertThat(coverage.areas().get(0).shape().polygons()).hasNumberOfRows(2);
    }

    @Test
    void smallOverlapIsRepairedAlwaysAndLargeOnRequest() {
        Layers small = new Layers().box(1, "a", 0, 0, 1, 1).box(1, "b", 0.999, 0, 3, 1);
        CoverageResult result = small.build(1);
        Coverage coverage = repaired(result, "overlap");
        assertThat(result.report().findings().get(0).m2()).isCloseTo(9.04, within(0.1));
        assertThat(units(coverage, 0)).isCloseTo(1, within(0.001));

        Layers large = new Layers().box(1, "a", 0, 0, 4, 1).box(1, "b", 3, 0, 5, 1);
        fails(large.build(1), "overlap");
        // The smaller one keeps the piece.
        assertThat(units(repaired(large.repair(1), "overlap"), 1)).isCloseTo(2, within(0.01));
    }

    @Test
    void enclaveDrawnOverItsSurroundingsCutsThem() {
        Layers layers = new Layers().box(1, "a", 0, 0, 9, 9).box(1, "b", 3, 3, 4, 4);
        fails(layers.build(1), "overlap");
        Coverage coverage = repaired(layers.repair(1), "overlap");
        assertThat(units(coverage, 0)).isCloseTo(80, within(0.5));
        assertThat(coverage.areas().get(0).shape().polygons()[0]).hasNumberOfRows(2);
    }

    @Test
    void sameShapeTwiceVanishes() {
        Layers layers = new Layers().box(1, "a", 0, 0, 1, 1).box(1, "b", 0, 0, 1, 1);
        fails(layers.build(1), "overlap", "vanished");
    }

    @Test
    void smallGapIsFilledByTheLongestNeighbour() {
        // A gap of 0.001 × 1 between a and b; c only touches its end.
        Layers layers = new Layers()
                .box(1, "a", 0, 0, 1, 1)
                .add(1, "b", "POLYGON ((1.001 0, 3 0, 3 1, 1.001 1, 1.001 0))")
                .box(1, "c", 0, 1, 3, 2)
                .box(1, "d", 0, -1, 3, 0);
        CoverageResult result = layers.build(1);
        Coverage coverage = repaired(result, "gap");
        assertThat(result.report().findings().get(0).severity()).isEqualTo(Severity.REPAIRED);
        double total = coverage.areas().stream()
                .mapToDouble(area -> units(coverage, area.ordinal()))
                .sum();
        assertThat(total).isCloseTo(9, within(0.05));
        assertThat(units(coverage, 2)).isCloseTo(3, within(0.02));
    }

    @Test
    void largeThinGapNeedsRepairAndAWideOneIsAHole() {
        Layers thin = new Layers().add(1, "a", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 1.05, 8 1.05, 8 1, 1 1))");
        fails(thin.build(1), "gap");
        assertThat(units(repaired(thin.repair(1), "gap"), 0)).isCloseTo(81, within(0.5));

        Layers wide = new Layers().add(1, "a", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 4, 8 4, 8 1, 1 1))");
        CoverageResult result = wide.repair(1);
        assertThat(units(repaired(result, "gap"), 0)).isCloseTo(60, within(0.5));
        assertThat(result.report().findings().get(0).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void detachedSplinterGoesToItsNeighbour() {
        Layers layers = new Layers()
                .add(1, "a", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((2.99 0, 3 0, 3 0.1, 2.99 0.1, 2.99 0)))")
                .add(1, "b", "POLYGON ((1 0, 2.99 0, 2.99 0.1, 3 0.1, 3 1, 1 1, 1 0))");
        Coverage coverage = repaired(layers.build(1), "sliver");
        assertThat(coverage.areas().get(0).shape().polygons()).hasNumberOfRows(1);
        assertThat(units(coverage, 1)).isCloseTo(2, within(0.01));
    }

    @Test
    void parentsByFieldPrefixAndShare() {
        Layers layers = new Layers()
                .box(1, "11", 0, 0, 2, 2)
                .box(1, "12", 2, 0, 4, 2)
                .add(2, "1101", "11", Layers.rectangle(0, 0, 2, 2))
                .add(2, "1201", "12", Layers.rectangle(2, 0, 4, 2));
        for (ParentRule rule :
                List.of(ParentRule.FIELD, ParentRule.SHARE, ParentRule.prefix(2), ParentRule.ANY_PREFIX)) {
            CoverageOptions options = CoverageOptions.DEFAULT.withParents(Map.of(2, rule));
            Coverage coverage = repaired(layers.build(2, 2, options));
            assertThat(coverage.areas().get(2).parent()).isZero();
            assertThat(coverage.areas().get(3).parent()).isEqualTo(1);
            assertThat(coverage.areas().get(0).own().isEmpty()).isTrue();
        }
    }

    @Test
    void prefixMayBeFilledUpWithZeros() {
        Layers layers = new Layers().box(1, "110000", 0, 0, 2, 2).box(2, "110101", 0, 0, 2, 2);
        CoverageOptions options = CoverageOptions.DEFAULT.withParents(Map.of(2, ParentRule.prefix(2)));
        assertThat(repaired(layers.build(2, 2, options)).areas().get(1).parent())
                .isZero();
    }

    @Test
    void orphanAndWrongLevelAndCircle() {
        Layers orphan = new Layers().box(1, "A", 0, 0, 2, 2).add(2, "a", "X", Layers.rectangle(0, 0, 2, 2));
        fails(orphan.build(2), "unknown_parent");
        assertThat(repaired(orphan.repair(2), "unknown_parent").areas().get(1).parent())
                .isZero();

        Layers sideways = new Layers()
                .box(1, "A", 0, 0, 2, 2)
                .add(2, "a", "A", Layers.rectangle(0, 0, 1, 2))
                .add(2, "b", "a", Layers.rectangle(1, 0, 2, 2));
        fails(sideways.build(2), "parent_not_coarser");

        Layers circle = new Layers()
                .box(1, "A", 0, 0, 2, 2)
                .add(2, "a", "b", Layers.rectangle(0, 0, 1, 2))
                .add(2, "b", "a", Layers.rectangle(1, 0, 2, 2));
        fails(circle.build(2), "cyclic_parent", "cyclic_parent");
    }

    @Test
    void childIsClippedToTheAuthoritativeParent() {
        Layers little = new Layers().box(1, "A", 0, 0, 9, 9).add(2, "a", "A", Layers.rectangle(0, 0, 9, 9.05));
        CoverageResult result = little.build(2, 1, CoverageOptions.DEFAULT);
        Coverage coverage = repaired(result, "clipped");
        assertThat(result.report().findings().get(0).m2()).isCloseTo(0.45 * UNIT_M2, within(50.0));
        assertThat(units(coverage, 1)).isCloseTo(81, within(0.5));

        Layers much = new Layers().box(1, "A", 0, 0, 9, 9).add(2, "a", "A", Layers.rectangle(0, 0, 9, 12));
        fails(much.build(2, 1, CoverageOptions.DEFAULT), "spans_parents");

        Layers most = new Layers().box(1, "A", 0, 0, 9, 9).add(2, "a", "A", Layers.rectangle(0, 8, 9, 12));
        fails(most.build(2, 1, CoverageOptions.DEFAULT), "outside_parent");
    }

    @Test
    void authoritativeAreaFarFromItsParentIsAnErrorAndAcrossItsBorderAWarning() {
        Layers wrong = new Layers()
                .box(1, "A", 0, 0, 5, 9)
                .box(1, "B", 5, 0, 9, 9)
                .add(2, "a", "A", Layers.rectangle(0, 0, 5, 9))
                .add(2, "b", "A", Layers.rectangle(5, 0, 9, 9));
        fails(wrong.build(2), "outside_parent", "vanished");

        Layers across = new Layers()
                .box(1, "A", 0, 0, 5, 9)
                .box(1, "B", 5, 0, 9, 9)
                .add(2, "a", "A", Layers.rectangle(0, 0, 6, 9))
                .add(2, "b", "B", Layers.rectangle(6, 0, 9, 9));
        CoverageResult result = across.build(2);
        accepted(result);
        assertThat(result.report().counts()).containsOnly(Map.entry("rebuilt", 2L), Map.entry("spans_parents", 1L));
    }

    @Test
    void coarserLevelIsRebuiltFromTheAuthoritativeOne() {
        Layers layers = new Layers()
                .box(1, "A", 0, 0, 5, 9)
                .box(1, "B", 5, 0, 9, 9)
                .add(2, "a", "A", Layers.rectangle(0, 0, 4, 9))
                .add(2, "b", "B", Layers.rectangle(4, 0, 9, 9));
        CoverageResult result = layers.build(2);
        Coverage coverage = accepted(result);
        assertThat(result.report().counts()).containsOnly(Map.entry("rebuilt", 2L), Map.entry("spans_parents", 1L));
        assertThat(units(coverage, 0)).isCloseTo(36, within(0.3));
        assertThat(coverage.areas().get(0).own().isEmpty()).isTrue();
    }

    @Test
    void whereALevelIsMissingTheNextCoarserOneOwnsThePlace() {
        Layers layers = new Layers()
                .box(1, "A", 0, 0, 9, 9)
                .box(1, "B", 9, 0, 18, 9)
                .add(2, "a", "A", Layers.rectangle(0, 0, 4, 9));
        CoverageResult result = layers.build(2, 1, CoverageOptions.DEFAULT);
        Coverage coverage = repaired(result, "hole");
        assertThat(GridMeasure.areaM2(coverage.grid(), coverage.areas().get(0).own()) / UNIT_M2)
                .isCloseTo(45, within(0.3));
        assertThat(units(coverage, 0)).isCloseTo(81, within(0.5));
        assertThat(units(coverage, 1)).isCloseTo(81, within(0.5));
    }

    @Test
    void exclavesHolesIslandsAndPointContactAreLegal() {
        Layers layers = new Layers()
                .add(
                        1,
                        "a",
                        "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2), (4 4, 4 6, 6 6, 6 4, 4 4)), "
                                + "((20 20, 21 20, 21 21, 20 21, 20 20)), ((5 4.5, 5.5 5, 5 5.5, 4.5 5, 5 4.5)))")
                .add(1, "b", "MULTIPOLYGON (((2 2, 4 2, 4 4, 2 4, 2 2)), ((9 0, 12 0, 12 9, 9 9, 9 0)))")
                .add(1, "c", "POLYGON ((4 4, 6 4, 6 6, 4 6, 4 4), (5 4.5, 4.5 5, 5 5.5, 5.5 5, 5 4.5))");
        Coverage coverage = repaired(layers.build(1));
        assertThat(coverage.areas().get(0).shape().polygons()).hasNumberOfRows(3);
        assertThat(units(coverage, 0)).isCloseTo(81 - 8 + 1 + 0.5, within(0.5));
    }

    @Test
    void parentWithoutOutlineIsMadeOfItsChildren() {
        Layers layers = new Layers().add(1, "A", (String) null).add(2, "a", "A", Layers.rectangle(0, 0, 2, 2));
        fails(layers.build(2), "null_geometry");
        assertThat(units(accepted(layers.repair(2)), 0)).isCloseTo(4, within(0.05));
    }

    @Test
    void edgesThatDoNotShareVerticesAreNoded() {
        // b's and c's common corner lies in the middle of a's side.
        Layers layers =
                new Layers().box(1, "a", 0, 0, 2, 2).box(1, "b", 2, 0, 4, 1).box(1, "c", 2, 1, 4, 2);
        Coverage coverage = repaired(layers.build(1));
        assertThat(coverage.areas().get(0).shape().vertexCount()).isEqualTo(5);
    }

    @Test
    void orderOfFeaturesDoesNotMatter() {
        Layers one = new Layers().box(1, "a", 0, 0, 2, 2).box(1, "b", 1.9995, 0.3, 4, 1);
        Layers other = new Layers().box(1, "b", 1.9995, 0.3, 4, 1).box(1, "a", 0, 0, 2, 2);
        Coverage first = accepted(one.build(1));
        Coverage second = accepted(other.build(1));
        for (int i = 0; i < 2; i++) {
            assertThat(first.areas().get(i).shape().polygons())
                    .isDeepEqualTo(second.areas().get(i).shape().polygons());
        }
    }
}
