package org.servicemap.insights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.insights.InsightDetail.Placed;
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
}
