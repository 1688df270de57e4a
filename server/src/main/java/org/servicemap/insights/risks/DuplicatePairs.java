package org.servicemap.insights.risks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.facts.Facts;

/** The same matter with two units: two requests of one category, near each other in place and time, that different units lead. Thread-safe. */
final class DuplicatePairs {
    static final int NEAR_METRES = 100;
    static final int NEAR_DAYS = 7;
    /** Of pairs that are not disjoint yet: the newest. */
    static final int MOST = 50_000;

    private static final double METRES_A_DEGREE = 111_320;

    /**
     * What lies within 100 m lies together in a cell of at least 200 m of at least one of four grids that are half a cell apart; only cells with more
     * than one unit are looked into. How wide a degree of longitude is, is taken at the point that is farthest from the equator, so that no
     * cell is smaller.
     */
    private static final String PAIRS = """
            w AS (SELECT b.*, cos(radians(max(abs(b.lat)) OVER ())) AS narrow FROM b),
            g AS (SELECT w.*, CAST(floor(w.lon * narrow * %1$s / 200 + o.x) AS BIGINT) AS gx,
                    CAST(floor(w.lat * %1$s / 200 + o.y) AS BIGINT) AS gy, o.x AS ox, o.y AS oy
                FROM w, (VALUES (0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)) o(x, y)),
            m AS (SELECT category, gx, gy, ox, oy FROM g GROUP BY ALL HAVING min(unit) <> max(unit)),
            c AS (SELECT g.* FROM g SEMI JOIN m USING (category, gx, gy, ox, oy))
            SELECT DISTINCT p.id, q.id, p.category, p.unit, q.unit, p.area, q.area, p.finer, q.finer, p.lon, p.lat, q.lon, q.lat
            FROM c p JOIN c q USING (category, gx, gy, ox, oy)
            WHERE p.id < q.id AND p.unit <> q.unit AND abs(epoch(p.received_at) - epoch(q.received_at)) <= %2$s * 86400
                AND pow((p.lon - q.lon) * cos(radians(p.lat)) * %1$s, 2) + pow((p.lat - q.lat) * %1$s, 2) <= pow(%3$s, 2)
            ORDER BY q.id DESC, p.id DESC LIMIT %4$s
            """.formatted(METRES_A_DEGREE, NEAR_DAYS, NEAR_METRES, MOST);

    private final Facts facts;

    DuplicatePairs(Facts facts) {
        this.facts = facts;
    }

    /**
     * A request of a pair.
     *
     * @param area of the level that routing goes by
     * @param finer of the level below, where there is one
     */
    record Half(long id, String unit, String area, @Nullable String finer, LonLat point) {}

    /** Two requests, the earlier first. */
    record Pair(String category, Half one, Half other) {
        boolean isOf(String from, String to) {
            return one.unit().equals(from) && other.unit().equals(to)
                    || one.unit().equals(to) && other.unit().equals(from);
        }

        boolean isAcross() {
            return !one.area().equals(other.area());
        }

        Stream<Long> ids() {
            return Stream.of(one.id(), other.id());
        }

        Half of(String unit) {
            return one.unit().equals(unit) ? one : other;
        }
    }

    /**
     * Each request is in one pair at most, so that a hundred reports of one matter are fifty pairs and not five thousand. The newest first.
     *
     * @param finest rank of the finest level
     * @param reach adds the condition on requests {@code r} that may be counted
     */
    List<Pair> of(int rank, int finest, RiskWindow window, UnaryOperator<FactQuery> reach) {
        String finer = rank < finest ? "r.area_" + (rank + 1) : "NULL";
        FactQuery query = new FactQuery()
                .add("WITH b AS (SELECT r.id, r.category, r.unit, r.lon, r.lat, r.received_at, r.area_" + rank
                        + " AS area,")
                .add(finer + " AS finer FROM request_facts r")
                .add("WHERE r.received_day BETWEEN ? AND ?", window.from(), window.to())
                .add("AND r.category IS NOT NULL AND r.unit IS NOT NULL AND r.lon IS NOT NULL")
                .add("AND r.area_" + rank + " IS NOT NULL AND");
        reach.apply(query).add("),").add(PAIRS);
        return disjoint(query.list(
                facts,
                rs -> new Pair(
                        rs.getString(3),
                        new Half(
                                rs.getLong(1),
                                rs.getString(4),
                                rs.getString(6),
                                rs.getString(8),
                                new LonLat(rs.getDouble(10), rs.getDouble(11))),
                        new Half(
                                rs.getLong(2),
                                rs.getString(5),
                                rs.getString(7),
                                rs.getString(9),
                                new LonLat(rs.getDouble(12), rs.getDouble(13))))));
    }

    static List<Pair> disjoint(List<Pair> all) {
        Set<Long> taken = new HashSet<>();
        List<Pair> kept = new ArrayList<>();
        for (Pair pair : all) {
            if (!taken.contains(pair.one().id()) && !taken.contains(pair.other().id())) {
                taken.add(pair.one().id());
                taken.add(pair.other().id());
                kept.add(pair);
            }
        }
        return kept;
    }

    /** How many requests of a category, of those that may be counted, a unit leads in an area. */
    long led(
            String category,
            String unit,
            int rank,
            List<String> areas,
            RiskWindow window,
            UnaryOperator<FactQuery> reach) {
        FactQuery query = new FactQuery()
                .add(
                        "SELECT count(*) FROM request_facts r WHERE r.received_day BETWEEN ? AND ?",
                        window.from(),
                        window.to())
                .add("AND r.category = ? AND r.unit = ? AND", category, unit)
                .addOneOf("r.area_" + rank, areas)
                .add("AND");
        return reach.apply(query).list(facts, rs -> rs.getLong(1)).get(0);
    }

    /** A request that the catalogue decides again. */
    private record Again(long id, CatalogueTrial.Case request) {}

    /** As requests that the catalogue decides again, the two of a pair behind each other; pairs of which one has no place any more are left out. */
    List<CatalogueTrial.Case> cases(List<Pair> pairs) {
        Map<Long, CatalogueTrial.Case> byId = again(
                        pairs.stream().flatMap(Pair::ids).toArray())
                .stream()
                .collect(Collectors.toMap(Again::id, Again::request));
        return pairs.stream()
                .filter(pair -> pair.ids().allMatch(byId::containsKey))
                .flatMap(Pair::ids)
                .map(byId::get)
                .toList();
    }

    private List<Again> again(Object... ids) {
        return new FactQuery()
                .add(
                        "SELECT r.id, r.category, r.lon, r.lat, r.channel, r.hotline, r.urgency, r.kind, epoch_us(r.received_at)")
                .add("FROM request_facts r WHERE r.lon IS NOT NULL")
                .add("AND r.id IN (NULL" + ", ?".repeat(ids.length) + ")", ids)
                .list(
                        facts,
                        rs -> new Again(
                                rs.getLong(1),
                                new CatalogueTrial.Case(
                                        rs.getString(2),
                                        new LonLat(rs.getDouble(3), rs.getDouble(4)),
                                        rs.getString(5),
                                        rs.getString(6),
                                        rs.getString(7),
                                        rs.getString(8),
                                        Instant.EPOCH.plus(rs.getLong(9), ChronoUnit.MICROS),
                                        null)));
    }
}
