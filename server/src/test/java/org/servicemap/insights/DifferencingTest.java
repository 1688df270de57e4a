package org.servicemap.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Invented cities, what is released of them, and somebody who takes sums from sums. */
class DifferencingTest {
    private static final int K = 5;

    /** The truth about a month and category, and what everybody may read of it. */
    private static final class Table {
        private final Map<String, Integer> published;
        private final Map<String, Set<String>> parts = new TreeMap<>();
        private final Map<String, Integer> truth = new TreeMap<>();
        private final Map<String, Set<Long>> unlisted = new TreeMap<>();
        private final Map<String, Integer> unlistedRequests = new TreeMap<>();
        private final Map<String, Set<Long>> people = new TreeMap<>();

        Table(List<Suppression.Group> groups, int k) {
            for (Suppression.Group group : groups) {
                count("", group);
                String at = "";
                for (String area : group.path()) {
                    parts.computeIfAbsent(at, key -> new TreeSet<>()).add(area);
                    count(area, group);
                    at = area;
                }
                parts.computeIfAbsent(at, key -> new TreeSet<>()).add(at + "/rest");
                count(at + "/rest", group);
            }
            published = new TreeMap<>(new Suppression(k).publish(groups));
        }

        private void count(String area, Suppression.Group group) {
            truth.merge(area, group.requests(), Integer::sum);
            people.computeIfAbsent(area, key -> new HashSet<>()).addAll(group.people());
            Set<Long> hidden = unlisted.computeIfAbsent(area, key -> new HashSet<>());
            unlistedRequests.merge(area, group.listed() ? 0 : group.requests(), Integer::sum);
            if (!group.listed()) {
                hidden.addAll(group.people());
            }
        }

        /** All requests, those that are public one by one, and the others: each adds up by itself. */
        Curious curious() {
            Curious curious = new Curious();
            parts.forEach((area, below) -> {
                curious.isSum("all " + area, prefixed("all ", below));
                curious.isSum("other " + area, prefixed("other ", below));
            });
            truth.forEach((area, count) -> {
                curious.isSum("all " + area, Set.of("listed " + area, "other " + area));
                curious.knows("listed " + area, count - unlistedRequests.getOrDefault(area, 0));
            });
            published.forEach((area, count) -> curious.knows("all " + area, count));
            if (anythingIsPublished()) {
                curious.knows("all ", truth.getOrDefault("", 0));
            }
            curious.narrow();
            return curious;
        }

        private static Set<String> prefixed(String prefix, Set<String> names) {
            Set<String> prefixed = new LinkedHashSet<>();
            names.forEach(name -> prefixed.add(prefix + name));
            return prefixed;
        }

        /** What he finds out that he should not. */
        List<String> exposed() {
            Curious curious = curious();
            List<String> exposed = new ArrayList<>();
            truth.keySet().forEach(area -> {
                // where all is public one by one, there is nothing to find out
                boolean withheld = isWithheld(area) && unlistedRequests.getOrDefault(area, 0) > 0;
                narrow(curious, "all " + area, withheld, exposed);
                narrow(curious, "other " + area, withheld, exposed);
                int others = unlisted.getOrDefault(area, Set.of()).size();
                if (published.containsKey(area) && (others > 0 && others < K || people(area) < K)) {
                    exposed.add(area + " is of " + others + " people");
                }
            });
            residues(exposed);
            return exposed;
        }

        /** What is located no finer than an area without parts is the area itself. */
        boolean isWithheld(String area) {
            String itself = area.endsWith("/rest") ? area.substring(0, area.length() - "/rest".length()) : area;
            boolean same = parts.getOrDefault(itself, Set.of()).size() == 1;
            return !area.isEmpty() && !published.containsKey(same ? itself : area);
        }

        private int people(String area) {
            return people.getOrDefault(area, Set.of()).size();
        }

        private static void narrow(Curious curious, String name, boolean withheld, List<String> exposed) {
            if (withheld && curious.high(name) - curious.low(name) < K) {
                exposed.add(name + " in " + curious.low(name) + ".." + curious.high(name));
            }
        }

