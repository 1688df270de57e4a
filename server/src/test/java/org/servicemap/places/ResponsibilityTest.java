package org.servicemap.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.OverlayHit;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.LonLat;

/** In {@link TestTown}: two districts of grids, and heating zone H1 over the south of the western one. */
class ResponsibilityTest {
    private static final AreaResolver AREAS = new FixedAreas().current();
    private static final LonLat SOUTH_WEST = new LonLat(TestTown.WEST + 0.003, TestTown.SOUTH + 0.003);
    private static final LonLat NORTH_WEST = new LonLat(TestTown.WEST + 0.003, TestTown.SOUTH + 2.5 * TestTown.SIDE);
    private static final LonLat SOUTH_EAST = new LonLat(TestTown.WEST + 3.5 * TestTown.SIDE, TestTown.SOUTH + 0.003);

    private final Responsibility responsibility;
    private final PlaceSet set;

    ResponsibilityTest() {
        List<PublishedPlace> places = new ArrayList<>();
        add(places, "hall-west", "district_centre", Charge.area("district", "01"));
        add(places, "hall-grid", "subdistrict_centre", Charge.area("grid", "01-0-0"));
        add(places, "police-zone", "police_station", Charge.overlay("heating_zone", "H1"));
        add(places, "police-grid", "police_station", Charge.area("grid", "01-0-0"));
        add(places, "office-none", "community_station", null);
        set = new PlaceSet(places, CategoryCsv.read(TestPlaces.tiny().categories()), List.of());
        responsibility = new Responsibility(PlaceView.of(set, AREAS.snapshot()));
    }

    private static void add(List<PublishedPlace> places, String code, String category, @Nullable Charge charge) {
        Place plain = TestPlaces.place(code, category, TestTown.WEST + 0.004, TestTown.SOUTH + 0.004);
        places.add(TestPlaces.published(TestPlaces.inCharge(plain, charge == null ? List.of() : List.of(charge))));
    }

    private String found(String duty, LonLat point, @Nullable Double accuracy) {
        return found(duty, AREAS.resolve(new Query(point, accuracy, Set.of(Query.ALL))));
    }

    private String found(String duty, Resolution resolution) {
        List<String> found = new ArrayList<>();
        responsibility.of(resolution).stream()
                .filter(one -> duty.equals(one.category().duty()))
                .flatMap(one -> one.found().stream())
                .forEach(one ->
                        found.add(set.place(one.place()).code() + " by " + one.by() + (one.sure() ? "" : " perhaps")));
        return String.join(", ", found);
    }

    @Test
    void theFinestAreaComesFirstAndTheCoarserOnesAfterIt() {
        assertThat(found("service_centre", SOUTH_WEST, null))
                .isEqualTo("hall-grid by grid:01-0-0, hall-west by district:01");
        assertThat(found("service_centre", NORTH_WEST, null)).isEqualTo("hall-west by district:01");
    }

    @Test
    void anOverlaysFeatureComesBeforeAnArea() {
        assertThat(found("police_station", SOUTH_WEST, null))
                .isEqualTo("police-zone by overlay:heating_zone:H1, police-grid by grid:01-0-0");
    }

    @Test
    void theNearestStandsInWhereNobodyIsRegisteredAndSaysSo() {
        assertThat(found("service_centre", SOUTH_EAST, null)).isEqualTo("hall-grid by null perhaps");
        assertThat(found("community_office", SOUTH_WEST, null)).isEqualTo("office-none by null perhaps");
        assertThat(found("service_centre", new LonLat(100, 30), null)).isEqualTo("hall-grid by null perhaps");
    }

    @Test
    void aDutyThatNoPlaceHasIsEmpty() {
        assertThat(found("health_station", SOUTH_WEST, null)).isEmpty();
    }

    @Test
    void nearABorderItIsNotSure() {
        LonLat border = new LonLat(TestTown.WEST + TestTown.SIDE - 0.0001, TestTown.SOUTH + 0.003);
        assertThat(found("service_centre", border, 300.0))
                .isEqualTo("hall-grid by grid:01-0-0 perhaps, hall-west by district:01");
    }

    @Test
    void besideAPolygonWithinItsToleranceItIsNotSureAndBesideALineItIs() {
        assertThat(found("police_station", at(NORTH_WEST, 12.5, null)))
                .isEqualTo("police-zone by overlay:heating_zone:H1 perhaps");
        assertThat(found("police_station", at(NORTH_WEST, 12.5, OverlayHit.Side.LEFT)))
                .isEqualTo("police-zone by overlay:heating_zone:H1");
        assertThat(found("police_station", at(NORTH_WEST, 0, null)))
                .isEqualTo("police-zone by overlay:heating_zone:H1");
    }

    /** As if the zone's layer had a tolerance. */
    private static Resolution at(LonLat point, double metres, OverlayHit.@Nullable Side side) {
        Resolution plain = AREAS.resolve(new Query(point, null, Set.of(Query.ALL)));
        return new Resolution(
                plain.status(),
                point,
                plain.snappedMetres(),
                null,
                plain.ambiguous(),
                plain.areas(),
                List.of(new OverlayHit("heating_zone", 0, "H1", metres, side)),
                plain.touched(),
                false);
    }
}
