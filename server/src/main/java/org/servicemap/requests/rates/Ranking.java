package org.servicemap.requests.rates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * Units or areas in order of their score, each among those of its own kind. Whoever has fewer callbacks than the city asks
 * for has no place; equal scores share one.
 */
public final class Ranking {
    private Ranking() {}

    /**
     * What is ranked.
     *
     * @param kind only those of one kind are compared; null for areas of one level
     * @param tally of the period
     * @param before of the period before
     */
    public record Row(String code, LocalText name, @Nullable String kind, Tally tally, Tally before) {}

    /**
     * A row with its figures.
     *
     * @param rank 1 is best; null with too few callbacks
     * @param among how many of the kind have a place
     */
    public record Place(
            Row row,
            Tally.@Nullable Rates now,
            @Nullable Integer rank,
            int among,
            Tally.@Nullable Rates before,
            @Nullable Integer rankBefore) {
        /** The same where there is nobody to be compared with. */
        public Place unranked() {
            return new Place(row, now, null, 0, before, null);
        }
    }

    /** The best first; those without a score last, by code. */
    public static List<Place> of(List<Row> rows, RateRules rules) {
        Map<Row, Tally.Rates> now = rates(rows, rules, false);
        Map<Row, Tally.Rates> before = rates(rows, rules, true);
        Map<Row, Integer> ranks = ranks(now, rules);
        Map<Row, Integer> ranksBefore = ranks(before, rules);
        Map<String, Integer> ranked = new HashMap<>();
        ranks.keySet().forEach(row -> ranked.merge(key(row), 1, Integer::sum));
        List<Place> places = new ArrayList<>();
        for (Row row : rows) {
            places.add(new Place(
                    row,
                    now.get(row),
                    ranks.get(row),
                    ranked.getOrDefault(key(row), 0),
                    before.get(row),
                    ranksBefore.get(row)));
        }
        places.sort(Comparator.<Place>comparingDouble(
                        place -> place.now() == null ? 1 : -place.now().score())
                .thenComparing(place -> place.row().code()));
        return places;
    }

    private static String key(Row row) {
        return row.kind() == null ? "" : row.kind();
    }

    private static Map<Row, Tally.Rates> rates(List<Row> rows, RateRules rules, boolean before) {
        Map<Row, Tally.Rates> rates = new HashMap<>();
        for (Row row : rows) {
            Tally.Rates found = (before ? row.before() : row.tally()).rates(rules);
            if (found != null) {
                rates.put(row, found);
            }
        }
        return rates;
    }

    private static Map<Row, Integer> ranks(Map<Row, Tally.Rates> rates, RateRules rules) {
        Map<String, List<Row>> byKind = new HashMap<>();
        rates.forEach((row, figures) -> {
            if (figures.valid() >= rules.leastToRank()) {
                byKind.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row);
            }
        });
        Map<Row, Integer> ranks = new HashMap<>();
        byKind.values().forEach(rows -> {
            double[] scores =
                    rows.stream().mapToDouble(row -> score(rates, row)).sorted().toArray();
            rows.forEach(row -> ranks.put(row, 1 + above(scores, score(rates, row))));
        });
        return ranks;
    }

    private static double score(Map<Row, Tally.Rates> rates, Row row) {
        Tally.Rates found = rates.get(row);
        return found == null ? 0 : found.score();
    }

    /** How many of the scores, which are sorted, are higher. */
    private static int above(double[] sorted, double score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sorted.length - low;
    }
}
