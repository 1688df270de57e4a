package org.servicemap.requests;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.requests.rates.Tally;

/** SQL of the three rates: counts of like callbacks by unit, or by area of a level, and the requests behind them. */
final class RateStore {
    /** By the unit that led when the callback counted. */
    Map<String, Tally> byUnit(Handle handle, RateFilter filter, RateRules.Window window, RateRules rules) {
        return tallies(handle, "r.called_back_for", filter, window, rules);
    }

    /** @param rank of the level, 1 coarsest */
    Map<String, Tally> byArea(Handle handle, int rank, RateFilter filter, RateRules.Window window, RateRules rules) {
        return tallies(handle, "r." + Field.area(rank).column(), filter, window, rules);
    }

    private static Map<String, Tally> tallies(
            Handle handle, String column, RateFilter filter, RateRules.Window window, RateRules rules) {
        Map<String, Tally> tallies = new HashMap<>();
        filter.bind(handle.createQuery("SELECT " + column
                        + " AS of, r.contacted, r.solved, r.satisfaction, count(*) AS n FROM requests r WHERE "
                        + filter.sql() + " AND " + column + " IS NOT NULL GROUP BY 1, 2, 3, 4"))
                .bind("from", SideStore.utc(window.from()))
                .bind("until", SideStore.utc(window.until()))
                .map((rs, context) -> Map.entry(
                        rs.getString("of"),
                        Tally.of(
                                rs.getLong("n"),
                                rs.getBoolean("contacted"),
                                rs.getBoolean("solved"),
                                rs.getString("satisfaction"),
                                rules)))
                .forEach(entry -> tallies.merge(entry.getKey(), entry.getValue(), Tally::plus));
        return tallies;
    }

    /** The requests that were counted, the newest first. */
    List<RequestLists.Row> behind(
            Handle handle, RateFilter filter, RateRules.Window window, @Nullable KeyCursor after, int limit) {
        return filter.bind(handle.createQuery("SELECT r.*, left(v.value, 120) AS words FROM requests r "
                        + "LEFT JOIN request_values v ON v.month = r.month AND v.request_id = r.id AND v.name = 'text' "
                        + "WHERE " + filter.sql() + " AND r.id < :afterId ORDER BY r.id DESC LIMIT :limit"))
                .bind("from", SideStore.utc(window.from()))
                .bind("until", SideStore.utc(window.until()))
                .bind("afterId", after == null ? Long.MAX_VALUE : after.id())
                .bind("limit", limit)
                .map((rs, context) -> new RequestLists.Row(RequestStore.read(rs), rs.getString("words")))
                .list();
    }
}
