package org.servicemap.places;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.servicemap.areas.TestTown;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Places of tests: those of the packs, and many at random in {@link TestTown}. */
final class TestPlaces {
    private TestPlaces() {}

    static String file(String pack, String name) {
        try {
            return Files.readString(Path.of("..", "gis-data", pack, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PlaceTexts tiny() {
        return new PlaceTexts(
                file("tiny", "place_categories.csv"), file("tiny", "matters.yml"), file("tiny", "places.csv"), null);
    }

    static Place place(String code, String category, double lon, double lat) {
        return new Place(
                code,
                LocalText.of("zh", "点位" + code, "en", "Place " + code),
                LocalText.EMPTY,
                category,
                new LonLat(lon, lat),
                LocalText.EMPTY,
                List.of(),
                "",
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                false,
                null,
                List.of(),
                "test",
                null);
    }

    static Place renamed(Place place, String name) {
        return new Place(
                place.code(),
                LocalText.of("zh", name),
                place.aliases(),
                place.category(),
                place.point(),
                place.address(),
                place.phones(),
                place.hours(),
                place.zone(),
                place.accessibility(),
                place.charges(),
                place.unit(),
                place.matters(),
                place.appointments(),
                place.website(),
                place.photos(),
                place.source(),
                place.updatedOn());
    }

    static Place inCharge(Place place, List<Charge> charges) {
        return new Place(
                place.code(),
                place.name(),
                place.aliases(),
                place.category(),
                place.point(),
                place.address(),
                place.phones(),
                place.hours(),
                place.zone(),
                place.accessibility(),
                charges,
                place.unit(),
                place.matters(),
                place.appointments(),
                place.website(),
                place.photos(),
                place.source(),
                place.updatedOn());
    }

    static PublishedPlace published(Place place) {
        return new PublishedPlace(place, 1, Instant.EPOCH, "test");
    }

    /** Spread over {@link TestTown} and a little beyond, of the tiny pack's leaf categories, with hours of all kinds. */
    static PlaceSet random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PlaceCategory> categories = CategoryCsv.read(file("tiny", "place_categories.csv"));
        PlaceCategories tree = new PlaceCategories(categories);
        List<PlaceCategory> leaves =
                tree.list().stream().filter(one -> tree.isLeaf(one.code())).toList();
        List<String> hours = List.of("24/7", "Mo-Fr 09:00-17:00", "Sa-Su 10:00-16:00", "18:00-02:00", "");
        List<PublishedPlace> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Place plain = place(
                    "P" + i,
                    leaves.get(random.nextInt(leaves.size())).code(),
                    TestTown.WEST - 0.01 + random.nextDouble() * (4 * TestTown.SIDE + 0.02),
                    TestTown.SOUTH - 0.01 + random.nextDouble() * (3 * TestTown.SIDE + 0.02));
            places.add(published(new Place(
                    plain.code(),
                    plain.name(),
                    plain.aliases(),
                    plain.category(),
                    plain.point(),
                    plain.address(),
                    plain.phones(),
                    hours.get(random.nextInt(hours.size())),
                    null,
                    random.nextBoolean() ? List.of(Accessibility.STEP_FREE, Accessibility.LIFT) : List.of(),
                    List.of(),
                    null,
                    random.nextInt(10) == 0 ? List.of(new PlaceMatter("marriage", LocalText.EMPTY)) : List.of(),
                    random.nextBoolean(),
                    null,
                    List.of(),
                    "test",
                    null)));
        }
        return new PlaceSet(places, categories, MatterYaml.read(file("tiny", "matters.yml")));
    }
}
