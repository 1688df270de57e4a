package org.servicemap.areas.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CarriedDraftTest {
    private static final CoverageOptions OPTIONS =
            CoverageOptions.DEFAULT.withParents(Map.of(2, ParentRule.prefix(1), 3, ParentRule.prefix(2)));

    /** Two districts of two streets of two grids; the border between the districts leans. */
    private static Coverage base() {
        Layers layers = new Layers();
        for (int d = 0; d < 2; d++) {
            String district = d == 0 ? "A" : "B";
            layers.add(1, district, quad(edge(d, 0), edge(d + 1, 0), edge(d + 1, 8), edge(d, 8), 0, 8));
            for (int s = 0; s < 2; s++) {
                street(layers, district + s, d, s);
            }
        }
        CoverageResult result = layers.build(3, 2, OPTIONS);
        assertThat(result.report().findings()).isEmpty();
        return result.coverage();
    }

    private static void street(Layers layers, String code, int d, int s) {
        int from = 4 * s;
        layers.add(
                2,
                code,
                quad(edge(d, from), edge(d + 1, from), edge(d + 1, from + 4), edge(d, from + 4), from, from + 4));
        for (int g = 0; g < 2; g++) {
            int y = from + 2 * g;
            layers.add(3, code + g, quad(edge(d, y), edge(d + 1, y), edge(d + 1, y + 2), edge(d, y + 2), y, y + 2));
        }
    }

    /** West border of a district at a height: upright but for the one in the middle. */
    private static double edge(int district, double y) {
        return district == 1 ? 8 + y / 8 : 8.0 * district;
    }

    private static String quad(double x1, double x2, double x3, double x4, double y1, double y2) {
        return "POLYGON ((%s %s, %s %s, %s %s, %s %s, %s %s))".formatted(x1, y1, x2, y1, x3, y2, x4, y2, x1, y1);
    }

    /** A street's grids cut anew at a height, with a border to the neighbour that is no vertex of its own. */
    private static Coverage recut(Coverage base, String street, int d, double from, double at, double to) {
        Layers grids = new Layers()
                .add(3, street + "x", quad(edge(d, from), edge(d + 1, from), edge(d + 1, at), edge(d, at), from, at))
                .add(3, street + "y", quad(edge(d, at), edge(d + 1, at), edge(d + 1, to), edge(d, to), at, to));
        CoverageResult result =
                CoverageBuilder.replaceChildren(base, area(base, street).ordinal(), grids, OPTIONS);
        assertThat(result.coverage()).as(result.report().toString()).isNotNull();
        return result.coverage();
    }

    private static CoverageArea area(Coverage coverage, String code) {
        return coverage.areas().stream()
                .filter(area -> area.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> grids(Coverage coverage) {
        return coverage.areas().stream()
                .filter(area -> area.level() == 3)
                .map(CoverageArea::code)
                .toList();
    }

    @Test
    void draftsOfNeighboursFollowEachOther() {
        Coverage base = base();
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            double one = 0.3 + 3.4 * random.nextDouble();
            Coverage now = recut(base, "A0", 0, 0, one, 4);
            Coverage draft = recut(base, "B0", 1, 0, i == 0 ? one : 0.3 + 3.4 * random.nextDouble(), 4);
            Coverage both = CarriedDraft.onto(base, draft, now, 2, "B0").orElseThrow();
            assertThat(CoverageVerifier.verify(both)).isEmpty();
            assertThat(grids(both)).containsExactly("A0x", "A0y", "A10", "A11", "B0x", "B0y", "B10", "B11");
            assertThat(area(both, "A11").shape().polygons())
                    .isDeepEqualTo(area(now, "A11").shape().polygons());
            assertThat(SameArea.is(area(both, "A0x"), area(now, "A0x"))).isTrue();
            assertThat(SameArea.is(area(both, "B0x"), area(draft, "B0x"))).isTrue();
            // in the other order the same areas come out
            Coverage other = CarriedDraft.onto(base, now, draft, 2, "A0").orElseThrow();
            assertThat(grids(other)).isEqualTo(grids(both));
        }
    }

    @Test
    void whatTheOtherVersionChangedItselfIsRefused() {
        Coverage base = base();
        Coverage now = recut(base, "A0", 0, 0, 1, 4);
        assertThat(CarriedDraft.onto(base, recut(base, "A0", 0, 0, 3, 4), now, 2, "A0"))
                .as("the same street")
                .isEmpty();
        assertThat(CarriedDraft.onto(base, recut(base, "A1", 0, 4, 5, 8), now, 1, "A"))
                .as("a district, of which a street was changed")
                .isEmpty();
        assertThat(CarriedDraft.onto(
                        base,
                        recut(base, "B0", 1, 0, 3, 4),
                        new Layers().box(1, "Z", 0, 0, 9, 9).build(3).coverage(),
                        2,
                        "B0"))
                .as("another city")
                .isEmpty();
    }

    @Test
    void verticesAloneMakeNoOtherArea() {
        Coverage base = base();
        Coverage now = recut(base, "B0", 1, 0, 1.37, 4);
        assertThat(SameArea.is(area(base, "A00"), area(now, "A00"))).isTrue();
        assertThat(area(now, "A00").shape().vertexCount())
                .isGreaterThan(area(base, "A00").shape().vertexCount());
        assertThat(SameArea.is(area(base, "A00"), area(now, "A01"))).isFalse();
        assertThat(CarriedDraft.onto(base, base, now, 1, "A")).contains(now);
    }
}