        /** Whoever is left of a published sum without its published parts must be many. */
        private void residues(List<String> exposed) {
            Map<String, Set<Long>> left = new TreeMap<>();
            Map<String, Set<Long>> leftUnlisted = new TreeMap<>();
            gather("", "", left, leftUnlisted);
            left.forEach((sum, persons) -> {
                int others = leftUnlisted.getOrDefault(sum, Set.of()).size();
                if (!persons.isEmpty() && persons.size() < K || others > 0 && others < K) {
                    exposed.add("the rest of " + sum + " is of " + persons.size() + ", " + others + " not public");
                }
            });
        }

        private void gather(String area, String sum, Map<String, Set<Long>> left, Map<String, Set<Long>> leftUnlisted) {
            String own = published.containsKey(area) ? area : sum;
            if (area.endsWith("/rest") && anythingIsPublished()) {
                left.computeIfAbsent(own, key -> new HashSet<>()).addAll(people.getOrDefault(area, Set.of()));
                leftUnlisted.computeIfAbsent(own, key -> new HashSet<>()).addAll(unlisted.getOrDefault(area, Set.of()));
            }
            parts.getOrDefault(area, Set.of()).forEach(part -> gather(part, own, left, leftUnlisted));
        }

        private boolean anythingIsPublished() {
            return !published.isEmpty();
        }
    }

    @Test
    void nobodyCanWorkOutWhatIsWithheld() {
        Random random = new Random(20261122);
        int withheld = 0;
        int shown = 0;
        for (int round = 0; round < 1000; round++) {
            List<Suppression.Group> groups = invented(random);
            Table table = new Table(groups, K);
            assertThat(table.exposed()).as("%s → %s", groups, table.published).isEmpty();
            table.published.forEach((area, count) -> assertThat(count).isEqualTo(table.truth.get(area)));
            withheld += table.truth.size() - table.published.size();
            shown += table.published.size();
        }
        assertThat(withheld).isGreaterThan(1000);
        assertThat(shown).isGreaterThan(1000);
    }

    /** Elimination finds nothing either: the only numbers that follow from others are nothing, or published already. */
    @Test
    void eliminationFindsNothing() {
        Random random = new Random(7);
        for (int round = 0; round < 150; round++) {
            Table table = new Table(invented(random), K);
            Set<String> found = table.curious().eliminated();
            table.truth.forEach((area, count) -> {
                if (count > 0 && table.isWithheld(area)) {
                    assertThat(found).doesNotContain("all " + area);
                }
            });
        }
    }

    /** The same attacker, against releases that withhold only what is small: he must succeed, or he proves nothing. */
    @Test
    void theAttackerIsAbleToFindWhatIsCarelesslyPublished() {
        Random random = new Random(11);
        int found = 0;
        for (int round = 0; round < 200; round++) {
            Table table = new Table(invented(random), K);
            table.truth.forEach((area, count) -> {
                if (!area.isEmpty() && !area.endsWith("/rest") && count >= K) {
                    table.published.put(area, count);
                }
            });
            found += table.exposed().isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(150);
    }

    private static List<Suppression.Group> invented(Random random) {
        Map<List<String>, Integer> places = new LinkedHashMap<>();
        places.put(List.of(), random.nextInt(6));
        int districts = 1 + random.nextInt(4);
        for (int d = 0; d < districts; d++) {
            places.put(List.of("d:" + d), random.nextInt(3));
            for (int s = 0; s < random.nextInt(5); s++) {
                places.put(List.of("d:" + d, "s:" + d + s), random.nextInt(4));
                for (int c = 0; c < random.nextInt(4); c++) {
                    places.put(List.of("d:" + d, "s:" + d + s, "c:" + d + s + c), random.nextInt(24));
                }
            }
        }
        return groups(places, random);
    }

    /** Some people write often, also about other places; some categories are public one by one. */
    private static List<Suppression.Group> groups(Map<List<String>, Integer> places, Random random) {
        boolean mixed = random.nextInt(3) == 0;
        int town = 3 + random.nextInt(400);
        List<Suppression.Group> groups = new ArrayList<>();
        places.forEach((path, count) -> {
            int listed = mixed && random.nextBoolean() ? random.nextInt(count + 1) : 0;
            for (boolean open : List.of(true, false)) {
                int requests = open ? listed : count - listed;
                Set<Long> people = new HashSet<>();
                for (int i = 0; i < requests; i++) {
                    people.add((long) random.nextInt(town));
                }
                if (requests > 0) {
                    groups.add(new Suppression.Group(path, requests, people, open));
                }
            }
        });
        return groups;
    }
}
