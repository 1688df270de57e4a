package org.servicemap.insights.risks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.LonLat;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.facts.Facts;

/**
 * Disputes that were right: requests of one category in one area that a unit returned and that were dispatched again, mostly to one other
 * unit. When they lie along the border of the area the border may be wrong, and the rule is proposed for the finer areas that most of them lie
 * in; else the catalogue's rule. What is proposed is learnt from the first two thirds of the days, so that the last third can try it; only what
 * is too recent for that is learnt from all. Thread-safe.
 */
final class DisputeFaults {
    static final int LEAST_MOVED = 3;
    private static final double MOSTLY = 0.6;
    private static final double NEAR_METRES = 150;
    private static final int MOST_CASES = 500_000;

    private final Facts facts;

    DisputeFaults(Facts facts) {
        this.facts = facts;
    }

    /**
     * A cluster of disputes.
     *
     * @param moved of the disputed, those dispatched again
     * @param learntUntil last day of those that the rest is told of
     * @param learnt of the moved, those up to that day
     * @param from the unit that disputed most of these
     * @param to the unit that most went to, and how many of the learnt did
     * @param nearBorder of the learnt, those within 150 m of the area's border
     * @param finer codes of the finer areas that most of the learnt lie in, the fullest first; empty when the rule is for the whole area
     */
    record Fault(
            String category,
            String area,
            long disputed,
            long moved,
            LocalDate learntUntil,
            long learnt,
            String from,
            String to,
            long toCount,
            long nearBorder,
            List<String> finer) {
        boolean isOfBorder() {
            return nearBorder >= MOSTLY * learnt;
        }
    }

    private record Disputed(
            String category,
            String area,
            @Nullable String from,
            @Nullable String to,
            boolean moved,
            double lon,
            double lat,
            LocalDate day,
            @Nullable String finer) {}

    private record Key(String category, String area) {}

    /** The most dispatched again first. */
    List<Fault> of(int rank, int finest, RiskWindow window, Reach reach) {
        Map<Key, List<Disputed>> clusters = new LinkedHashMap<>();
        for (Disputed each : disputed(rank, finest, window, reach)) {
            clusters.computeIfAbsent(new Key(each.category(), each.area()), key -> new ArrayList<>())
                    .add(each);
        }
        List<Fault> faults = new ArrayList<>();
        clusters.forEach((key, list) -> {
            Fault early = fault(key, list, window.learning().to(), rank, reach);
            Fault fault = early == null ? fault(key, list, window.to(), rank, reach) : early;
            if (fault != null) {
                faults.add(fault);
            }
        });
        faults.sort(Comparator.comparingLong(Fault::moved)
                .reversed()
                .thenComparing(Fault::category)
                .thenComparing(Fault::area));
        return faults;
    }

    private static @Nullable Fault fault(Key key, List<Disputed> all, LocalDate learntUntil, int rank, Reach reach) {
        List<Disputed> moved = all.stream()
                .filter(each -> each.moved() && !each.day().isAfter(learntUntil))
                .toList();
        Map.Entry<String, Long> to = most(moved.stream().map(Disputed::to).toList());
        Map.Entry<String, Long> from = most(moved.stream().map(Disputed::from).toList());
        if (to == null || from == null || to.getKey().equals(from.getKey())) {
            return null;
        }
        if (moved.size() < LEAST_MOVED || to.getValue() < MOSTLY * moved.size()) {
            return null;
        }
        long near = moved.stream().filter(each -> isNear(each, rank, reach)).count();
        return new Fault(
                key.category(),
                key.area(),
                all.size(),
                all.stream().filter(Disputed::moved).count(),
                learntUntil,
                moved.size(),
                from.getKey(),
                to.getKey(),
                to.getValue(),
                near,
                near >= MOSTLY * moved.size() ? finer(moved, to.getKey()) : List.of());
    }

    /** As few finer areas as hold most of those that went to a unit; none when that many have no finer area. */
    private static List<String> finer(List<Disputed> moved, String to) {
        Map<String, Long> counts = new TreeMap<>();
        List<Disputed> went =
                moved.stream().filter(each -> to.equals(each.to())).toList();
        went.forEach(each -> {
            String finer = each.finer();
            if (finer != null) {
                counts.merge(finer, 1L, Long::sum);
            }
        });
        List<String> areas = new ArrayList<>();
        long held = 0;
        for (Map.Entry<String, Long> each : counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList()) {
            if (held < MOSTLY * went.size()) {
                areas.add(each.getKey());
                held += each.getValue();
            }
        }
        return held < MOSTLY * went.size() ? List.of() : areas;
    }

