package org.servicemap.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Problem;
import org.servicemap.places.hours.OpeningHours;

/** Searches against a look at every single place. */
class PlaceSearchTest {
    private static final LocalClock CLOCK = new LocalClock(ZoneId.of("Asia/Shanghai"), WorkingCalendar.PLAIN);
    private static final AreaSnapshot AREAS = new FixedAreas().current().snapshot();
    private static final PlaceSet SET = TestPlaces.random(3000, 7);
    private static final PlaceSearch SEARCH = new PlaceSearch(PlaceView.of(SET, AREAS), CLOCK);
    private static final LonLat CENTRE = new LonLat(TestTown.WEST + TestTown.SIDE, TestTown.SOUTH + TestTown.SIDE);
    private static final Instant TUESDAY_NOON = Instant.parse("2026-03-03T04:00:00Z");

    private static PlaceFilter filter(String category, String matter, String area, Instant openAt) {
        return new PlaceFilter(category, matter, area, openAt, Set.of(), false, null, null, null);
    }

    private static List<String> codes(int[] found) {
        return Arrays.stream(found).mapToObj(i -> SET.place(i).code()).toList();
    }

    private static List<String> every(java.util.function.Predicate<Place> wanted) {
        return SET.list().stream()
                .map(PublishedPlace::place)
                .filter(wanted)
                .map(Place::code)
                .toList();
    }

    @Test
    void aCategoryHoldsThoseBelowIt() {
        assertThat(codes(SEARCH.all(filter("government", null, null, null))))
                .hasSizeGreaterThan(300)
                .isEqualTo(every(place -> Set.of(
                                "district_centre",
                                "subdistrict_centre",
                                "township_centre",
                                "community_station",
                                "village_station")
                        .contains(place.category())));
    }

    @Test
    void aMatterIsDoneWhereThePlaceOrItsCategorySaysSo() {
        assertThat(codes(SEARCH.all(filter(null, "marriage", null, null))))
                .isEqualTo(every(place -> place.category().equals("marriage_registration")
                        || !place.matters().isEmpty()));
    }

    @Test
    void anAreaHoldsWhatTheIndexPutsIntoIt() {
        assertThat(codes(SEARCH.all(filter(null, null, "district:02", null))))
                .hasSizeGreaterThan(300)
                .isEqualTo(every(place -> {
                    int leaf = AREAS.index()
                            .leafOf(place.point().lon(), place.point().lat());
                    return leaf >= 0
                            && AREAS.directory()
                                    .code(AREAS.directory().ancestorAt(leaf, 1))
                                    .equals("02");
                }));
    }

    @Test
    void openIsWhatItsHoursSay() {
        assertThat(codes(SEARCH.all(filter(null, null, null, TUESDAY_NOON))))
                .isEqualTo(every(place -> !place.hours().isEmpty()
                        && CLOCK.times(OpeningHours.parse(place.hours()), null).isOpen(TUESDAY_NOON)));
    }

    @Test
    void factsBoxAndCircleAllHold() {
        BBox box = new BBox(CENTRE.lon(), CENTRE.lat(), CENTRE.lon() + 0.01, CENTRE.lat() + 0.01);
        PlaceFilter filter =
                new PlaceFilter(null, null, null, null, Set.of(Accessibility.LIFT), true, box, CENTRE, 700.0);

        assertThat(codes(SEARCH.all(filter)))
                .isNotEmpty()
                .isEqualTo(every(place -> place.appointments()
                        && place.accessibility().contains(Accessibility.LIFT)
                        && box.contains(place.point().lon(), place.point().lat())
                        && Geodesy.distanceMetres(CENTRE, place.point()) <= 700));
    }

    @Test
    void theNearestComeFirst() {
        List<Place> byGeodesic = SET.list().stream()
                .map(PublishedPlace::place)
                .sorted(Comparator.comparingDouble(place -> Geodesy.distanceMetres(CENTRE, place.point())))
                .toList();
        for (int count : List.of(1, 10, 500, 3000, 5000)) {
            int[] found = SEARCH.nearest(PlaceFilter.ALL, CENTRE, count);
            assertThat(found).hasSize(Math.min(count, 3000));
            for (int i = 0; i < found.length; i++) {
                assertThat(Geodesy.distanceMetres(CENTRE, SET.place(found[i]).point()))
                        .as("place " + i + " of " + count)
                        .isCloseTo(
                                Geodesy.distanceMetres(CENTRE, byGeodesic.get(i).point()),
                                org.assertj.core.data.Percentage.withPercentage(0.1));
            }
        }
    }

    @Test
    void countsAreThoseOfTheListsWhateverCategoryIsChosen() {
        PlaceFilter filter = filter("police", null, "district:01", null);
        int[] counts = SEARCH.counts(filter);
        List<PlaceCategory> categories = SET.categories().list();

        assertThat(IntStream.range(0, counts.length).boxed().toList())
                .allSatisfy(i -> assertThat(counts[i])
                        .as(categories.get(i).code())
                        .isEqualTo(SEARCH.all(filter(categories.get(i).code(), null, "district:01", null)).length));
    }

    @Test
    void namesAreInTheOrderOfTheirLanguage() {
        assertThat(SEARCH.byName(PlaceFilter.ALL, "en")).hasSize(3000).doesNotHaveDuplicates();
        PlaceSet few = new PlaceSet(
                List.of(
                        TestPlaces.published(TestPlaces.renamed(TestPlaces.place("a", "library", 116.5, 39.75), "中心")),
                        TestPlaces.published(TestPlaces.renamed(TestPlaces.place("b", "library", 116.5, 39.75), "阿姨")),
                        TestPlaces.published(TestPlaces.renamed(TestPlaces.place("c", "library", 116.5, 39.75), "北京"))),
                SET.categories().list(),
                List.of());
        PlaceSearch search = new PlaceSearch(PlaceView.of(few, AREAS), CLOCK);

        assertThat(search.byName(PlaceFilter.ALL, "zh")).containsExactly(1, 2, 0);
    }

    @Test
    void whatDoesNotExistIsSaid() {
        assertThatThrownBy(() -> SEARCH.all(filter("nothing", null, null, null)))
                .isInstanceOf(PlaceException.class);
        assertThatThrownBy(() -> SEARCH.all(filter(null, "nothing", null, null)))
                .isInstanceOf(PlaceException.class);
        assertThatThrownBy(() -> SEARCH.all(filter(null, null, "moon:1", null))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> SEARCH.all(filter(null, null, "district", null)))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> SEARCH.all(filter(null, null, "district:99", null)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aChangeMakesAnotherSet() {
        Place first = SET.place(0);
        PlaceSet without = SET.with(Set.of(first.code()), List.of());

        assertThat(without.size()).isEqualTo(2999);
        assertThat(without.find(first.code())).isEmpty();
        assertThat(without.stamp()).isNotEqualTo(SET.stamp());
        assertThat(without.with(Set.of(first.code()), List.of(TestPlaces.published(first)))
                        .stamp())
                .isEqualTo(SET.stamp());
    }
}
