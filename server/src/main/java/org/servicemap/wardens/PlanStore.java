package org.servicemap.wardens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Columns;

/** SQL of patrol plans. */
final class PlanStore {
    private static final String COLUMNS =
            "id, grid, name::text AS name, every, items::text AS items, active, version, updated_at";

    private static Plan plan(ResultSet rs) throws SQLException {
        return new Plan(
                rs.getLong("id"),
                rs.getString("grid"),
                Plan.text(rs.getString("name")),
                rs.getString("every"),
                Plan.items(rs.getString("items")),
                rs.getBoolean("active"),
                rs.getInt("version"),
                Columns.instant(rs, "updated_at"));
    }

    /** By grid, then as they were made. */
    List<Plan> list(
            Handle handle, @Nullable Collection<String> grids, @Nullable Boolean active, int offset, int limit) {
        return handle.createQuery("SELECT " + COLUMNS + """
                         FROM patrol_plans
                        WHERE (:everywhere OR grid = ANY(:grids)) AND (CAST(:active AS boolean) IS NULL OR active = :active)
                        ORDER BY grid, id LIMIT :limit OFFSET :offset
                        """)
                .bind("everywhere", grids == null)
                .bindArray("grids", String.class, grids == null ? new Object[0] : grids.toArray())
                .bind("active", active)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((rs, context) -> plan(rs))
                .list();
    }

    Optional<Plan> find(Handle handle, long id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM patrol_plans WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> plan(rs))
                .findOne();
    }

    void insert(Handle handle, Plan plan, @Nullable Long by) {
        handle.createUpdate("""
                        INSERT INTO patrol_plans (id, grid, name, every, items, active, updated_by)
                        VALUES (:id, :grid, CAST(:name AS jsonb), :every, CAST(:items AS jsonb), :active, :by)
                        """)
                .bind("id", plan.id())
                .bind("grid", plan.grid())
                .bind("name", Plan.json(plan.name()))
                .bind("every", plan.every())
                .bind("items", Plan.json(plan.items()))
                .bind("active", plan.active())
                .bind("by", by)
                .execute();
    }

    /** False when the version is another. */
    boolean update(Handle handle, Plan plan, @Nullable Long by) {
        return handle.createUpdate("""
                        UPDATE patrol_plans SET name = CAST(:name AS jsonb), every = :every, items = CAST(:items AS jsonb),
                            active = :active, version = version + 1, updated_by = :by, updated_at = clock_timestamp()
                        WHERE id = :id AND version = :version
                        """)
                        .bind("id", plan.id())
                        .bind("name", Plan.json(plan.name()))
                        .bind("every", plan.every())
                        .bind("items", Plan.json(plan.items()))
                        .bind("active", plan.active())
                        .bind("version", plan.version())
                        .bind("by", by)
                        .execute()
                == 1;
    }
}
