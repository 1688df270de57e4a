package org.servicemap.wardens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Columns;

/** SQL of what was found on visits, as the desk reads it: never who made them, and not where the phone was. */
final class VisitStore {
    /**
     * Which visits.
     *
     * @param grids null for all there are or were
     * @param finding null for any
     * @param noted only those with a note
     * @param from with that instant
     * @param before without this one
     */
    record Filter(
            @Nullable Collection<String> grids,
            @Nullable String finding,
            boolean noted,
            Instant from,
            Instant before) {}

    /**
     * A visit.
     *
     * @param planName JSON by language; null without a plan
     * @param items JSON of the plan's
     * @param note sealed
     * @param dayOnly the hour was given up
     * @param placed null where that was not kept yet
     * @param theirs likewise
     */
    record Visit(
            long id,
            String grid,
            @Nullable Long plan,
            @Nullable String planName,
            @Nullable String items,
            @Nullable String item,
            String kind,
            String finding,
            Instant foundAt,
            byte @Nullable [] note,
            boolean dayOnly,
            boolean doubtful,
            boolean outside,
            @Nullable Boolean placed,
            @Nullable Boolean theirs) {}

    /** The latest first. */
    List<Visit> list(Handle handle, Filter filter, int offset, int limit) {
        Collection<String> grids = filter.grids();
        return handle.createQuery("""
                        SELECT v.id, v.grid, v.plan, p.name::text AS plan_name, p.items::text AS items, v.item, v.kind, v.finding,
                            v.found_at, v.note, v.account IS NULL AS day_only, v.doubtful, v.outside, v.placed, v.theirs
                        FROM field_visits v LEFT JOIN patrol_plans p ON p.id = v.plan
                        WHERE (:everywhere OR v.grid = ANY(:grids)) AND v.found_at >= :from AND v.found_at < :before
                          AND (CAST(:finding AS text) IS NULL OR v.finding = :finding) AND (NOT :noted OR v.note IS NOT NULL)
                        ORDER BY v.found_at DESC, v.id DESC LIMIT :limit OFFSET :offset
                        """)
                .bind("everywhere", grids == null)
                .bindArray("grids", String.class, grids == null ? new Object[0] : grids.toArray())
                .bind("from", filter.from().atOffset(ZoneOffset.UTC))
                .bind("before", filter.before().atOffset(ZoneOffset.UTC))
                .bind("finding", filter.finding())
                .bind("noted", filter.noted())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((rs, context) -> visit(rs))
                .list();
    }

    private static Visit visit(ResultSet rs) throws SQLException {
        return new Visit(
                rs.getLong("id"),
                rs.getString("grid"),
                rs.getObject("plan", Long.class),
                rs.getString("plan_name"),
                rs.getString("items"),
                rs.getString("item"),
                rs.getString("kind"),
                rs.getString("finding"),
                Columns.instant(rs, "found_at"),
                rs.getBytes("note"),
                rs.getBoolean("day_only"),
                rs.getBoolean("doubtful"),
                rs.getBoolean("outside"),
                rs.getObject("placed", Boolean.class),
                rs.getObject("theirs", Boolean.class));
    }
}
