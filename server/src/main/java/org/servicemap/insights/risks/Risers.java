package org.servicemap.insights.risks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.spatial.FalseDiscovery;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * Categories that rise somewhere: every pair of a category of the second level and an area is compared with the days before, and of all pairs
 * together the share of false alarms is held at the level (Benjamini and Hochberg). Thread-safe.
 */
final class Risers {
    private static final int LEAST = 8;

    private final Facts facts;

    Risers(Facts facts) {
        this.facts = facts;
    }

    /**
     * A pair that rose.
     *
     * @param q least share of false alarms at which it is among the found
     */
    record Riser(String category, String area, long now, long before, RateRatio ratio, double q) {}

    /**
     * What was compared.
     *
     * @param tested pairs with at least {@value #LEAST} requests in both together
     */
    record Found(int tested, List<Riser> risers) {}

    private record Pair(String category, String area) {}

    private record Counts(long now, long before) {
        Counts plus(Counts other) {
            return new Counts(now + other.now, before + other.before);
        }
    }

    /** The surest first. */
    Found of(int rank, RiskWindow window, RiskWindow before, Reach reach, CategoryTree tree, double level) {
        Map<Pair, Counts> pairs = new LinkedHashMap<>();
        count(rank, window, before, reach, tree, pairs);
        List<Map.Entry<Pair, Counts>> tested = pairs.entrySet().stream()
                .filter(each -> each.getValue().now() + each.getValue().before() >= LEAST)
                .toList();
        double daysOver = (double) window.days() / before.days();
        List<RateRatio> ratios = tested.stream()
                .map(each -> RateRatio.of(each.getValue().now(), each.getValue().before(), daysOver))
                .toList();
        double[] q =
                FalseDiscovery.adjust(ratios.stream().mapToDouble(RateRatio::p).toArray());
        List<Riser> risers = new ArrayList<>();
        for (int i = 0; i < q.length; i++) {
            if (q[i] <= level) {
                Pair pair = tested.get(i).getKey();
                Counts counts = tested.get(i).getValue();
                risers.add(new Riser(pair.category(), pair.area(), counts.now(), counts.before(), ratios.get(i), q[i]));
            }
        }
        risers.sort(Comparator.comparingDouble(Riser::q).thenComparing(each -> -each.now()));
        return new Found(tested.size(), risers);
    }

    private void count(
            int rank, RiskWindow window, RiskWindow before, Reach reach, CategoryTree tree, Map<Pair, Counts> pairs) {
        FactQuery query = new FactQuery()
                .add(
                        "SELECT r.category, r.area_" + rank + ", count(*) FILTER (r.received_day BETWEEN ? AND ?),",
                        window.from(),
                        window.to())
                .add("count(*) FILTER (r.received_day BETWEEN ? AND ?)", before.from(), before.to())
                .add("FROM request_facts r WHERE r.received_day BETWEEN ? AND ?", before.from(), window.to())
                .add("AND r.category IS NOT NULL AND r.area_" + rank + " IS NOT NULL AND");
        reach.where(query).add("GROUP BY 1, 2 ORDER BY 1, 2");
        query.list(
                facts,
                rs -> pairs.merge(
                        new Pair(second(tree, rs.getString(1)), rs.getString(2)),
                        new Counts(rs.getLong(3), rs.getLong(4)),
                        Counts::plus));
    }

    /** The category right below the top one; a top one itself. */
    static String second(CategoryTree tree, String code) {
        List<Category> lineage = tree.lineage(code);
        return lineage.isEmpty()
                ? code
                : lineage.get(Math.max(0, lineage.size() - 2)).code();
    }
}
