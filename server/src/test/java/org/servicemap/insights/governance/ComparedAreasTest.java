package org.servicemap.insights.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** Two districts of grids, and tasks about water and about all: what may stand beside a task is listed by hand. */
@NullMarked
class ComparedAreasTest {
    private static final CategoryTree TREE =
            new CategoryTree(List.of(category("UTIL", null), category("UTIL-WATER", "UTIL"), category("NOISE", null)));

    private final FixedAreas areas = new FixedAreas();
    private final AreaDirectory older = areas.version("1").snapshot().directory();
    private final AreaDirectory newer = areas.version("2").snapshot().directory();

    private static Category category(String code, @Nullable String parent) {
        return new Category(code, parent, LocalText.of("en", code), null, "coarse", Set.of());
    }

    private static GovernanceTask task(
            long id, @Nullable String category, String level, String area, String... former) {
        return new GovernanceTask(
                id,
                GovernanceTask.TOPIC,
                GovernanceTask.STAFF,
                null,
                "t",
                "w",
                category,
                level,
                area,
                List.of(former),
                null,
                null,
                "U",
                LocalDate.EPOCH,
                LocalDate.EPOCH,
                EffectMeasure.NOT_SOLVED,
                null,
                null,
                null,
                GovernanceTask.RUNNING,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private Set<String> treated(GovernanceTask task, int rank, GovernanceTask... others) {
        return ComparedAreas.treated(
                task, List.of(others), rank, older, level -> level.equals("district") ? 1 : 2, TREE);
    }

    @Test
    void whatWasTreatedMeanwhileIsNoMeasureOfWhatWouldHaveBeen() {
        GovernanceTask own = task(1, "UTIL", "grid", "01-0-0");
        assertThat(treated(own, 2, own, task(2, "UTIL-WATER", "grid", "01-0-1", "01-x")))
                .as("below, with its former code; not itself")
                .containsExactlyInAnyOrder("01-0-1", "01-x");
        assertThat(treated(own, 2, task(2, null, "grid", "02-1-1")))
                .as("about all")
                .containsExactly("02-1-1");
        assertThat(treated(own, 2, task(2, "NOISE", "grid", "02-1-1")))
                .as("about something else")
                .isEmpty();
        assertThat(treated(own, 2, task(2, "UTIL", "district", "02")))
                .as("the whole district")
                .containsExactlyInAnyOrder("02-0-0", "02-0-1", "02-1-0", "02-1-1");
        assertThat(treated(task(1, null, "district", "01"), 1, task(2, "NOISE", "grid", "02-0-0")))
                .as("a part of it")
                .containsExactly("02");
    }

    @Test
    void anAreaOfOneTimeOnlyIsNotCompared() {
        Set<String> steady = ComparedAreas.steady(List.of(older, newer), 2);
        assertThat(steady).hasSize(8).contains("01-1-1").doesNotContain("01-0-2");
        ComparedAreas compared = new ComparedAreas(Set.of("01-0-0"), steady);
        assertThat(compared.isSteady("01-0-2")).isFalse();
        assertThat(compared.isTreated("01-0-0")).isTrue();
        assertThat(new ComparedAreas(Set.of(), null).isSteady("01-0-2")).isTrue();
    }
}
