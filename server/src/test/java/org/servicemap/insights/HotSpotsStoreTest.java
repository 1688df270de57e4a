package org.servicemap.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.insights.planted.PlantedCity;
import org.servicemap.insights.spatial.ScanSettings;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** A cluster that was planted is found, in its category and place, kept once, and read back as it was. */
@OnEveryDatabase
class HotSpotsStoreTest {
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);
    private static final ScanSettings FEW = new ScanSettings(20, 14, 99, 5, 2, 5);
    private static final CategoryTree TREE =
            new CategoryTree(List.of(category("UTIL", null), category("UTIL-WATER", "UTIL"), category("NOISE", null)));

    private final Database database;

    HotSpotsStoreTest(Database database) {
        this.database = database;
    }

    private static Category category(String code, @Nullable String parent) {
        return new Category(code, parent, LocalText.of("en", code), null, "coarse", Set.of());
    }

    private HotSpots hotSpots(CountSource counts) {
        return new HotSpots(database, counts, () -> TREE, () -> ZoneOffset.UTC, Clock.systemUTC());
    }

    private static List<CountSource.CellDay> rows(PlantedCity city, int[] counts, String category) {
        List<CountSource.CellDay> rows = new ArrayList<>();
        double[] east = city.eastMetres();
        double[] north = city.northMetres();
        for (int at = 0; at < counts.length; at++) {
            int site = at / HotSpots.STUDY_DAYS;
            rows.add(new CountSource.CellDay(
                    site,
                    116 + east[site] / 85_000,
                    40 + north[site] / 111_000,
                    LAST.minusDays(HotSpots.STUDY_DAYS - 1 - at % HotSpots.STUDY_DAYS),
                    category,
                    counts[at]));
        }
        return rows;
    }

    @Test
    void keepsWhatItFindsOnceADay() {
        PlantedCity city = new PlantedCity(8, HotSpots.STUDY_DAYS, 0.5, 3);
        List<CountSource.CellDay> rows = rows(city, city.planted(city.disc(1000), 7, 5), "UTIL-WATER");
        rows.addAll(rows(city, city.noise(), "NOISE"));
        HotSpots spots = hotSpots((from, to, resolution) -> rows);

        assertThat(spots.run(FEW, LAST)).isPositive();
        assertThat(spots.run(FEW, LAST)).isEqualTo(-1);

        HotSpots.Found found = spots.latest(LAST.plusDays(3));
        assertThat(found).isNotNull();
        assertThat(found.run().lastDay()).isEqualTo(LAST);
        assertThat(found.run().requests())
                .isEqualTo(
                        rows.stream().mapToLong(CountSource.CellDay::requests).sum());
        assertThat(found.spots()).anySatisfy(spot -> {
            assertThat(spot.category()).isEqualTo("UTIL");
            assertThat(spot.p()).isEqualTo(0.01);
            assertThat(spot.nightP()).as("of three scans").isEqualTo(0.03);
            assertThat(spot.days()).isBetween(5, 9);
            // the disc's middle is four kilometres east and north of the first place
            assertThat(Math.hypot((spot.lon() - 116) * 85_000 - 4000, (spot.lat() - 40) * 111_000 - 4000))
                    .isLessThan(1500);
            assertThat(spot.relativeRisk()).isBetween(2.0, 10.0);
        });
        assertThat(spots.latest(LAST.minusDays(1))).isNull();
        assertThat(spots.runs(5))
                .containsExactly(new HotSpots.Ran(found.run(), found.spots().size()));
        assertThat(spots.newest()).isEqualTo(LAST);
        HotSpots.Nights nights = spots.between(LAST.minusDays(1), LAST, List.of());
        assertThat(nights.unscanned()).containsExactly(LAST.minusDays(1));
        assertThat(nights.found()).extracting(HotSpots.Dated::spot).containsExactlyInAnyOrderElementsOf(found.spots());
        assertThat(spots.between(LAST.minusDays(1), LAST, List.of(LAST)))
                .as("as if it had not been looked for")
                .isEqualTo(new HotSpots.Nights(List.of(), List.of(LAST.minusDays(1), LAST)));
        assertThat(found.run().scans()).isEqualTo(3);
        looksLaterWhenItCouldNotAtTheHour();
    }

    private int night(String now, boolean reached, CountSource counts) {
        return new HotSpots(
                        database,
                        counts,
                        () -> TREE,
                        () -> ZoneOffset.ofHours(8),
                        Clock.fixed(Instant.parse(now), ZoneOffset.UTC))
                .runNight(1, () -> reached);
    }

    /** The night after, in a city eight hours ahead: the server was away at one, then its facts were behind, and at nine it looks. */
    private void looksLaterWhenItCouldNotAtTheHour() {
        CountSource none = (from, to, resolution) -> {
            throw new AssertionError("not yet, or not again");
        };
        assertThat(night("2026-11-01T16:59:00Z", true, none)).isEqualTo(-1);
        assertThat(night("2026-11-02T00:50:00Z", false, none)).isEqualTo(-1);
        assertThat(night("2026-11-02T01:00:00Z", true, (from, to, resolution) -> {
                    assertThat(to).isEqualTo(LAST.plusDays(1));
                    assertThat(night("2026-11-02T01:00:00Z", true, none))
                            .as("another server, while this one looks")
                            .isEqualTo(-1);
                    return List.of();
                }))
                .isZero();
        assertThat(night("2026-11-02T01:10:00Z", true, none)).isEqualTo(-1);
        makesUpForNightsOnWhichNoServerRan();
    }

    /** Away from the 3rd to the 12th: first the newest, then the week's others, newest first, one at each look; none before the first of all. */
    private void makesUpForNightsOnWhichNoServerRan() {
        List<LocalDate> looked = new ArrayList<>();
        CountSource noted = (from, to, resolution) -> {
            looked.add(to);
            return List.of();
        };
        for (int look = 0; look < 7; look++) {
            assertThat(night("2026-11-12T01:00:00Z", true, noted)).isZero();
        }
        assertThat(night("2026-11-12T01:00:00Z", true, noted)).isEqualTo(-1);
        LocalDate newest = LocalDate.of(2026, 11, 11);
        assertThat(looked)
                .containsExactlyElementsOf(newest.minusDays(6)
                        .datesUntil(newest.plusDays(1))
                        .sorted(Comparator.reverseOrder())
                        .toList());
    }
}
