package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageBuilder;
import org.servicemap.areas.coverage.CoverageOptions;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaIndex;
import org.servicemap.text.LocalText;

/**
 * Two districts, drawn on squares of about 100 m: of D1 the sub-districts S1 and S2 with a hole between them, S2 with a grid; D2
 * with one sub-district and beside it a grid of the district's own.
 */
class RoutingLandTest {
    private static final double UNIT = Math.scalb(1.0, -10);
    private static final List<Level> LEVELS = List.of(level(1, "district"), level(2, "subdistrict"), level(3, "grid"));
    private static final SourceFeature WEST = feature(1, "D1", null, 0, 0, 6, 4);
    private static final SourceFeature SOUTH_WEST = feature(2, "S1", "D1", 0, 0, 3, 4);
    private static final List<SourceFeature> EAST = List.of(
            feature(1, "D2", null, 6, 0, 10, 4),
            feature(2, "S3", "D2", 6, 0, 8, 4),
            feature(3, "G3", "S3", 6, 0, 8, 4),
            feature(3, "G9", "D2", 8, 0, 10, 4));

    @Test
    void everyPointIsInTheLandOfOneArea() {
        Coverage holed = coverage(feature(2, "S2", "D1", 4, 0, 6, 4), feature(3, "G2", "S2", 4, 0, 6, 2));
        Territory territory = new Territory("v", AreaDirectory.of(holed), List.of(), 2);
        RoutingLand land = RoutingLand.of(holed, territory);
        assertThat(codes(territory, land.areas())).containsExactly("D1", "D2", "S1", "S2", "S3");
        AreaIndex index = AreaIndex.build(holed);
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            double x = random.nextDouble() * 10;
            double y = random.nextDouble() * 4;
            int area = index.leafOf(116 + x * UNIT, 40 + y * UNIT);
            while (territory.directory().level(area) > 2) {
                area = territory.directory().parent(area);
            }
            Geometry at = degrees(TestCity.box(x, y, x, y));
            assertThat(IntStream.of(land.areas())
                            .filter(one -> land.shape(one).contains(at))
                            .toArray())
                    .containsExactly(area);
        }
    }

    @Test
    void aHoleIsProvedAndSaid() {
        String rules = "rules:\n  - {id: s, title: T, to: {area_unit: subdistrict}}\n";
        CompletenessReport holed =
                Completeness.check(Catalogue.compile(rules, TestCity.context()), TestCity.HOLED, TestCity.cells());
        assertThat(holed.isComplete()).isFalse();
        assertThat(holed.areas()).isEqualTo(5);
        assertThat(holed.findings("hole")).hasSize(4);
        assertThat(holed.findings("hole").get(0).area()).isEqualTo("1");
        assertThat(holed.findings("hole").get(0).message().in("en", "en"))
                .endsWith("in 1 areas, for example in East where it is not divided further");
        String both = rules + "  - {id: d, title: T, to: {area_unit: district}}\n";
        assertThat(Completeness.check(Catalogue.compile(both, TestCity.context()), TestCity.HOLED, TestCity.cells())
                        .isComplete())
                .isTrue();
    }

    /** What rounding leaves between two borders that were drawn apart by less than a step of the grid is no hole. */
    @Test
    void noiseOfTheDrawingIsNoLand() {
        Coverage whole = coverage(feature(2, "S2", "D1", 3 + 1e-9, 0, 6, 4), feature(3, "G2", "S2", 4, 0, 6, 2));
        Territory territory = new Territory("v", AreaDirectory.of(whole), List.of(), 2);
        assertThat(codes(territory, RoutingLand.of(whole, territory).areas())).containsExactly("D2", "S1", "S2", "S3");
    }

    private static Coverage coverage(SourceFeature... more) {
        List<SourceFeature> all = new ArrayList<>(List.of(WEST, SOUTH_WEST));
        all.addAll(EAST);
        all.addAll(List.of(more));
        Coverage coverage =
                CoverageBuilder.build(LEVELS, 1, all, CoverageOptions.DEFAULT).coverage();
        if (coverage == null) {
            throw new AssertionError("the layers cannot be used");
        }
        return coverage;
    }

    private static Set<String> codes(Territory territory, int[] areas) {
        Set<String> codes = new TreeSet<>();
        for (int area : areas) {
            codes.add(territory.directory().code(area));
        }
        return codes;
    }

    private static Level level(int rank, String id) {
        return new Level(rank, id, LocalText.of("en", id));
    }

    private static SourceFeature feature(
            int level, String code, @Nullable String parent, double x1, double y1, double x2, double y2) {
        return new SourceFeature(
                level,
                "layer" + level,
                1,
                code,
                parent,
                LocalText.of("en", code),
                Map.of(),
                degrees(TestCity.box(x1, y1, x2, y2)));
    }

    private static Geometry degrees(Geometry units) {
        return new AffineTransformation(UNIT, 0, 116, 0, UNIT, 40).transform(units);
    }
}
