package org.servicemap.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.calendars.Calendars;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Places in a real database: what a pack brings, what others publish, what the demo invents. */
@OnEveryDatabase
class PlacesStoreTest {
    private static final String SOMEBODY = "account:3";

    private final Database database;
    private final PlaceStore store;
    private final Places places;

    PlacesStoreTest(Database database) {
        this.database = database;
        this.store = new PlaceStore(database);
        this.places = server();
    }

    /** Another process. */
    private Places server() {
        return new Places(database, new FixedAreas(), TestTown::city, new Calendars(database));
    }

    @BeforeEach
    void takeThePack() {
        take(TestPlaces.tiny());
        places.refresh();
    }

    private int take(PlaceTexts texts) {
        return database.inTransaction(handle -> places.take(handle, texts));
    }

    private static PlaceTexts with(List<Place> list) {
        PlaceTexts tiny = TestPlaces.tiny();
        return new PlaceTexts(tiny.categories(), tiny.matters(), PlaceCsv.write(list, List.of("zh", "en")), null);
    }

    private int publish(Place place, String by) {
        return database.inTransaction(handle -> {
            int version = store.lastVersion(handle, place.code()) + 1;
            store.publish(handle, place, version, by);
            Places.tellOthers(handle, place.code());
            return version;
        });
    }

    @Test
    void whatIsTakenIsReadAsItWas() {
        List<Place> given = PlaceCsv.read(TestPlaces.tiny().places());

        assertThat(places.current().list()).extracting(PublishedPlace::place).containsAll(given);
        assertThat(places.current().categories().list())
                .isEqualTo(CategoryCsv.read(TestPlaces.tiny().categories()));
        assertThat(places.current().matters())
                .isEqualTo(MatterYaml.read(TestPlaces.tiny().matters()));
    }

    @Test
    void theSamePackAgainChangesNothing() {
        String stamp = places.current().stamp();

        assertThat(take(TestPlaces.tiny())).isZero();
        assertThat(places.refresh().stamp()).isEqualTo(stamp);
    }

    @Test
    void aPackChangesWhatIsItsOwnAndLeavesWhatPeopleEdited() {
        List<Place> list = new ArrayList<>(PlaceCsv.read(TestPlaces.tiny().places()));
        Place edited = TestPlaces.renamed(list.get(0), "人改的名字");
        int byHand = publish(edited, SOMEBODY);
        list.set(0, TestPlaces.renamed(list.get(0), "包改的名字"));
        list.set(1, TestPlaces.renamed(list.get(1), "包改的名字"));
        Place gone = list.remove(2);

        assertThat(take(with(list))).isEqualTo(2);

        PlaceSet now = places.refresh();
        assertThat(now.find(edited.code()).orElseThrow().place()).isEqualTo(edited);
        assertThat(now.find(edited.code()).orElseThrow().version()).isEqualTo(byHand);
        assertThat(now.find(list.get(1).code()).orElseThrow().place()).isEqualTo(list.get(1));
        assertThat(now.find(gone.code())).isEmpty();
        take(TestPlaces.tiny());
        assertThat(places.refresh().find(gone.code()).orElseThrow().version())
                .as("its versions go on")
                .isGreaterThan(2);
        publish(PlaceCsv.read(TestPlaces.tiny().places()).get(0), Places.PACK);
    }

    @Test
    void anotherServerSeesWhatWasPublishedOrWithdrawn() {
        Places other = server();
        other.watch();
        Place place = TestPlaces.place("seen", "library", 116.5, 39.75);
        publish(place, SOMEBODY);
        assertThat(other.current().find("seen")).isEmpty();

        other.watch();
        assertThat(other.current().find("seen")).map(PublishedPlace::place).contains(place);
        database.useTransaction(handle -> {
            store.withdraw(handle, "seen", 2, SOMEBODY);
            Places.tellOthers(handle, "seen");
        });
        other.watch();

        assertThat(other.current().find("seen")).isEmpty();
        assertThat(other.current().stamp()).isEqualTo(places.refresh().stamp());
    }

    @Test
    void versionsAreNeverChanged() {
        assertThatThrownBy(() -> database.useTransaction(
                        handle -> handle.execute("UPDATE place_versions SET changed_by = 'nobody'")))
                .hasMessageContaining("are history");
        assertThatThrownBy(() -> database.useTransaction(handle -> handle.execute("DELETE FROM place_versions")))
                .hasMessageContaining("are history");
    }

    @Test
    void aVersionNumberIsGivenOnce() {
        Place place = TestPlaces.place("twice", "library", 116.5, 39.75);
        database.useTransaction(handle -> {
            assertThat(store.publish(handle, place, 1, SOMEBODY)).isTrue();
            assertThat(store.publish(handle, place, 1, SOMEBODY)).isFalse();
        });
    }

    @Test
    void theDemoIsInventedOnce() {
        PlaceTexts tiny = TestPlaces.tiny();
        take(new PlaceTexts(tiny.categories(), tiny.matters(), tiny.places(), "seed: 1"));
        List<Place> invented = List.of(
                TestPlaces.place("demo-1", "library", 116.5, 39.75),
                TestPlaces.place("demo-2", "museum", 116.51, 39.76));

        assertThat(places.inventDemo((settings, set, areas) -> invented)).isEqualTo(2);
        assertThat(server().inventDemo((settings, set, areas) -> invented)).isZero();

        assertThat(places.current().find("demo-2"))
                .map(PublishedPlace::changedBy)
                .contains(Places.DEMO);
        assertThat(take(tiny)).as("a pack leaves the demo's places alone").isZero();
        assertThat(places.refresh().find("demo-1")).isPresent();
    }

    @Test
    void anExportIsThePackAgain() {
        PlaceTexts texts = places.texts(List.of("zh", "en"));

        assertThat(texts).isNotNull();
        assertThat(CategoryCsv.read(texts.categories()))
                .isEqualTo(places.current().categories().list());
        assertThat(MatterYaml.read(texts.matters())).isEqualTo(places.current().matters());
        assertThat(PlaceCsv.read(texts.places()))
                .isEqualTo(places.current().list().stream()
                        .map(PublishedPlace::place)
                        .toList());
    }

    @Test
    void searchesKnowTheAreas() {
        publish(TestPlaces.place("inside", "library", TestTown.WEST + 0.001, TestTown.SOUTH + 0.001), SOMEBODY);
        places.reload(Set.of("inside"));
        PlaceFilter west = new PlaceFilter(null, null, "district:01", null, Set.of(), false, null, null, null);

        assertThat(places.search().all(west)).contains(places.current().ordinal("inside"));
    }
}
