package org.servicemap.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrsPlausibilityTest {
    private static final BBox BEIJING = new BBox(115.4, 39.4, 117.6, 41.1);
    private static final BBox BOSTON = new BBox(-71.3, 42.2, -70.9, 42.5);
    private static final BBox NEW_YORK = new BBox(-74.3, 40.5, -73.7, 40.9);
    private static final RawBox BOSTON_FEET = new RawBox(739_000, 2_908_000, 812_000, 2_970_000);

    @Test
    void feetAreNotDegrees() {
        assertRefused("EPSG:4490", BOSTON_FEET, BOSTON, "degrees", "EPSG:2249", "ftUS");
    }

    @Test
    void newYorksFeetAreNotBostons() {
        RawBox feet = new RawBox(913_000, 120_000, 1_067_000, 272_000);
        assertRefused("wgs84", feet, NEW_YORK, "EPSG:2263");
        assertThat(Crs.guess(feet, NEW_YORK)).contains("EPSG:2263");
    }

    @Test
    void withoutTheCityNothingIsInvented() {
        assertRefused("EPSG:4490", BOSTON_FEET, null, "degrees", "which system");
        assertThat(Crs.guess(BOSTON_FEET, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wgs84", "gcj02", "bd09", "EPSG:4214", "+proj=longlat +ellps=krass"})
    void swappedAxesAreSeen(String declared) {
        assertRefused(declared, new RawBox(39.4, 115.4, 41.1, 117.6), null, "swapped");
    }

    @Test
    void swappedAxesAreSeenByThePlaceWhereBothWouldDo() {
        BBox paris = new BBox(2.2, 48.8, 2.5, 48.9);
        assertRefused("wgs84", new RawBox(48.8, 2.2, 48.9, 2.5), paris, "swapped");
    }

    @Test
    void northingBeforeEastingIsSeen() {
        assertRefused("EPSG:4548", new RawBox(4_400_000, 430_000, 4_430_000, 470_000), BEIJING, "x and y swapped");
        RawBox feet = BOSTON_FEET;
        assertRefused(
                "EPSG:2249", new RawBox(feet.minY(), feet.minX(), feet.maxY(), feet.maxX()), BOSTON, "x and y swapped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPSG:4548", "EPSG:2249", "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass"})
    void degreesAreNotMetres(String declared) {
        assertRefused(declared, new RawBox(115.4, 39.4, 117.6, 41.1), BEIJING, "metres or feet", "wgs84");
    }

    @Test
    void zoneNumberInFrontIsMissedOrTooMuch() {
        assertRefused("EPSG:4548", new RawBox(39_430_000, 4_400_000, 39_470_000, 4_430_000), BEIJING, "EPSG:4527");
        assertRefused("EPSG:4527", new RawBox(430_000, 4_400_000, 470_000, 4_430_000), BEIJING, "EPSG:4548");
        assertThat(Crs.guess(new RawBox(39_430_000, 4_400_000, 39_470_000, 4_430_000), null))
                .contains("EPSG:4527");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wgs84", "gcj02", "bd09", "EPSG:4214", "EPSG:4490"})
    void rightDegreesPass(String declared) {
        RawBox raw = new RawBox(115.4, 39.4, 117.6, 41.1);
        assertThatCode(() -> Crs.parse(declared).requirePlausible(raw, BEIJING)).doesNotThrowAnyException();
        assertThatCode(() -> Crs.parse(declared).requirePlausible(raw, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPSG:4548", "EPSG:2436", "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass +units=m"})
    void rightMetresPass(String declared) {
        RawBox raw = new RawBox(430_000, 4_400_000, 470_000, 4_430_000);
        assertThatCode(() -> Crs.parse(declared).requirePlausible(raw, BEIJING)).doesNotThrowAnyException();
    }

    @Test
    void rightFeetPass() {
        assertThatCode(() -> Crs.parse("EPSG:2249").requirePlausible(BOSTON_FEET, BOSTON))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(String declared, RawBox raw, @Nullable BBox city, String... words) {
        Crs crs = Crs.parse(declared);
        assertThatThrownBy(() -> crs.requirePlausible(raw, city)).isInstanceOfSatisfying(GeoException.class, e -> {
            assertThat(e.code()).isEqualTo("implausible_coordinates");
            assertThat(e.getMessage()).contains(words);
        });
    }
}
