package org.servicemap.wardens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Columns;

/** SQL of tasks. */
final class TaskStore {
    private static final String SELECT = """
            SELECT t.*, a.name AS account_name, d.name AS done_by_name FROM field_tasks t
            LEFT JOIN accounts a ON a.id = t.account LEFT JOIN accounts d ON d.id = t.done_by
            """;

    /** A task with who has it and who did it. */
    record Named(
            Task task, @Nullable String account, @Nullable String doneBy) {}

    /**
     * What a phone answered to a task; one that was not taken came after another, or after a change.
     *
     * @param foundAt as visits count: by the phone's clock, put right where that was off
     * @param doubtful the phone's time cannot be true: it is the arrival
     * @param clockOff how far the phone's clock was ahead, in seconds; null once it is given up
     * @param unplaced the phone did not say where it was
     * @param outside it was not in the task's grid
     */
    record Answer(
            String name,
            String outcome,
            @Nullable String note,
            List<Long> photos,
            boolean taken,
            Instant foundAt,
            Instant arrivedAt,
            boolean doubtful,
            @Nullable Integer clockOff,
            boolean unplaced,
            boolean outside,
            boolean exifDiffers) {
        Answer {
            photos = List.copyOf(photos);
        }
    }

    /**
     * Which tasks.
     *
     * @param grids null for all
     * @param overdueOn only open ones that were due before this day
     */
    record Filter(
            @Nullable Collection<String> grids,
            @Nullable String state,
            @Nullable String kind,
            @Nullable Long account,
            @Nullable Long request,
            @Nullable LocalDate overdueOn) {}

    private static Task task(ResultSet rs) throws SQLException {
        return new Task(
                rs.getLong("id"),
                rs.getString("kind"),
                rs.getString("origin"),
                rs.getString("origin_ref"),
                rs.getString("title"),
                rs.getString("words"),
                rs.getString("grid"),
                rs.getObject("lon", Double.class),
                rs.getObject("lat", Double.class),
                rs.getObject("request", Long.class),
                rs.getObject("account", Long.class),
                rs.getObject("due_on", LocalDate.class),
                rs.getString("state"),
                rs.getString("outcome"),
                rs.getString("note"),
                rs.getObject("done_by", Long.class),
                Columns.instantOrNull(rs, "done_at"),
                Columns.instantOrNull(rs, "arrived_at"),
                rs.getInt("version"),
                rs.getObject("created_by", Long.class),
                Columns.instant(rs, "created_at"),
                Columns.instant(rs, "updated_at"));
    }

    private static Named named(ResultSet rs) throws SQLException {
        return new Named(task(rs), rs.getString("account_name"), rs.getString("done_by_name"));
    }

    /** Open ones first, by the day on which they are due; the others behind, the latest first. */
    List<Named> list(Handle handle, Filter filter, int offset, int limit) {
        Collection<String> grids = filter.grids();
        return handle.createQuery(SELECT + """
                        WHERE (:everywhere OR t.grid = ANY(:grids))
                          AND (CAST(:state AS text) IS NULL OR t.state = :state)
                          AND (CAST(:kind AS text) IS NULL OR t.kind = :kind)
                          AND (CAST(:account AS bigint) IS NULL OR t.account = :account)
                          AND (CAST(:request AS bigint) IS NULL OR t.request = :request)
                          AND (CAST(:overdue AS date) IS NULL OR t.state = 'open' AND t.due_on < :overdue)
                        ORDER BY t.state <> 'open', CASE WHEN t.state = 'open' THEN t.due_on END,
                          CASE WHEN t.state <> 'open' THEN t.updated_at END DESC, t.id LIMIT :limit OFFSET :offset
                        """)
                .bind("everywhere", grids == null)
                .bindArray("grids", String.class, grids == null ? new Object[0] : grids.toArray())
                .bind("state", filter.state())
                .bind("kind", filter.kind())
                .bind("account", filter.account())
                .bind("request", filter.request())
                .bind("overdue", filter.overdueOn())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((rs, context) -> named(rs))
                .list();
    }

    Optional<Named> find(Handle handle, long id) {
        return handle.createQuery(SELECT + " WHERE t.id = :id")
                .bind("id", id)
                .map((rs, context) -> named(rs))
                .findOne();
    }

    /** As they came in. */
    List<Answer> answers(Handle handle, long task) {
        return handle.createQuery("""
                        SELECT a.name, e.* FROM field_task_entries e LEFT JOIN accounts a ON a.id = e.account WHERE e.task = :task ORDER BY e.id
                        """)
                .bind("task", task)
                .map((rs, context) -> new Answer(
                        Objects.requireNonNullElse(rs.getString("name"), ""),
                        rs.getString("outcome"),
                        rs.getString("note"),
                        List.of((Long[]) rs.getArray("photos").getArray()),
                        rs.getBoolean("taken"),
                        Columns.instant(rs, "found_at"),
                        Columns.instant(rs, "arrived_at"),
                        rs.getBoolean("doubtful"),
                        rs.getObject("clock_off_s", Integer.class),
                        Boolean.FALSE.equals(rs.getObject("placed", Boolean.class)),
                        rs.getBoolean("outside"),
                        rs.getBoolean("exif_differs")))
                .list();
    }

    Optional<Task> lock(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM field_tasks WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((rs, context) -> task(rs))
                .findOne();
    }

    Optional<Task> ofOrigin(Handle handle, String origin, String ref, String grid) {
        return handle.createQuery(
                        "SELECT * FROM field_tasks WHERE origin = :origin AND origin_ref = :ref AND grid = :grid")
                .bind("origin", origin)
                .bind("ref", ref)
                .bind("grid", grid)
                .map((rs, context) -> task(rs))
                .findOne();
    }

