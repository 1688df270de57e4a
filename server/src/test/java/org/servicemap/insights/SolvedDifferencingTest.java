package org.servicemap.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Somebody who has the released counts, the solved ones among them and the city's sums, and takes them from each other. */
class SolvedDifferencingTest {
    private static final int K = 5;

    /** Requests at one place: who made them, of which kind. */
    private static final class Truth {
        private final Set<Long> solvedBy = new HashSet<>();
        private final Set<Long> openBy = new HashSet<>();
        private int solved;
        private int open;

        void add(SolvedSuppression.Part part) {
            if (part.solved()) {
                solved += part.group().requests();
                solvedBy.addAll(part.group().people());
            } else {
                open += part.group().requests();
                openBy.addAll(part.group().people());
            }
        }

        boolean isOfMany() {
            return solvedBy.size() >= K && openBy.size() >= K;
        }
    }

    /** @param listedToo whether the attacker wants to know of all requests, or has taken those that are public off all sums already */
    private static List<String> exposed(
            List<SolvedSuppression.Part> city,
            Map<String, Integer> counts,
            Map<String, Integer> solved,
            boolean listedToo) {
        Map<String, Truth> truth = new TreeMap<>();
        Map<String, Set<String>> parts = new TreeMap<>();
        for (SolvedSuppression.Part part : city) {
            List<String> way = new ArrayList<>(List.of(""));
            way.addAll(part.group().path());
            way.add(way.get(way.size() - 1) + "/rest");
            for (int i = 0; i < way.size(); i++) {
                Truth at = truth.computeIfAbsent(way.get(i), key -> new Truth());
                if (listedToo || !part.group().listed()) {
                    at.add(part);
                }
                if (i > 0) {
                    parts.computeIfAbsent(way.get(i - 1), key -> new TreeSet<>())
                            .add(way.get(i));
                }
            }
        }
        Curious curious = new Curious();
        parts.forEach((area, below) -> {
            curious.isSum("solved " + area, prefixed("solved ", below));
            curious.isSum("open " + area, prefixed("open ", below));
            curious.isSum("all " + area, prefixed("all ", below));
        });
        truth.forEach((area, one) -> {
            curious.isSum("all " + area, Set.of("solved " + area, "open " + area));
            if (area.isEmpty() || counts.containsKey(area)) {
                curious.knows("all " + area, one.solved + one.open);
            }
            if (area.isEmpty() || solved.containsKey(area)) {
                curious.knows("solved " + area, one.solved);
            }
        });
        curious.narrow();
        List<String> exposed = new ArrayList<>();
        truth.forEach((area, one) -> {
            long width = curious.high("solved " + area) - curious.low("solved " + area);
            if (one.solved + one.open > 0 && width < K && !one.isOfMany() && !area.isEmpty()) {
                exposed.add(area + " has " + curious.low("solved " + area) + ".." + curious.high("solved " + area));
            }
        });
        return exposed;
    }

    private static Set<String> prefixed(String prefix, Set<String> names) {
        Set<String> prefixed = new LinkedHashSet<>();
        names.forEach(name -> prefixed.add(prefix + name));
        return prefixed;
    }

    private static List<SolvedSuppression.Part> invented(Random random) {
        List<SolvedSuppression.Part> parts = new ArrayList<>();
        int usual = 2 + random.nextInt(20);
        double luck = 0.1 + 0.8 * random.nextDouble();
        double listed = random.nextInt(3) * 0.5;
        for (int district = 0; district < 2 + random.nextInt(2); district++) {
            for (int street = 0; street < 1 + random.nextInt(4); street++) {
                for (int community = 0; community < random.nextInt(4); community++) {
                    List<String> path = new ArrayList<>(List.of("d:" + district, "s:" + district + street));
                    if (community > 0) {
                        path.add("c:" + district + street + community);
                    }
                    for (int i = random.nextInt(1 + 2 * usual); i > 0; i--) {
                        Set<Long> who = Set.of((long) random.nextInt(60));
                        boolean isListed = random.nextDouble() < listed;
                        parts.add(new SolvedSuppression.Part(
                                new Suppression.Group(path, 1, who, isListed), random.nextDouble() < luck));
                    }
                }
            }
        }
        return parts;
    }

    @Test
    void nobodyLearnsWhoseRequestsWereSolved() {
        Random random = new Random(20261123);
        int shown = 0;
        int naive = 0;
        for (int round = 0; round < 600; round++) {
            List<SolvedSuppression.Part> city = invented(random);
            Map<String, Integer> counts = new Suppression(K)
                    .publish(city.stream().map(SolvedSuppression.Part::group).toList());
            Map<String, Integer> solved = new SolvedSuppression(K).publish(city, counts);
            assertThat(counts.keySet()).containsAll(solved.keySet());
            if (!solved.isEmpty()) {
                assertThat(exposed(city, counts, solved, true))
                        .as("%s → %s", city, solved)
                        .isEmpty();
                assertThat(exposed(city, counts, solved, false))
                        .as("%s → %s", city, solved)
                        .isEmpty();
            }
            shown += solved.size();
            naive += exposed(city, counts, cutAtK(city, counts), false).isEmpty() ? 0 : 1;
        }
        assertThat(shown).as("enough is published to be worth it").isGreaterThan(600);
        assertThat(naive)
                .as("the same attack finds what only small numbers are cut from")
                .isGreaterThan(60);
    }

    /** Without care for what is left over. */
    private static Map<String, Integer> cutAtK(List<SolvedSuppression.Part> city, Map<String, Integer> counts) {
        Map<String, Integer> solved = new TreeMap<>();
        city.stream()
                .filter(SolvedSuppression.Part::solved)
                .forEach(part -> part.group()
                        .path()
                        .forEach(area -> solved.merge(area, part.group().requests(), Integer::sum)));
        solved.keySet().retainAll(counts.keySet());
        solved.values().removeIf(count -> count < K);
        return solved;
    }
}
