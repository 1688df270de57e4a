package org.servicemap.wardens;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Columns;

/** SQL of coverage: visits counted by grid and kind, never by who made them. */
final class CoverageStore {
    /**
     * Visits in some days, by kind.
     *
     * @param outside of these: the phone was elsewhere
     * @param unplaced of these: the phone did not say where it was
     * @param foreign of these: by somebody who does not look after the grid
     */
    record Counts(int inquiry, int visit, int check, int outside, int unplaced, int foreign) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
    }

    /** A grid was visited by whose phone was in it; which visits those are was not kept of the oldest. */
    static final String THERE = " AND v.placed IS NOT FALSE AND NOT v.outside ";

    /** Grids that were visited at this instant or later, until another: one probe of the index for each. */
    Set<String> visitedSince(Handle handle, Collection<String> grids, Instant since, Instant until) {
        return new HashSet<>(handle.createQuery("""
                        SELECT g FROM unnest(:grids) AS g
                        WHERE EXISTS (SELECT FROM field_visits v WHERE v.grid = g AND v.found_at >= :since AND v.found_at <= :until\s""" + THERE + ")")
                .bindArray("grids", String.class, grids.toArray())
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .list());
    }

    /** From an instant until before another, by grid. */
    Map<String, Counts> counts(Handle handle, Collection<String> grids, Instant from, Instant before) {
        Map<String, Counts> counts = new HashMap<>();
        handle.createQuery("""
                        SELECT grid, count(*) FILTER (WHERE kind = 'inquiry') AS inquiry,
                            count(*) FILTER (WHERE kind = 'visit') AS visit, count(*) FILTER (WHERE kind = 'check') AS checks,
                            count(*) FILTER (WHERE outside) AS outside, count(*) FILTER (WHERE NOT placed) AS unplaced,
                            count(*) FILTER (WHERE NOT theirs) AS others
                        FROM field_visits WHERE grid IN (SELECT unnest(:grids)) AND found_at >= :from AND found_at < :before
                        GROUP BY grid
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .map((rs, context) -> counts.put(
                        rs.getString("grid"),
                        new Counts(
                                rs.getInt("inquiry"),
                                rs.getInt("visit"),
                                rs.getInt("checks"),
                                rs.getInt("outside"),
                                rs.getInt("unplaced"),
                                rs.getInt("others"))))
                .list();
        return counts;
    }

    /** When grids were visited last until an instant. */
    Map<String, Instant> lastVisits(Handle handle, Collection<String> grids, Instant until) {
        Map<String, Instant> last = new HashMap<>();
        handle.createQuery("""
                        SELECT g, (SELECT max(v.found_at) FROM field_visits v WHERE v.grid = g AND v.found_at <= :until\s""" + THERE + """
                        ) AS last
                        FROM unnest(:grids) AS g
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .map((rs, context) -> {
                    Instant at = Columns.instantOrNull(rs, "last");
                    return at == null ? null : last.put(rs.getString("g"), at);
                })
                .list();
        return last;
    }

    /** Names of who looks after each grid on a day, those of a duty. */
    Map<String, List<String>> names(Handle handle, Collection<String> grids, String duty, LocalDate day) {
        Map<String, List<String>> names = new HashMap<>();
        handle.createQuery("""
                        SELECT w.grid, a.name FROM warden_assignments w JOIN accounts a ON a.id = w.account
                        WHERE w.grid = ANY(:grids) AND w.duty = :duty AND\s""" + AssignmentStore.CAN_WORK + """
                          AND w.first_day <= :day
                          AND (w.last_day IS NULL OR w.last_day >= :day) ORDER BY w.grid, w.substitute_for NULLS FIRST, a.name
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("duty", duty)
                .bind("day", day)
                .map((rs, context) -> names.computeIfAbsent(rs.getString("grid"), grid -> new ArrayList<>())
                        .add(rs.getString("name")))
                .list();
        return names;
    }

    /** How many open tasks, and how many plans in use, by grid. */
    Map<String, int[]> work(Handle handle, Collection<String> grids) {
        Map<String, int[]> work = new HashMap<>();
        handle.createQuery("""
                        SELECT g, (SELECT count(*) FROM field_tasks t WHERE t.grid = g AND t.state = 'open') AS tasks,
                            (SELECT count(*) FROM patrol_plans p WHERE p.grid = g AND p.active) AS plans
                        FROM unnest(:grids) AS g
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .map((rs, context) -> work.put(rs.getString("g"), new int[] {rs.getInt("tasks"), rs.getInt("plans")}))
                .list();
        return work;
    }
}