    /** Empty when it has several, in different grids. */
    Optional<Task> onlyOfOrigin(Handle handle, String origin, String ref) {
        List<Task> found = handle.createQuery(
                        "SELECT * FROM field_tasks WHERE origin = :origin AND origin_ref = :ref LIMIT 2")
                .bind("origin", origin)
                .bind("ref", ref)
                .map((rs, context) -> task(rs))
                .list();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** False when the origin has a task in the grid already. */
    boolean insert(Handle handle, Task task) {
        return handle.createUpdate("""
                        INSERT INTO field_tasks (id, kind, origin, origin_ref, title, words, grid, lon, lat, request, account, due_on,
                            created_by)
                        VALUES (:id, :kind, :origin, :ref, :title, :words, :grid, :lon, :lat, :request, :account, :due, :by)
                        ON CONFLICT (origin, origin_ref, grid) WHERE origin_ref IS NOT NULL DO NOTHING
                        """)
                        .bind("id", task.id())
                        .bind("kind", task.kind())
                        .bind("origin", task.origin())
                        .bind("ref", task.originRef())
                        .bind("title", task.title())
                        .bind("words", task.words())
                        .bind("grid", task.grid())
                        .bind("lon", task.lon())
                        .bind("lat", task.lat())
                        .bind("request", task.request())
                        .bind("account", task.account())
                        .bind("due", task.dueOn())
                        .bind("by", task.createdBy())
                        .execute()
                == 1;
    }

    void change(Handle handle, long id, String title, String words, @Nullable Long account, LocalDate dueOn) {
        handle.createUpdate("""
                        UPDATE field_tasks SET title = :title, words = :words, account = :account, due_on = :due,
                            formers = CASE WHEN account = :account THEN formers
                                ELSE array_remove(array_append(formers, account), NULL) END,
                            version = version + 1, updated_at = clock_timestamp() WHERE id = :id
                        """)
                .bind("id", id)
                .bind("title", title)
                .bind("words", words)
                .bind("account", account)
                .bind("due", dueOn)
                .execute();
    }

    void cancel(Handle handle, long id, @Nullable String note) {
        handle.createUpdate("""
                        UPDATE field_tasks SET state = 'cancelled', note = :note, version = version + 1,
                            updated_at = clock_timestamp() WHERE id = :id
                        """).bind("id", id).bind("note", note).execute();
    }

    /**
     * Gives open tasks of one account to another.
     *
     * @param grids only in these; null for all
     * @return ids
     */
    List<Long> give(Handle handle, long from, long to, @Nullable Collection<String> grids) {
        return handle.createQuery("""
                        UPDATE field_tasks SET account = :to, formers = array_append(formers, account), version = version + 1,
                            updated_at = clock_timestamp()
                        WHERE account = :from AND state = 'open' AND (:everywhere OR grid = ANY(:grids)) RETURNING id
                        """)
                .bind("from", from)
                .bind("to", to)
                .bind("everywhere", grids == null)
                .bindArray("grids", String.class, grids == null ? new Object[0] : grids.toArray())
                .mapTo(Long.class)
                .list();
    }

    /** How many would go; see {@link #give}. */
    int countOpen(Handle handle, long of, @Nullable Collection<String> grids) {
        return handle.createQuery("""
                        SELECT count(*) FROM field_tasks
                        WHERE account = :of AND state = 'open' AND (:everywhere OR grid = ANY(:grids))
                        """)
                .bind("of", of)
                .bind("everywhere", grids == null)
                .bindArray("grids", String.class, grids == null ? new Object[0] : grids.toArray())
                .mapTo(Integer.class)
                .one();
    }

    /** Remembers that open tasks of these grids go to another account on a day; the last word about a grid counts. */
    void giveOn(Handle handle, long from, long to, Collection<String> grids, LocalDate on) {
        handle.createUpdate("""
                        INSERT INTO field_task_moves (from_account, grid, to_account, on_day)
                        SELECT :from, g, :to, :on FROM unnest(:grids) AS g
                        ON CONFLICT (from_account, grid) DO UPDATE SET to_account = :to, on_day = :on
                        """)
                .bind("from", from)
                .bind("to", to)
                .bindArray("grids", String.class, grids.toArray())
                .bind("on", on)
                .execute();
    }

    void forgetMoves(Handle handle, long from, Collection<String> grids) {
        handle.createUpdate("DELETE FROM field_task_moves WHERE from_account = :from AND grid = ANY(:grids)")
                .bind("from", from)
                .bindArray("grids", String.class, grids.toArray())
                .execute();
    }

    /**
     * Gives what was to go until today, where who comes has the grid now: a hand-over that was taken back moves nothing. Answers how many
     * tasks went.
     */
    int giveDue(Handle handle, LocalDate today) {
        int given = handle.createUpdate("""
                        UPDATE field_tasks t SET account = m.to_account, formers = array_append(t.formers, t.account),
                            version = t.version + 1, updated_at = clock_timestamp()
                        FROM field_task_moves m
                        WHERE m.on_day <= :today AND t.account = m.from_account AND t.grid = m.grid AND t.state = 'open'
                          AND EXISTS (SELECT FROM warden_assignments w JOIN accounts a ON a.id = w.account
                              WHERE w.account = m.to_account AND w.grid = m.grid AND\s""" + AssignmentStore.CAN_WORK + """
                                AND w.first_day <= :today
                                AND (w.last_day IS NULL OR w.last_day >= :today))
                        """)
                .bind("today", today)
                .execute();
        handle.createUpdate("DELETE FROM field_task_moves WHERE on_day <= :today")
                .bind("today", today)
                .execute();
        return given;
    }
}
