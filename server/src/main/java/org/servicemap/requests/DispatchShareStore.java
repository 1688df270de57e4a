package org.servicemap.requests;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.rates.DispatchShares;
import org.servicemap.requests.rates.RateRules;

/** SQL of the shares dispatched automatically and again. Who dispatched first stands in the history when it happened twice. */
final class DispatchShareStore {
    private static final String COUNTS = """
            SELECT of, count(*) AS received, count(*) FILTER (WHERE times > 0) AS dispatched,
                count(*) FILTER (WHERE first = 'auto') AS automatic, count(*) FILTER (WHERE times > 1) AS redispatched,
                count(*) FILTER (WHERE first = 'auto' AND times > 1) AS automatic_redispatched,
                count(*) FILTER (WHERE waiting) AS waiting
            FROM (
                SELECT <of> AS of, coalesce(r.dispatch_count, 0) AS times, r.state = 'received' AS waiting,
                    CASE WHEN r.dispatch_count = 1 AND r.dispatched_by IS NOT NULL THEN r.dispatched_by
                         WHEN r.dispatch_count > 0 THEN (
                             SELECT convert_from(e.body, 'UTF8')::jsonb #>> '{set,dispatched_by}'
                             FROM request_events e WHERE e.month = r.month AND e.request_id = r.id
                               AND convert_from(e.body, 'UTF8')::jsonb #>> '{set,dispatched_by}' IS NOT NULL
                             ORDER BY e.seq LIMIT 1)
                    END AS first
                FROM requests r
                WHERE r.received_at >= :from AND r.received_at < :until AND r.month BETWEEN :firstMonth AND :lastMonth
                  AND NOT coalesce(r.sensitive, false) AND <bounds>) AS each
            GROUP BY of
            """;

    /**
     * Which requests are counted.
     *
     * @param areas placed in these
     * @param units with one of these; null for any
     */
    record Bounds(AreaBounds areas, @Nullable List<String> units) {
        static final Bounds NONE = new Bounds(AreaBounds.EVERYWHERE, null);

        String sql() {
            String ofUnits = units == null ? "true" : "r.unit = ANY(:units)";
            return areas.isEverywhere()
                    ? ofUnits
                    : ofUnits + " AND " + AreaCondition.of(areas).sql();
        }

        void bind(Query query) {
            AreaCondition.of(areas).bind(query);
            if (units != null) {
                query.bindArray("units", String.class, units.toArray());
            }
        }
    }

    /** Of all together, under the empty text. */
    Map<String, DispatchShares> all(Handle handle, RateRules.Window window, Bounds bounds) {
        return counts(handle, "''", window, bounds);
    }

    /** By category; those without one under the empty text. */
    Map<String, DispatchShares> byCategory(Handle handle, RateRules.Window window, Bounds bounds) {
        return counts(handle, "coalesce(r.category, '')", window, bounds);
    }

    /** By area of a level; those without one under the empty text. */
    Map<String, DispatchShares> byArea(Handle handle, int rank, RateRules.Window window, Bounds bounds) {
        return counts(handle, "coalesce(r." + Field.area(rank).column() + ", '')", window, bounds);
    }

    private static Map<String, DispatchShares> counts(
            Handle handle, String of, RateRules.Window window, Bounds bounds) {
        Query query = handle.createQuery(COUNTS.replace("<of>", of).replace("<bounds>", bounds.sql()))
                .bind("from", SideStore.utc(window.from()))
                .bind("until", SideStore.utc(window.until()))
                .bind("firstMonth", Months.at(window.from()))
                .bind("lastMonth", Months.at(window.until()));
        bounds.bind(query);
        Map<String, DispatchShares> counts = new HashMap<>();
        query.map((rs, context) -> Map.entry(
                        rs.getString("of"),
                        new DispatchShares(
                                rs.getLong("received"),
                                rs.getLong("dispatched"),
                                rs.getLong("automatic"),
                                rs.getLong("redispatched"),
                                rs.getLong("automatic_redispatched"),
                                rs.getLong("waiting"))))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }
}
