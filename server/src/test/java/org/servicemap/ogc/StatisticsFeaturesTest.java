package org.servicemap.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.insights.Release;

class StatisticsFeaturesTest {
    private final FixedAreas areas = new FixedAreas();

    private Layer layer(String version) {
        Release release = new Release(
                1,
                YearMonth.of(2026, 9),
                version,
                List.of("district"),
                5,
                Instant.parse("2026-10-11T20:00:00Z"),
                List.of(new Release.Cell("district", "01", "UTIL", 7), new Release.Cell("district", "09", "UTIL", 9)));
        return StatisticsFeatures.layer(
                List.of(release), areas.current().snapshot(), () -> areas.tiles("2"), TestTown.city());
    }

    @Test
    void aCountHasTheShapeOfItsArea() {
        Layer layer = layer("2");

        assertThat(layer.features().size()).isEqualTo(2);
        int first = layer.features().find("2026-09.district.01.UTIL");
        assertThat(layer.features().value(first, 4)).isEqualTo(7);
        assertThat(layer.features().geometry(first)).isNotNull();
        assertThat(layer.properties().get(9).name()).isEqualTo("area_name");
        assertThat(layer.features().value(first, 9)).isEqualTo("西区");
        assertThat(layer.features().geometry(layer.features().find("2026-09.district.09.UTIL")))
                .as("an area that the version does not have")
                .isNull();
        assertThat(layer.features().find("2026-09.district.01.NONE")).isEqualTo(-1);
    }

    @Test
    void anotherVersionsShapesAreNotGuessed() {
        Layer layer = layer("1");

        assertThat(layer.extent()).isNull();
        assertThat(layer.features().geometry(0)).isNull();
        assertThat(layer.features().value(0, 9)).isNull();
        assertThat(layer.period())
                .isEqualTo(new Period(
                        Instant.parse("2026-08-31T16:00:00Z"), Instant.parse("2026-09-30T15:59:59.999999999Z")));
    }
}
