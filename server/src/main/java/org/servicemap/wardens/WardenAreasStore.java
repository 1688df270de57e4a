package org.servicemap.wardens;

import java.sql.Array;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaDependants.Dependant;
import org.servicemap.areas.AreaKey;

/** SQL of what follows grids that go. */
final class WardenAreasStore {
    /**
     * Days of an account in a grid that it did not have there.
     *
     * @param follows ids of the assignments that go on with it
     */
    record Piece(
            long account,
            String duty,
            String grid,
            LocalDate first,
            @Nullable LocalDate last,
            @Nullable Long substituteFor,
            Long[] follows) {}

    boolean isUsed(Handle handle) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT FROM warden_assignments) OR EXISTS (SELECT FROM patrol_plans)
                            OR EXISTS (SELECT FROM field_tasks)
                        """).mapTo(Boolean.class).one();
    }

    LocalDate today(Handle handle) {
        return handle.createQuery(
                        "SELECT (clock_timestamp() AT TIME ZONE coalesce((SELECT time_zone FROM city), 'UTC'))::date")
                .mapTo(LocalDate.class)
                .one();
    }

    List<Dependant> on(Handle handle, String level, List<String> grids, LocalDate today) {
        return handle.createQuery("""
                        SELECT 'assignment' AS kind, coalesce(a.login, a.id::text) AS id, jsonb_build_object('und', a.name)::text AS name, w.grid
                        FROM warden_assignments w JOIN accounts a ON a.id = w.account
                        WHERE w.grid = ANY(:grids) AND (w.last_day IS NULL OR w.last_day >= :today)
                        UNION ALL
                        SELECT 'patrol_plan', p.id::text, p.name::text, p.grid FROM patrol_plans p
                        WHERE p.grid = ANY(:grids) AND p.active
                        UNION ALL
                        SELECT 'field_task', t.id::text, jsonb_build_object('und', t.title)::text, t.grid FROM field_tasks t
                        WHERE t.grid = ANY(:grids) AND t.state = 'open'
                        ORDER BY 1, 4, 2
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("today", today)
                .map((rs, context) -> new Dependant(
                        rs.getString("kind"),
                        rs.getString("id"),
                        Plan.text(rs.getString("name")),
                        new AreaKey(level, rs.getString("grid"))))
                .list();
    }

    /** Assignments that are not over, locked. */
    List<Assignment> open(Handle handle, Collection<String> grids, LocalDate today) {
        return handle.createQuery("""
                        SELECT * FROM warden_assignments w
                        WHERE w.grid = ANY(:grids) AND (w.last_day IS NULL OR w.last_day >= :today) ORDER BY w.id FOR UPDATE
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("today", today)
                .map((rs, context) -> AssignmentStore.assignment(rs))
                .list();
    }

    /** What accounts of these grids will have in their parts, less what they have there already: grids may be merged. */
    List<Piece> pieces(Handle handle, Map<String, List<String>> parts, LocalDate today) {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        parts.forEach((grid, next) -> next.forEach(each -> {
            before.add(grid);
            after.add(each);
        }));
        return handle.createQuery("""
                        WITH wanted AS (
                            SELECT w.account, w.duty, m.after AS grid, array_agg(w.id ORDER BY w.id) AS follows,
                                range_agg(daterange(greatest(w.first_day, :today), w.last_day, '[]')) AS days,
                                CASE WHEN bool_and(w.substitute_for IS NOT NULL) THEN min(w.substitute_for) END AS substitute_for
                            FROM warden_assignments w JOIN unnest(:before, :after) AS m (before, after) ON m.before = w.grid
                            WHERE w.last_day IS NULL OR w.last_day >= :today
                            GROUP BY w.account, w.duty, m.after)
                        SELECT n.*, lower(piece) AS first_day, upper(piece) - 1 AS last_day
                        FROM wanted n CROSS JOIN LATERAL unnest(n.days - coalesce(
                            (SELECT range_agg(daterange(h.first_day, h.last_day, '[]')) FROM warden_assignments h
                             WHERE h.account = n.account AND h.duty = n.duty AND h.grid = n.grid), '{}'::datemultirange)) AS piece
                        ORDER BY n.account, n.duty, n.grid, piece
                        """)
                .bindArray("before", String.class, before.toArray())
                .bindArray("after", String.class, after.toArray())
                .bind("today", today)
                .map((rs, context) -> new Piece(
                        rs.getLong("account"),
                        rs.getString("duty"),
                        rs.getString("grid"),
                        rs.getObject("first_day", LocalDate.class),
                        rs.getObject("last_day", LocalDate.class),
                        rs.getObject("substitute_for", Long.class),
                        longs(rs.getArray("follows"))))
                .list();
    }

    private static Long[] longs(Array array) throws java.sql.SQLException {
        return (Long[]) array.getArray();
    }

    /** The days until yesterday stay; what had not begun goes. */
    void end(Handle handle, List<Long> ids, LocalDate today) {
        handle.createUpdate("""
                        UPDATE warden_assignments SET last_day = :today - 1, moved_on = :today
                        WHERE id = ANY(:ids) AND first_day < :today
                        """)
                .bindArray("ids", Long.class, ids.toArray())
                .bind("today", today)
                .execute();
        handle.createUpdate("DELETE FROM warden_assignments WHERE id = ANY(:ids) AND first_day >= :today")
                .bindArray("ids", Long.class, ids.toArray())
                .bind("today", today)
                .execute();
    }

    void insert(Handle handle, List<Piece> pieces, LongSupplier ids) {
        try (PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO warden_assignments (id, account, duty, grid, first_day, last_day, substitute_for, follows)
                VALUES (:id, :account, :duty, :grid, :first, :last, :substitute, :follows)
                """)) {
            pieces.forEach(piece -> batch.bind("id", ids.getAsLong())
                    .bind("account", piece.account())
                    .bind("duty", piece.duty())
                    .bind("grid", piece.grid())
                    .bind("first", piece.first())
                    .bind("last", piece.last())
                    .bind("substitute", piece.substituteFor())
                    .bindArray("follows", Long.class, (Object[]) piece.follows())
                    .add());
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    void movePlans(Handle handle, Map<String, String> next) {
        bind(handle.createUpdate("""
                        UPDATE patrol_plans t SET grid = m.after, version = t.version + 1, updated_at = clock_timestamp()
                        FROM unnest(:before, :after) AS m (before, after) WHERE t.grid = m.before
                        """), next).execute();
    }

    /**
     * Open tasks, and who gets them on a day to come. Their version stays: a phone that has one done with no network is not to be refused because
     * a line was drawn anew. Where an origin has a task in both grids that became one, the second stays by the former code.
     */
    void moveTasks(Handle handle, Map<String, String> next) {
        bind(handle.createUpdate("""
                        UPDATE field_tasks t SET grid = m.after, updated_at = clock_timestamp()
                        FROM unnest(:before, :after) AS m (before, after)
                        WHERE t.grid = m.before AND t.state = 'open' AND (t.origin_ref IS NULL OR NOT EXISTS (
                            SELECT FROM field_tasks o LEFT JOIN unnest(:before, :after) AS p (before, after) ON p.before = o.grid
                            WHERE o.id <> t.id AND o.origin = t.origin AND o.origin_ref = t.origin_ref
                              AND (o.grid = m.after OR p.after = m.after AND o.state = 'open' AND o.id < t.id)))
                        """), next).execute();
        bind(handle.createUpdate("""
                        INSERT INTO field_task_moves (from_account, grid, to_account, on_day)
                        SELECT t.from_account, m.after, t.to_account, t.on_day FROM field_task_moves t
                        JOIN unnest(:before, :after) AS m (before, after) ON m.before = t.grid
                        ON CONFLICT (from_account, grid) DO NOTHING
                        """), next).execute();
        handle.createUpdate("DELETE FROM field_task_moves WHERE grid = ANY(:grids)")
                .bindArray("grids", String.class, next.keySet().toArray())
                .execute();
    }

    private static <S extends org.jdbi.v3.core.statement.SqlStatement<S>> S bind(S update, Map<String, String> next) {
        return update.bindArray("before", String.class, next.keySet().toArray())
                .bindArray("after", String.class, next.values().toArray());
    }

    /** As JSON: what is open, and where. */
    String remember(Handle handle, LocalDate today) {
        return handle.createQuery("""
                        SELECT jsonb_build_object(
                            'assignments', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'account', w.account,
                                'duty', w.duty, 'grid', w.grid, 'first_day', w.first_day, 'last_day', w.last_day,
                                'substitute_for', w.substitute_for, 'created_by', w.created_by, 'follows', w.follows)), '[]')
                                FROM warden_assignments w WHERE w.last_day IS NULL OR w.last_day >= :today),
                            'plans', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'grid', grid)), '[]') FROM patrol_plans),
                            'tasks', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'grid', grid)), '[]')
                                FROM field_tasks WHERE state = 'open'),
                            'moves', (SELECT coalesce(jsonb_agg(m), '[]') FROM field_task_moves m))::text
                        """).bind("today", today).mapTo(String.class).one();
    }

    /**
     * Puts back what followed: what was made for it goes, what ended for it goes on. Answers whose assignments these are.
     */
    Set<Long> restore(Handle handle, String kept) {
        Set<Long> followed = new LinkedHashSet<>();
        Set<Long> accounts = new LinkedHashSet<>(handle.createQuery("""
                        DELETE FROM warden_assignments f USING jsonb_to_recordset(CAST(:kept AS jsonb) -> 'assignments') AS k (id bigint)
                        WHERE k.id = ANY(f.follows) RETURNING f.account, f.follows
                        """)
                .bind("kept", kept)
                .map((rs, context) -> {
                    followed.addAll(List.of(longs(rs.getArray("follows"))));
                    return rs.getLong("account");
                })
                .list());
        accounts.addAll(
                handle.createQuery("""
                        UPDATE warden_assignments w SET last_day = k.last_day, moved_on = NULL
                        FROM jsonb_to_recordset(CAST(:kept AS jsonb) -> 'assignments') AS k (id bigint, last_day date)
                        WHERE w.id = k.id AND w.moved_on IS NOT NULL AND NOT EXISTS (
                            SELECT FROM warden_assignments o WHERE o.id <> w.id AND o.account = w.account AND o.grid = w.grid
                              AND o.duty = w.duty AND daterange(o.first_day, o.last_day, '[]') && daterange(w.first_day, k.last_day, '[]'))
                        RETURNING w.account
                        """).bind("kept", kept).mapTo(Long.class).list());
        handle.createUpdate("""
                        INSERT INTO warden_assignments (id, account, duty, grid, first_day, last_day, substitute_for, created_by,
                            follows)
                        SELECT k.id, k.account, k.duty, k.grid, k.first_day, k.last_day, s.id, k.created_by, k.follows
                        FROM jsonb_to_recordset(CAST(:kept AS jsonb) -> 'assignments') AS k (id bigint, account bigint, duty text,
                            grid text, first_day date, last_day date, substitute_for bigint, created_by bigint, follows bigint[])
                        JOIN accounts a ON a.id = k.account LEFT JOIN accounts s ON s.id = k.substitute_for
                        WHERE k.id = ANY(:followed) ON CONFLICT DO NOTHING
                        """)
                .bind("kept", kept)
                .bindArray("followed", Long.class, followed.toArray())
                .execute();
        back(handle, kept);
        return accounts;
    }

    private static void back(Handle handle, String kept) {
        handle.createUpdate("""
                        UPDATE patrol_plans t SET grid = k.grid, version = t.version + 1, updated_at = clock_timestamp()
                        FROM jsonb_to_recordset(CAST(:kept AS jsonb) -> 'plans') AS k (id bigint, grid text)
                        WHERE t.id = k.id AND t.grid <> k.grid
                        """).bind("kept", kept).execute();
        handle.createUpdate("""
                        UPDATE field_tasks t SET grid = k.grid, updated_at = clock_timestamp()
                        FROM jsonb_to_recordset(CAST(:kept AS jsonb) -> 'tasks') AS k (id bigint, grid text)
                        WHERE t.id = k.id AND t.grid <> k.grid AND t.state = 'open' AND NOT EXISTS (SELECT FROM field_tasks o
                            WHERE o.id <> t.id AND o.origin = t.origin AND o.origin_ref = t.origin_ref AND o.grid = k.grid)
                        """).bind("kept", kept).execute();
        handle.createUpdate("""
                        INSERT INTO field_task_moves (from_account, grid, to_account, on_day)
                        SELECT k.from_account, k.grid, k.to_account, k.on_day
                        FROM jsonb_to_recordset(CAST(:kept AS jsonb) -> 'moves')
                            AS k (from_account bigint, grid text, to_account bigint, on_day date)
                        JOIN accounts a ON a.id = k.from_account JOIN accounts b ON b.id = k.to_account
                        ON CONFLICT (from_account, grid) DO NOTHING
                        """).bind("kept", kept).execute();
    }
}