    private static Map.@Nullable Entry<String, Long> most(List<@Nullable String> units) {
        Map<String, Long> counts = new HashMap<>();
        for (String unit : units) {
            if (unit != null) {
                counts.merge(unit, 1L, Long::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElse(null);
    }

    private static boolean isNear(Disputed each, int rank, Reach reach) {
        for (LevelHit hit : reach.areas()
                .resolve(Query.of(new LonLat(each.lon(), each.lat())))
                .areas()) {
            if (hit.level() == rank) {
                return hit.borderMetres() <= NEAR_METRES;
            }
        }
        return false;
    }

    private List<Disputed> disputed(int rank, int finest, RiskWindow window, Reach reach) {
        String finer = rank < finest ? "r.area_" + (rank + 1) : "NULL";
        FactQuery query = new FactQuery()
                .add("SELECT r.category, r.area_" + rank + ", d.unit, r.unit, m.request IS NOT NULL, r.lon, r.lat,")
                .add("r.received_day, " + finer)
                .add("FROM request_facts r JOIN (SELECT request, arg_min(unit, seq) AS unit FROM event_facts")
                .add("WHERE action = 'dispute' GROUP BY request) d ON d.request = r.id")
                .add(
                        "LEFT JOIN (SELECT DISTINCT request FROM event_facts WHERE action = 'redirect') m ON m.request = r.id")
                .add("WHERE r.received_day BETWEEN ? AND ?", window.from(), window.to())
                .add("AND r.category IS NOT NULL AND r.lon IS NOT NULL AND r.area_" + rank + " IS NOT NULL AND");
        reach.where(query).add("ORDER BY r.id");
        return query.list(
                facts,
                rs -> new Disputed(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getBoolean(5),
                        rs.getDouble(6),
                        rs.getDouble(7),
                        rs.getObject(8, LocalDate.class),
                        rs.getString(9)));
    }

    /** All requests of a category, with where those went that were dispatched again; at most half a million, the newest. */
    List<CatalogueTrial.Case> cases(String category, RiskWindow window) {
        FactQuery query = new FactQuery()
                .add(
                        "SELECT r.category, r.lon, r.lat, r.channel, r.hotline, r.urgency, r.kind, epoch_us(r.received_at),")
                .add("CASE WHEN m.request IS NOT NULL THEN r.unit END FROM request_facts r")
                .add(
                        "LEFT JOIN (SELECT DISTINCT request FROM event_facts WHERE action = 'redirect') m ON m.request = r.id")
                .add("WHERE r.received_day BETWEEN ? AND ? AND r.category = ?", window.from(), window.to(), category)
                .add("AND r.lon IS NOT NULL AND r.sensitive IS NOT TRUE ORDER BY r.id DESC LIMIT " + MOST_CASES);
        return query.list(
                facts,
                rs -> new CatalogueTrial.Case(
                        rs.getString(1),
                        new LonLat(rs.getDouble(2), rs.getDouble(3)),
                        rs.getString(4),
                        rs.getString(5),
                        rs.getString(6),
                        rs.getString(7),
                        Instant.EPOCH.plus(rs.getLong(8), java.time.temporal.ChronoUnit.MICROS),
                        rs.getString(9)));
    }

    /** A rule that gives a category in an area to a unit. */
    static String rule(String category, String level, String area, String to) {
        return rule(category, level, List.of(area), to);
    }

    /** The same in several areas of one level. */
    static String rule(String category, String level, List<String> areas, String to) {
        String codes = areas.size() == 1 ? '"' + areas.get(0) + '"' : "[\"" + String.join("\", \"", areas) + "\"]";
        return """
                - id: proposed-%s-%s
                  title: {zh: 依据异议改派的建议, en: Proposed after disputes}
                  when: {category: %s, area: {%s: %s}}
                  to: {unit: %s}
                """.formatted(category.toLowerCase(java.util.Locale.ROOT), areas.get(0), category, level, codes, to);
    }
}
