package org.servicemap.insights.risks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.risks.DuplicatePairs.Half;
import org.servicemap.insights.risks.DuplicatePairs.Pair;

/**
 * Duplicates that point at a fault: the same matter goes now to one unit and now to another. Within one area the catalogue does not say
 * clearly whose it is; across a border the border runs through what people see as one place. Thread-safe.
 */
final class DuplicateFaults {
    static final int LEAST_PAIRS = 3;
    private static final double MOSTLY = 0.6;
    private static final int MOST = 200;

    private final DuplicatePairs pairs;

    DuplicateFaults(DuplicatePairs pairs) {
        this.pairs = pairs;
    }

    /**
     * Duplicates of one category with the same two units.
     *
     * @param rank of the area's level: one finer than routing goes by where they lie across a border
     * @param area that the proposed rule gives to the other unit
     * @param from the unit that leads fewer of the category's requests around there, and so many
     * @param to the one that leads more
     * @param across of the pairs, those with a border between
     */
    record Fault(
            String category,
            int rank,
            String area,
            String from,
            String to,
            long led,
            long ledByOther,
            long pairs,
            long across,
            @Nullable String neighbour) {
        boolean isOfBorder() {
            return neighbour != null;
        }
    }

    private record Key(String category, String one, String other) {
        static Key of(Pair pair) {
            String one = pair.one().unit();
            String other = pair.other().unit();
            return one.compareTo(other) < 0
                    ? new Key(pair.category(), one, other)
                    : new Key(pair.category(), other, one);
        }
    }

    /** Those with the most pairs first; at most 200. */
    List<Fault> of(int rank, int finest, RiskWindow window, UnaryOperator<FactQuery> reach) {
        Map<Key, List<Pair>> together = new LinkedHashMap<>();
        for (Pair pair : pairs.of(rank, finest, window, reach)) {
            together.computeIfAbsent(Key.of(pair), key -> new ArrayList<>()).add(pair);
        }
        return together.entrySet().stream()
                .filter(each -> each.getValue().size() >= LEAST_PAIRS)
                .sorted(Comparator.comparingInt((Map.Entry<Key, List<Pair>> each) ->
                                -each.getValue().size())
                        .thenComparing(each -> each.getKey().toString()))
                .limit(MOST)
                .map(each -> fault(each.getKey(), each.getValue(), rank, window, reach))
                .toList();
    }

    private Fault fault(Key key, List<Pair> of, int rank, RiskWindow window, UnaryOperator<FactQuery> reach) {
        List<String> areas = of.stream()
                .flatMap(pair -> Stream.of(pair.one().area(), pair.other().area()))
                .distinct()
                .toList();
        long one = pairs.led(key.category(), key.one(), rank, areas, window, reach);
        long other = pairs.led(key.category(), key.other(), rank, areas, window, reach);
        String to = one >= other ? key.one() : key.other();
        String from = one >= other ? key.other() : key.one();
        List<Half> given = of.stream().map(pair -> pair.of(from)).toList();
        List<Half> kept = of.stream().map(pair -> pair.of(to)).toList();
        long across = of.stream().filter(Pair::isAcross).count();
        boolean border = across >= MOSTLY * of.size();
        String finer = border ? most(given.stream().map(Half::finer).toList()) : null;
        String area = finer == null ? most(given.stream().map(Half::area).toList()) : finer;
        return new Fault(
                key.category(),
                finer == null ? rank : rank + 1,
                Objects.requireNonNull(area),
                from,
                to,
                Math.min(one, other),
                Math.max(one, other),
                of.size(),
                across,
                border ? most(kept.stream().map(Half::area).toList()) : null);
    }

    private static @Nullable String most(List<@Nullable String> codes) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String code : codes) {
            if (code != null) {
                counts.merge(code, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** A rule that gives a category in an area to a unit. */
    static String rule(String category, String level, String area, String to) {
        return DisputeFaults.rule(category, level, area, to)
                .replace("依据异议改派的建议", "依据重复诉求的建议")
                .replace("Proposed after disputes", "Proposed after duplicates");
    }
}
