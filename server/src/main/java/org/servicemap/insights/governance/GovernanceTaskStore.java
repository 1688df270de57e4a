package org.servicemap.insights.governance;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Columns;

/** SQL of tasks and their notes. */
final class GovernanceTaskStore {
    private static final String SELECT = "SELECT t.*, position[0] AS lon, position[1] AS lat FROM governance_tasks t ";

    /**
     * Which tasks.
     *
     * @param units who answers for them; null for all
     */
    record Filter(
            @Nullable Collection<String> units,
            @Nullable String state,
            @Nullable String kind) {}

    /** False when there is one of the same origin and kind that is not over. */
    boolean insert(Handle handle, GovernanceTask task, @Nullable Long by) {
        return handle.createUpdate("""
                        INSERT INTO governance_tasks (id, kind, origin, origin_ref, title, words, category, area_level, area, position,
                            unit, begins_on, due_on, measure, goal, budget, grid, state, version, created_by)
                        VALUES (:id, :kind, :origin, :originRef, :title, :words, :category, :areaLevel, :area,
                            point(CAST(:lon AS double precision), CAST(:lat AS double precision)),
                            :unit, :beginsOn, :dueOn, :measure, :goal, :budget, :grid, :state, :version, :by)
                        ON CONFLICT (origin, origin_ref, kind) WHERE origin_ref IS NOT NULL AND state IN ('open', 'running') DO NOTHING""")
                        .bind("id", task.id())
                        .bind("kind", task.kind())
                        .bind("origin", task.origin())
                        .bind("originRef", task.originRef())
                        .bind("title", task.title())
                        .bind("words", task.words())
                        .bind("category", task.category())
                        .bind("areaLevel", task.areaLevel())
                        .bind("area", task.area())
                        .bind("lon", task.lon())
                        .bind("lat", task.lat())
                        .bind("unit", task.unit())
                        .bind("beginsOn", task.beginsOn())
                        .bind("dueOn", task.dueOn())
                        .bind("measure", task.measure().key())
                        .bind("goal", task.goal())
                        .bind("budget", task.budget())
                        .bind("grid", task.grid())
                        .bind("state", task.state())
                        .bind("version", task.version())
                        .bind("by", by)
                        .execute()
                > 0;
    }

    /** Those that are not over first, by the day they are due; the others behind, the latest first. */
    List<GovernanceTask> list(Handle handle, Filter filter, int limit) {
        Collection<String> units = filter.units();
        return handle.createQuery(SELECT + """
                        WHERE (:everyone OR t.unit = ANY(:units))
                            AND (CAST(:state AS text) IS NULL OR t.state = :state)
                            AND (CAST(:kind AS text) IS NULL OR t.kind = :kind)
                        ORDER BY t.state IN ('done', 'cancelled'), CASE WHEN t.state IN ('open', 'running') THEN t.due_on END,
                            t.updated_at DESC, t.id LIMIT :limit""")
                .bind("everyone", units == null)
                .bindArray("units", String.class, units == null ? new Object[0] : units.toArray())
                .bind("state", filter.state())
                .bind("kind", filter.kind())
                .bind("limit", limit)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Those that run within some days, both included, whoever answers for them. */
    List<GovernanceTask> meanwhile(Handle handle, LocalDate from, LocalDate to) {
        return handle.createQuery(SELECT
                        + "WHERE t.state <> 'cancelled' AND t.begins_on <= :to AND t.due_on >= :from ORDER BY t.id")
                .bind("from", from)
                .bind("to", to)
                .map((rs, context) -> read(rs))
                .list();
    }

    Optional<GovernanceTask> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE t.id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** The one that is not over. */
    Optional<GovernanceTask> findOf(Handle handle, String origin, String ref, String kind) {
        return handle.createQuery(SELECT + """
                        WHERE t.origin = :origin AND t.origin_ref = :ref AND t.kind = :kind
                            AND t.state IN ('open', 'running')""")
                .bind("origin", origin)
                .bind("ref", ref)
                .bind("kind", kind)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    Optional<GovernanceTask> lock(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE t.id = :id FOR UPDATE")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    void change(Handle handle, GovernanceTask task) {
        handle.createUpdate("""
                        UPDATE governance_tasks SET state = :state, due_on = :dueOn, unit = :unit, version = version + 1,
                            updated_at = clock_timestamp() WHERE id = :id""")
                .bind("state", task.state())
                .bind("dueOn", task.dueOn())
                .bind("unit", task.unit())
                .bind("id", task.id())
                .execute();
    }

    void note(Handle handle, long id, long task, @Nullable Long by, String state, String words) {
        handle.createUpdate("""
                        INSERT INTO governance_notes (id, task, by, state, words) VALUES (:id, :task, :by, :state, :words)""")
                .bind("id", id)
                .bind("task", task)
                .bind("by", by)
                .bind("state", state)
                .bind("words", words)
                .execute();
    }

    /** As they were written. */
    List<GovernanceTask.Note> notes(Handle handle, long task) {
        return handle.createQuery("""
                        SELECT n.*, a.name FROM governance_notes n LEFT JOIN accounts a ON a.id = n.by
                        WHERE n.task = :task ORDER BY n.id""")
                .bind("task", task)
                .map((rs, context) -> new GovernanceTask.Note(
                        Columns.instant(rs, "at"), rs.getString("name"), rs.getString("state"), rs.getString("words")))
                .list();
    }

    private static GovernanceTask read(ResultSet rs) throws SQLException {
        BigDecimal budget = rs.getBigDecimal("budget");
        return new GovernanceTask(
                rs.getLong("id"),
                rs.getString("kind"),
                rs.getString("origin"),
                rs.getString("origin_ref"),
                rs.getString("title"),
                rs.getString("words"),
                rs.getString("category"),
                rs.getString("area_level"),
                rs.getString("area"),
                List.of((String[]) rs.getArray("former_areas").getArray()),
                rs.getObject("lon", Double.class),
                rs.getObject("lat", Double.class),
                rs.getString("unit"),
                rs.getObject("begins_on", LocalDate.class),
                rs.getObject("due_on", LocalDate.class),
                EffectMeasure.of(rs.getString("measure")),
                rs.getObject("goal", Double.class),
                budget,
                rs.getString("grid"),
                rs.getString("state"),
                rs.getInt("version"),
                Columns.instant(rs, "created_at"),
                Columns.instant(rs, "updated_at"));
    }
}
