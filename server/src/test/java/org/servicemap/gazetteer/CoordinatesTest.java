package org.servicemap.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;

class CoordinatesTest {
    private static final BBox BEIJING = new BBox(115.4, 39.4, 117.6, 41.1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "116.39,39.9",
                "39.9 116.39",
                " 39.9，116.39 ",
                "39.9°, 116.39°",
                "39.9°N 116.39°E",
                "E116.39, N39.9",
                "北纬39.9 东经116.39",
                "116.39; 39.9"
            })
    void bothOrdersAndDegreeSigns(String text) {
        assertThat(Coordinates.parse(text, BEIJING)).contains(new LonLat(116.39, 39.9));
    }

    /** It once tried every way to share the blanks out, which would have taken longer than a life. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyBlanksTakeNoTime() {
        assertThat(Coordinates.parse("116.39" + " ".repeat(390) + "x", BEIJING)).isEmpty();
        assertThat(Coordinates.parse("116.39" + " ".repeat(390) + "39.9", BEIJING))
                .contains(new LonLat(116.39, 39.9));
    }

    @Test
    void whereBothOrdersArePossibleTheCityDecides() {
        BBox boston = new BBox(-71.2, 42.2, -70.9, 42.4);
        assertThat(Coordinates.parse("42.36,-71.06", boston)).contains(new LonLat(-71.06, 42.36));
        assertThat(Coordinates.parse("-71.06,42.36", boston)).contains(new LonLat(-71.06, 42.36));
        assertThat(Coordinates.parse("42.36N 71.06W", null)).contains(new LonLat(-71.06, 42.36));
        assertThat(Coordinates.parse("10 20", null)).contains(new LonLat(10, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "东直门", "110101", "116.39", "200 300", "12 号", "1,2,3", "116.39,39.9,5"})
    void otherTextsAreNone(String text) {
        assertThat(Coordinates.parse(text, BEIJING)).isEmpty();
    }
}
