package org.servicemap.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final int K = 5;

    private static Suppression.Group at(int requests, String... path) {
        return new Suppression.Group(List.of(path), requests);
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

    /** Lower and upper bounds of every area's count by all that is published, worked out as somebody curious would. */
    private static final class Curious {
        private final Map<String, Integer> published;
        private final Map<String, List<String>> parts = new LinkedHashMap<>();
        private final Map<String, Integer> truth = new LinkedHashMap<>();
        private final Map<String, String> above = new LinkedHashMap<>();

        Curious(List<Suppression.Group> groups, Map<String, Integer> released) {
            published = new LinkedHashMap<>(released);
            for (Suppression.Group group : groups) {
                String parent = "";
                truth.merge("", group.requests(), Integer::sum);
                for (String area : group.path()) {
                    truth.merge(area, group.requests(), Integer::sum);
                    List<String> siblings = parts.computeIfAbsent(parent, key -> new ArrayList<>());
                    if (!siblings.contains(area)) {
                        siblings.add(area);
                    }
                    above.put(area, parent);
                    parent = area;
                }
            }
            if (truth.getOrDefault("", 0) >= K) {
                published.put("", truth.get(""));
            }
        }

        int lower(String area) {
            Integer known = published.get(area);
            return known != null
                    ? known
                    : parts.getOrDefault(area, List.of()).stream()
                            .mapToInt(this::lower)
                            .sum();
        }

        /** The published sum above, less all that must lie elsewhere under it. */
        int upper(String area) {
            if (published.containsKey(area)) {
                return published.get(area);
            }
            String parent = above.get(area);
            if (parent == null) {
                return Integer.MAX_VALUE;
            }
            int others = parts.get(parent).stream()
                    .filter(part -> !part.equals(area))
                    .mapToInt(this::lower)
                    .sum();
            int most = upper(parent);
            return most == Integer.MAX_VALUE ? most : most - others;
        }

        Set<String> exposed() {
            Set<String> exposed = new LinkedHashSet<>();
            truth.forEach((area, count) -> {
                if (count > 0 && !published.containsKey(area) && upper(area) - lower(area) < K) {
                    exposed.add(area + " = " + count + " in " + lower(area) + ".." + upper(area));
                }
            });
            return exposed;
        }
    }

    @Test
    void nobodyCanWorkOutWhatIsWithheld() {
        Random random = new Random(20261122);
        int withheld = 0;
        for (int round = 0; round < 3000; round++) {
            List<Suppression.Group> groups = invented(random);
            Map<String, Integer> published = new Suppression(K).publish(groups);
            Curious curious = new Curious(groups, published);
            assertThat(curious.exposed()).as("%s → %s", groups, published).isEmpty();
            assertThat(published.values()).allMatch(count -> count >= K);
            published.forEach((area, count) -> assertThat(count).isEqualTo(curious.truth.get(area)));
            withheld += curious.truth.size() - published.size();
        }
        assertThat(withheld).isGreaterThan(3000);
    }

    private static List<Suppression.Group> invented(Random random) {
        List<Suppression.Group> groups = new ArrayList<>();
        int districts = 1 + random.nextInt(4);
        for (int d = 0; d < districts; d++) {
            groups.add(at(random.nextInt(3), "d:" + d));
            for (int s = 0; s < random.nextInt(5); s++) {
                groups.add(at(random.nextInt(4), "d:" + d, "s:" + d + s));
                for (int c = 0; c < random.nextInt(4); c++) {
                    groups.add(at(random.nextInt(12), "d:" + d, "s:" + d + s, "c:" + d + s + c));
                }
            }
        }
        groups.add(at(random.nextInt(6)));
        return groups;
    }
}
