package org.servicemap.areas.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplaceChildrenTest {
    private static final CoverageOptions OPTIONS =
            CoverageOptions.DEFAULT.withParents(Map.of(2, ParentRule.prefix(1), 3, ParentRule.prefix(2)));

    /** Two districts of two streets of four grids each. */
    private static Coverage base() {
        Layers layers = new Layers().box(1, "A", 0, 0, 8, 8).box(1, "B", 8, 0, 16, 8);
        for (int district = 0; district < 2; district++) {
            String a = district == 0 ? "A" : "B";
            for (int street = 0; street < 2; street++) {
                int x = district * 8 + street * 4;
                layers.box(2, a + street, x, 0, x + 4, 8);
                for (int grid = 0; grid < 4; grid++) {
                    layers.box(3, a + street + grid, x, grid * 2, x + 4, grid * 2 + 2);
                }
            }
        }
        CoverageResult result = layers.build(3, 2, OPTIONS);
        assertThat(result.report().findings()).isEmpty();
        return result.coverage();
    }

    private static CoverageArea area(Coverage coverage, String code) {
        return coverage.areas().stream()
                .filter(area -> area.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void gridsOfOneDistrictOnly() {
        Coverage base = base();
        Layers grids = new Layers()
                .box(3, "A0x", 0, 0, 4, 5)
                .box(3, "A0y", 0, 5, 4, 8)
                .box(3, "A1x", 4, 0, 8, 4)
                .box(3, "A1y", 4, 4, 8, 8);
        CoverageResult result = CoverageBuilder.replaceChildren(base, 0, grids, OPTIONS);
        Coverage coverage = result.coverage();
        assertThat(coverage).as(result.report().toString()).isNotNull();
        assertThat(result.report().findings()).isEmpty();
        assertThat(CoverageVerifier.verify(coverage)).isEmpty();
        assertThat(coverage.areas().stream().filter(area -> area.level() == 3).map(CoverageArea::code))
                .containsExactly("A0x", "A0y", "A1x", "A1y", "B00", "B01", "B02", "B03", "B10", "B11", "B12", "B13");
        for (String code : List.of("B", "B0", "B1", "B00", "B10", "B13")) {
            assertThat(area(coverage, code).shape()).isSameAs(area(base, code).shape());
        }
        assertThat(area(coverage, "A0").own().isEmpty()).isTrue();
    }

    @Test
    void neighbourGetsTheVertexWhereANewBorderMeetsItsOwn() {
        Coverage base = base();
        // The border at y = 3 meets B's grid B00/B01 between its vertices.
        Layers grids = new Layers().box(3, "A1x", 4, 0, 8, 3).box(3, "A1y", 4, 3, 8, 8);
        CoverageResult result =
                CoverageBuilder.replaceChildren(base, area(base, "A1").ordinal(), grids, OPTIONS);
        Coverage coverage = result.coverage();
        assertThat(coverage).as(result.report().toString()).isNotNull();
        assertThat(CoverageVerifier.verify(coverage)).isEmpty();
        assertThat(area(coverage, "B01").shape().vertexCount())
                .isEqualTo(area(base, "B01").shape().vertexCount() + 1);
        assertThat(area(coverage, "A00").shape()).isSameAs(area(base, "A00").shape());
    }

    @Test
    void whatSticksOutIsClippedAndWhatIsMissingBelongsToTheParent() {
        Coverage base = base();
        Layers grids = new Layers().box(3, "A1x", 4, 0, 8.01, 3);
        CoverageResult result =
                CoverageBuilder.replaceChildren(base, area(base, "A1").ordinal(), grids, OPTIONS);
        assertThat(result.report().counts()).containsOnlyKeys("clipped", "hole");
        Coverage coverage = result.coverage();
        assertThat(coverage).isNotNull();
        assertThat(CoverageVerifier.verify(coverage)).isEmpty();
        assertThat(area(coverage, "A1").own().isEmpty()).isFalse();
    }

    @Test
    void badReplacementsChangeNothing() {
        Coverage base = base();
        int a1 = area(base, "A1").ordinal();
        assertThat(codes(CoverageBuilder.replaceChildren(base, a1, new Layers(), OPTIONS)))
                .containsExactly("no_areas");
        assertThat(codes(CoverageBuilder.replaceChildren(base, a1, new Layers().box(2, "A7", 4, 0, 8, 8), OPTIONS)))
                .contains("unknown_level");
        assertThat(codes(CoverageBuilder.replaceChildren(base, a1, new Layers().box(3, "B00", 4, 0, 8, 8), OPTIONS)))
                .contains("duplicate_code");
        assertThat(codes(CoverageBuilder.replaceChildren(base, a1, new Layers().box(3, "A1x", -900, 0, 8, 8), OPTIONS)))
                .containsExactly("coordinate_out_of_range");
        assertThat(codes(CoverageBuilder.replaceChildren(base, a1, new Layers().box(3, "B1x", 12, 0, 16, 8), OPTIONS)))
                .contains("outside_parent");
    }

    private static List<String> codes(CoverageResult result) {
        assertThat(result.coverage()).isNull();
        return result.report().findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::code)
                .toList();
    }
}
