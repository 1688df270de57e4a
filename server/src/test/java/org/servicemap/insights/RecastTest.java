package org.servicemap.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.insights.InsightCounts.Count;
import org.servicemap.insights.InsightDetail.Placed;
import org.servicemap.insights.InsightJson.InsightAreaJson;
import org.servicemap.insights.InsightMapRoutes.RecastAreaJson;
import org.servicemap.insights.InsightMapRoutes.RecastJson;

/** A town whose newer version has a row of grids more: what came under it is asked for in the older one. */
class RecastTest {
    private static final int GRIDS = 2;

    private final FixedAreas areas = new FixedAreas();
    private final Recast recast = new Recast(areas, areas.version("1").snapshot(), GRIDS);

    private static double lon(double column) {
        return TestTown.WEST + column * TestTown.SIDE;
    }

    private static double lat(double row) {
        return TestTown.SOUTH + row * TestTown.SIDE;
    }

    @Test
    void nothingIsDroppedSilently() {
        recast.add(new Placed("1", "01-0-0", null, null, 5, 1));
        recast.add(new Placed("2", "02-0-0", lon(2.5), lat(0.5), 4, 4));
        // two requests where the older version has nothing
        recast.add(new Placed("2", "01-0-2", lon(0.5), lat(2.5), 2, 0));
        recast.add(new Placed("2", "01-1-1", null, null, 3, 2));
        recast.add(new Placed("2", "01-0-2", null, null, 7, 0));
        recast.add(new Placed(null, null, null, null, 1, 0));

        RecastJson json = recast.json(Measure.OVERDUE);

        assertThat(json.asStored()).isEqualTo(5);
        assertThat(json.byPoint()).isEqualTo(4);
        assertThat(json.byCrosswalk()).isEqualTo(3);
        assertThat(json.notRecast()).isEqualTo(2 + 7 + 1);
        assertThat(json.items()).extracting(RecastAreaJson::code).containsExactly("01-0-0", "01-1-1", "02-0-0");
        assertThat(json.items()).extracting(RecastAreaJson::n).containsExactly(5L, 3L, 4L);
        assertThat(json.items()).extracting(RecastAreaJson::value).containsExactly(0.2, 2 / 3.0, 1.0);
    }

    /** Counts of the newer version's areas among the older one's: whatever rows there are, they add up to what was counted. */
    @Test
    void whatCameUnderAnAreaThatIsGoneHasARowOfItsOwn() {
        Map<String, Count> found = Map.of(
                "01-0-0", new Count(5, 5, 2, 2), "01-0-2", new Count(7, 7, 3, 3), "99-gone", new Count(0, 0, 4, 4));
        List<InsightAreaJson> rows = new LevelFigures(
                        areas.version("1").snapshot().directory(), "grid", GRIDS, Measure.RECEIVED, Map.of())
                .rows(found, Map.of(), left -> List.of());

        assertThat(rows.stream().mapToLong(InsightAreaJson::n).sum()).isEqualTo(12);
        assertThat(rows.stream().mapToLong(InsightAreaJson::nBefore).sum()).isEqualTo(9);
        assertThat(rows.stream().filter(InsightAreaJson::former).map(InsightAreaJson::code))
                .containsExactly("01-0-2", "99-gone");
        assertThat(rows).filteredOn(row -> !row.former()).hasSize(8);
    }

    /** The directory puts it elsewhere now: what was counted in the area asked for is told all the same. */
    @Test
    void anAreaThatHasMovedSinceIsNotLost() {
        List<InsightAreaJson> rows = new LevelFigures(
                        areas.version("1").snapshot().directory(), "grid", GRIDS, Measure.RECEIVED, Map.of())
                .rows(Map.of("02-0-0", new Count(3, 3, 0, 0)), Map.of(1, "01"), left -> List.of());
        assertThat(rows).extracting(InsightAreaJson::code).contains("02-0-0").doesNotContain("02-0-1");
        assertThat(rows.stream().mapToLong(InsightAreaJson::n).sum()).isEqualTo(3);
    }
}
