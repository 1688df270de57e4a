package org.servicemap.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final int K = 5;

    private static long nextPerson;

    private static Set<Long> persons(int count) {
        Set<Long> persons = new HashSet<>();
        for (int i = 0; i < count; i++) {
            persons.add(++nextPerson);
        }
        return persons;
    }

    /** Each by somebody else. */
    private static Suppression.Group at(int requests, String... path) {
        return of(persons(requests), requests, false, path);
    }

    private static Suppression.Group of(Set<Long> people, int requests, boolean listed, String... path) {
        return new Suppression.Group(List.of(path), requests, people, listed);
    }

    private static Map<String, Integer> publish(Suppression.Group... groups) {
        return new Suppression(K).publish(List.of(groups));
    }

    @Test
    void countsFromKOnAreThereAndOthersAreNot() {
        assertThat(publish(at(7, "d:1"), at(9, "d:2"))).isEqualTo(Map.of("d:1", 7, "d:2", 9));
        assertThat(publish(at(4, "d:1"))).isEmpty();
        assertThat(publish()).isEmpty();
    }

    @Test
    void aSmallCountTakesTheSmallestOtherWithIt() {
        assertThat(publish(at(3, "d:1"), at(8, "d:2"), at(20, "d:3")))
                .as("the city's 31 less 28 would tell the 3")
                .isEqualTo(Map.of("d:3", 20));
        assertThat(publish(at(3, "d:1"), at(4, "d:2"), at(20, "d:3")))
                .as("two small ones that hide in 7")
                .isEqualTo(Map.of("d:3", 20));
        assertThat(publish(at(1, "d:1"), at(2, "d:2"), at(20, "d:3"), at(6, "d:4")))
                .as("two small ones, but 3 of them")
                .isEqualTo(Map.of("d:3", 20));
    }

    @Test
    void whatIsWithheldForOthersDoesNotAddUpFromItsParts() {
        Map<String, Integer> published =
                publish(at(3, "d:1"), at(6, "d:2", "s:21"), at(6, "d:2", "s:22"), at(30, "d:3", "s:31"));

        assertThat(published).isEqualTo(Map.of("d:3", 30, "s:31", 30, "s:22", 6));
    }

    @Test
    void whatIsLocatedNoFinerCountsAsAPart() {
        assertThat(publish(at(2, "d:1"), at(9, "d:1", "s:11"), at(8, "d:1", "s:12")))
                .isEqualTo(Map.of("d:1", 19, "s:11", 9));
    }

    @Test
    void anAreaThatMovedIsWithheld() {
        assertThat(publish(at(9, "d:1", "s:11"), at(9, "d:2", "s:11"), at(9, "d:1", "s:12"), at(9, "d:2", "s:22")))
                .doesNotContainKey("s:11");
    }

    @Test
    void oneWhoWritesOftenIsOneAndWhatIsPublicAnywayHidesNobody() {
        assertThat(publish(of(Set.of(1L, 2L), 40, false, "d:1"), at(50, "d:2"), at(60, "d:3")))
                .as("two people")
                .isEqualTo(Map.of("d:3", 60));
        assertThat(publish(
                        of(persons(30), 30, true, "d:1"),
                        of(persons(2), 2, false, "d:1"),
                        at(50, "d:2"),
                        at(60, "d:3")))
                .as("32 less the 30 that everybody can read one by one")
                .isEqualTo(Map.of("d:3", 60));
        assertThat(publish(of(persons(30), 30, true, "d:1"), at(50, "d:2")))
                .as("nothing that is not public")
                .isEqualTo(Map.of("d:1", 30, "d:2", 50));
    }
}
