package org.servicemap.areas.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.servicemap.text.LocalText;

class CoverageDiffTest {
    private static Coverage coverage(Layers layers) {
        Coverage coverage = layers.build(1).coverage();
        assertThat(coverage).isNotNull();
        return coverage;
    }

    private static CoverageDiff.LevelDiff diff(Layers a, Layers b) {
        return CoverageDiff.between(coverage(a), coverage(b)).levels().get(0);
    }

    @Test
    void equalCoveragesDifferInNothingAlsoOnOtherGrids() {
        Layers one = new Layers().box(1, "a", 0, 0, 2, 2).box(1, "b", 2, 0, 4, 2);
        Layers wider =
                new Layers().box(1, "a", 0, 0, 2, 2).box(1, "b", 2, 0, 4, 2).box(1, "c", -5, -5, -4, -4);
        CoverageDiff.LevelDiff diff = diff(one, wider);
        assertThat(diff.added()).extracting(CoverageDiff.AreaRef::code).containsExactly("c");
        assertThat(diff.added().get(0).km2()).isCloseTo(0.00904, within(0.0001));
        assertThat(diff.gone()).isEmpty();
        assertThat(diff.moved()).isEmpty();
        assertThat(diff.recoded()).isEmpty();
        assertThat(diff.crosswalk().of("a")).containsExactly(new Crosswalk.Share("a", 1));
    }

    @Test
    void movedBorderSaysWhatWasGainedAndLost() {
        CoverageDiff.LevelDiff diff = diff(
                new Layers().box(1, "a", 0, 0, 4, 2).box(1, "b", 4, 0, 8, 2),
                new Layers().box(1, "a", 0, 0, 3, 2).box(1, "b", 3, 0, 8, 2));
        assertThat(diff.moved()).hasSize(2);
        CoverageDiff.Moved a = diff.moved().get(0);
        assertThat(a.gainedKm2()).isCloseTo(0, within(1e-9));
        assertThat(a.lostKm2()).isCloseTo(2 * 0.0090424, within(1e-5));
        assertThat(a.kept()).isCloseTo(0.75, within(1e-6));
        assertThat(diff.crosswalk().of("a")).extracting(Crosswalk.Share::code).containsExactly("a", "b");
        assertThat(diff.crosswalk().of("a").get(1).share()).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void recodedSplitGoneAndRenamed() {
        Layers before =
                new Layers().box(1, "a", 0, 0, 2, 2).box(1, "b", 2, 0, 4, 2).box(1, "d", 9, 9, 10, 10);
        Layers after =
                new Layers().box(1, "x", 0, 0, 2, 2).box(1, "b1", 2, 0, 3, 2).box(1, "b2", 3, 0, 4, 2);
        CoverageDiff.LevelDiff diff = diff(before, after);
        assertThat(diff.recoded()).extracting(CoverageDiff.Recoded::after).containsExactly("x");
        assertThat(diff.gone()).extracting(CoverageDiff.AreaRef::code).containsExactly("b", "d");
        assertThat(diff.added()).extracting(CoverageDiff.AreaRef::code).containsExactly("b1", "b2");
        assertThat(diff.crosswalk().of("b")).extracting(Crosswalk.Share::code).containsExactlyInAnyOrder("b1", "b2");
        assertThat(diff.crosswalk().of("d")).isEmpty();
        assertThat(diff.crosswalk().of("a")).containsExactly(new Crosswalk.Share("x", 1));

        Coverage base = coverage(before);
        CoverageArea first = base.areas().get(0);
        java.util.List<CoverageArea> areas = new java.util.ArrayList<>(base.areas());
        areas.set(0, new CoverageArea(0, 1, "a", -1, LocalText.of("en", "New"), Map.of(), first.shape(), first.own()));
        CoverageDiff renamed = CoverageDiff.between(base, new Coverage(base.grid(), base.levels(), areas));
        assertThat(renamed.levels().get(0).renamed()).hasSize(1);
    }
}
