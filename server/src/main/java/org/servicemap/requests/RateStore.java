package org.servicemap.requests;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.requests.rates.Tally;

/** SQL of the three rates: counts of like callbacks by unit, or by area of a level. */
final class RateStore {
    private static final String COUNTS = """
            , contacted, solved, satisfaction, count(*) AS n FROM requests
            WHERE called_back_at >= :from AND called_back_at < :until AND NOT coalesce(sensitive, false)
            """;

    /** By the unit that led when the callback counted. */
    Map<String, Tally> byUnit(Handle handle, RateRules.Window window, RateRules rules) {
        return tallies(handle, "called_back_for", window, rules);
    }

    /** @param rank of the level, 1 coarsest */
    Map<String, Tally> byArea(Handle handle, int rank, RateRules.Window window, RateRules rules) {
        return tallies(
                handle, org.servicemap.requests.lifecycle.Field.area(rank).column(), window, rules);
    }

    private static Map<String, Tally> tallies(Handle handle, String column, RateRules.Window window, RateRules rules) {
        Map<String, Tally> tallies = new HashMap<>();
        handle.createQuery(
                        "SELECT " + column + " AS of" + COUNTS + " AND " + column + " IS NOT NULL GROUP BY 1, 2, 3, 4")
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
}
