package org.servicemap.insights;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.forecast.Incidence.Exit;
import org.servicemap.insights.forecast.RateWorlds;

/**
 * SQL over the facts for how rates may end, as they were known at an instant: nothing that came later is looked at. Late is what was handled
 * after its deadline, or was not handled when it passed.
 */
final class RateOutlookFacts {
    private final Facts facts;
    private final BoundFacts areas;

    /** @param areas in which alone is looked */
    RateOutlookFacts(Facts facts, AreaBounds areas) {
        this.facts = facts;
        this.areas = BoundFacts.of(areas, "");
    }

    private FactQuery within(FactQuery query) {
        return query.add("AND " + areas.condition(), areas.values().toArray());
    }

    /**
     * Valid callbacks of a unit that were answered alike.
     *
     * @param late whether what was called back for was late; where nobody said when it was handled, by when it was called back
     */
    record Answered(String unit, boolean late, int kind, long n) {}

    List<Answered> answered(Instant from, Instant until) {
        return within(new FactQuery().add("""
                        SELECT called_back_for, coalesce(coalesce(handled_at, called_back_at) > deadline, false), coalesce(contacted, false),
                            coalesce(solved, false), satisfaction, count(*)
                        FROM request_facts
                        WHERE called_back_at >= ? AND called_back_at < ? AND called_back_for IS NOT NULL AND sensitive IS NOT TRUE""", utc(from), utc(until)))
                .add("GROUP BY ALL ORDER BY ALL")
                .list(
                        facts,
                        rs -> new Answered(
                                rs.getString(1),
                                rs.getBoolean(2),
                                RateWorlds.kind(rs.getBoolean(3), rs.getBoolean(4), satisfaction(rs.getString(5))),
                                rs.getLong(6)));
    }

    private static int satisfaction(@Nullable String word) {
        return "satisfied".equals(word) ? 0 : "basically_satisfied".equals(word) ? 1 : 2;
    }

    /** How requests of a unit that came in a time left, or (open) how old they were at the instant. */
    record Left(String unit, String urgency, Exit exit, int age, long n) {}

    List<Left> left(Instant from, Instant at) {
        return within(new FactQuery().add("""
                        SELECT unit, coalesce(urgency, ''),
                            CASE WHEN called_back_at < ? AND called_back_for IS NOT NULL THEN 0 WHEN ended_at < ? THEN 1 ELSE 2 END AS e,
                            CASE e WHEN 0 THEN date_diff('hour', received_at, called_back_at) WHEN 1 THEN date_diff('hour', received_at, ended_at)
                                ELSE date_diff('hour', received_at, ?) END // 24 AS age,
                            count(*)
                        FROM request_facts
                        WHERE received_at >= ? AND received_at < ? AND unit IS NOT NULL AND sensitive IS NOT TRUE""", utc(at), utc(at), utc(at), utc(from), utc(at)))
                .add("GROUP BY ALL ORDER BY ALL")
                .list(
                        facts,
                        rs -> new Left(
                                rs.getString(1),
                                rs.getString(2),
                                Exit.values()[rs.getInt(3)],
                                Math.max(0, rs.getInt(4)),
                                rs.getLong(5)));
    }

    /**
     * Open requests of a unit that are alike.
     *
     * @param late whether they were late at the instant; those that become so later count as in time
     */
    record Open(String unit, String urgency, boolean late, int age, long n) {}

    List<Open> open(Instant at) {
        return within(new FactQuery().add("""
                        SELECT unit, coalesce(urgency, ''), coalesce(least(coalesce(handled_at, ?), ?) > deadline, false), date_diff('hour', received_at, ?) // 24, count(*)
                        FROM request_facts
                        WHERE received_at < ? AND unit IS NOT NULL AND sensitive IS NOT TRUE
                            AND (ended_at IS NULL OR ended_at >= ?) AND (called_back_at IS NULL OR called_back_at >= ?)""", utc(at), utc(at), utc(at), utc(at), utc(at), utc(at)))
                .add("GROUP BY ALL ORDER BY ALL")
                .list(
                        facts,
                        rs -> new Open(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getBoolean(3),
                                Math.max(0, rs.getInt(4)),
                                rs.getLong(5)));
    }

    /** The facts keep instants in UTC without a zone. */
    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
