package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.calendars.Calendars;
import org.servicemap.gazetteer.Gazetteer;
import org.servicemap.gazetteer.Hit;
import org.servicemap.gazetteer.NameSearch;
import org.servicemap.gazetteer.Question;
import org.servicemap.places.PlaceTexts;
import org.servicemap.places.Places;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What one server publishes is found on every other, each with an index of its own. */
@OnEveryDatabase
class SearchFollowsPlacesTest {
    private final Database database;

    @TempDir
    private Path folder;

    SearchFollowsPlacesTest(Database database) {
        this.database = database;
    }

    /** A server, without what it does not need here. */
    private record Node(Places places, NameSearch search) implements AutoCloseable {
        List<Hit> find(String text) {
            return search.search(Question.of(text, 5));
        }

        /** What jobs do each second. */
        void follow() throws IOException {
            places.watch();
            search.refresh();
        }

        @Override
        public void close() throws IOException {
            search.close();
        }
    }

    private Node node(String name) {
        FixedAreas areas = new FixedAreas();
        Places places = new Places(database, areas, TestTown::city, new Calendars(database));
        return new Node(
                places,
                new NameSearch(
                        areas,
                        new Gazetteer(database),
                        () -> new SearchablePlaces(places.current()),
                        folder.resolve(name)));
    }

    private void publish(String places) {
        database.useTransaction(
                handle -> new Places(database, new FixedAreas(), TestTown::city, new Calendars(database))
                        .take(handle, new PlaceTexts(file("place_categories.csv"), file("matters.yml"), places, null)));
    }

    @Test
    void everyNodeFollows() throws IOException {
        String places = file("places.csv");
        publish(places);
        try (Node one = node("one");
                Node two = node("two")) {
            one.follow();
            two.follow();
            assertThat(two.find("钟楼社区服务站")).first().extracting(Hit::kind).isEqualTo(Hit.Kind.PLACE);
            assertThat(two.find("行政服务中心")).first().extracting(Hit::code).isEqualTo("hall-district");
            assertThat(two.find("办身份证")).first().extracting(Hit::code).isEqualTo("id_card");
            assertThat(two.find("hydjc")).first().extracting(Hit::kind).isEqualTo(Hit.Kind.CATEGORY);

            publish(places.replace("钟楼社区服务站", "鼓楼社区服务站"));
            assertThat(two.find("鼓楼社区服务站"))
                    .as("before it follows")
                    .extracting(hit -> hit.name().in("zh", "en"))
                    .doesNotContain("鼓楼社区服务站");
            one.follow();
            two.follow();

            for (Node node : List.of(one, two)) {
                assertThat(node.find("鼓楼社区服务站"))
                        .first()
                        .extracting(hit -> hit.name().in("zh", "en"))
                        .isEqualTo("鼓楼社区服务站");
            }
        }
    }

    private static String file(String name) {
        try {
            return Files.readString(Path.of("..", "gis-data", "tiny", name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
