package org.servicemap.wardens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What a phone reads: the SQL of own grids, plans, tasks, visits and reports. */
final class FieldStore {
    private FieldStore() {}

    /** An own grid on a day. */
    record Own(
            String grid,
            String duty,
            @Nullable String substituteFor,
            @Nullable LocalDate until) {}

    /** @param items JSON as ADMIN writes it */
    record Plan(long id, int version, String grid, String name, String every, String items) {}

    /** A task. */
    record Task(
            long id,
            int version,
            String kind,
            String title,
            String words,
            String grid,
            @Nullable Double lon,
            @Nullable Double lat,
            @Nullable Long request,
            @Nullable Long assignee,
            LocalDate dueOn,
            String state,
            @Nullable String outcome,
            @Nullable String doneBy,
            @Nullable Instant doneAt) {}

    /**
     * A visit.
     *
     * @param key the phone's; another one when that was given up
     * @param account 0 when that was given up
     */
    record Visit(
            String key,
            long account,
            @Nullable Long plan,
            @Nullable String item,
            String kind,
            String finding,
            Instant foundAt,
            String grid) {}

    /** What is known of a report beside its request. */
    record Report(
            long request,
            UUID key,
            Instant foundAt,
            Instant arrivedAt,
            boolean settled,
            boolean outside,
            boolean exifDiffers) {}

    /** When a grid was visited last. */
    record Last(String grid, @Nullable Instant at) {}

    /** Own ones before those in which somebody is stood in for; each grid once. */
    static List<Own> own(Handle handle, long account, LocalDate on) {
        return handle.createQuery("""
                        SELECT DISTINCT ON (w.grid) w.grid, w.duty, w.last_day, s.name AS substitute_for
                        FROM warden_assignments w LEFT JOIN accounts s ON s.id = w.substitute_for
                        WHERE w.account = :account AND w.first_day <= :on AND (w.last_day IS NULL OR w.last_day >= :on)
                        ORDER BY w.grid, w.substitute_for NULLS FIRST, w.duty DESC, w.id
                        """)
                .bind("account", account)
                .bind("on", on)
                .map((row, context) -> new Own(
                        row.getString("grid"),
                        row.getString("duty"),
                        row.getString("substitute_for"),
                        row.getObject("last_day", LocalDate.class)))
                .list();
    }

    /** Whether an account stands in for another in a grid on a day. */
    static boolean standsIn(Handle handle, long account, long other, String grid, LocalDate on) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT FROM warden_assignments w
                            WHERE w.account = :account AND w.substitute_for = :other AND w.grid = :grid AND w.first_day <= :on
                              AND (w.last_day IS NULL OR w.last_day >= :on))
                        """)
                .bind("account", account)
                .bind("other", other)
                .bind("grid", grid)
                .bind("on", on)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether an account had a grid on a day that was taken away since, by a version of the areas. */
    static boolean hadUntilMoved(Handle handle, long account, String grid, LocalDate on) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT FROM warden_assignments w
                            WHERE w.account = :account AND w.grid = :grid AND w.first_day <= :on AND w.moved_on <= :on)
                        """)
                .bind("account", account)
                .bind("grid", grid)
                .bind("on", on)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether a task was given to an account before it was given to somebody else. */
    static boolean had(Handle handle, long account, long task) {
        return handle.createQuery("SELECT :account = ANY(formers) FROM field_tasks WHERE id = :task")
                .bind("account", account)
                .bind("task", task)
                .mapTo(Boolean.class)
                .one();
    }

    static List<Plan> plans(Handle handle, Collection<String> grids) {
        return handle.createQuery("""
                        SELECT id, version, grid, name::text AS name, every, items::text AS items FROM patrol_plans
                        WHERE active AND grid = ANY(:grids) ORDER BY grid, id
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .map((row, context) -> new Plan(
                        row.getLong("id"),
                        row.getInt("version"),
                        row.getString("grid"),
                        row.getString("name"),
                        row.getString("every"),
                        row.getString("items")))
                .list();
    }

    /** Of tasks {@code t}: an account's own, its grids', and there those of whom it stands in for. Takes {@code account, on, grids}. */
    static final String THEIRS = """
            (t.account = :account OR t.account IS NULL AND t.grid = ANY(:grids)
                OR t.grid = ANY(:grids) AND t.account IN (
                    SELECT w.substitute_for FROM warden_assignments w
                    WHERE w.account = :account AND w.grid = t.grid AND w.first_day <= :on
                      AND (w.last_day IS NULL OR w.last_day >= :on)))
            """;

    /** Open ones, and those that ended after {@code since}. */
    static List<Task> tasks(Handle handle, long account, LocalDate on, Collection<String> grids, Instant since) {
        return handle.createQuery("""
                        SELECT t.*, a.name AS done_name FROM field_tasks t LEFT JOIN accounts a ON a.id = t.done_by
                        WHERE\s""" + THEIRS + """
                          AND (t.state = 'open' OR t.updated_at > :since)
                        ORDER BY t.due_on, t.id LIMIT 500
                        """)
                .bind("account", account)
                .bind("on", on)
                .bindArray("grids", String.class, grids.toArray())
                .bind("since", since)
                .map((row, context) -> task(row))
                .list();
    }

    /** Locked until the transaction ends. */
    static Optional<Task> lockTask(Handle handle, long id) {
        return handle.createQuery("""
                        SELECT t.*, (SELECT name FROM accounts a WHERE a.id = t.done_by) AS done_name
                        FROM field_tasks t WHERE t.id = :id FOR UPDATE
                        """)
                .bind("id", id)
                .map((row, context) -> task(row))
                .findOne();
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getLong("id"),
                row.getInt("version"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("words"),
                row.getString("grid"),
                row.getObject("lon", Double.class),
                row.getObject("lat", Double.class),
                row.getObject("request", Long.class),
                row.getObject("account", Long.class),
                row.getObject("due_on", LocalDate.class),
                row.getString("state"),
                row.getString("outcome"),
                row.getString("done_name"),
                DeviceStore.instant(row, "done_at"));
    }

    /** Where days begin. */
    record Begins(Instant today, Instant week, Instant month, Instant tomorrow) {
        static Begins of(LocalDate day, ZoneId zone) {
            return new Begins(
                    start(day, zone),
                    start(Assignments.monday(day), zone),
                    start(day.withDayOfMonth(1), zone),
                    start(day.plusDays(1), zone));
        }

        private static Instant start(LocalDate day, ZoneId zone) {
            return day.atStartOfDay(zone).toInstant();
        }
    }

    /** Today's, and of what is looked after once a week or a month the last one of each item in the week or month. */
    static List<Visit> visits(Handle handle, Collection<String> grids, Begins begins) {
        return handle.createQuery("""
                        (SELECT id, key, account, plan, item, kind, finding, found_at, grid FROM field_visits
                         WHERE grid = ANY(:grids) AND found_at >= :today AND found_at < :tomorrow
                         ORDER BY found_at DESC, id DESC LIMIT 1000)
                        UNION ALL
                        (SELECT DISTINCT ON (v.plan, v.item) v.id, v.key, v.account, v.plan, v.item, v.kind, v.finding, v.found_at,
                            v.grid
                         FROM patrol_plans p JOIN field_visits v ON v.grid = p.grid AND v.plan = p.id
                         WHERE p.grid = ANY(:grids) AND p.active AND p.every <> 'day' AND v.item IS NOT NULL
                           AND v.found_at >= CASE p.every WHEN 'week' THEN CAST(:week AS timestamptz) ELSE :month END
                           AND v.found_at >= :earliest AND v.found_at < :today
                         ORDER BY v.plan, v.item, v.found_at DESC, v.id DESC LIMIT 1000)
                        ORDER BY found_at, id
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("today", begins.today())
                .bind("tomorrow", begins.tomorrow())
                .bind("week", begins.week())
                .bind("month", begins.month())
                .bind("earliest", begins.week().isBefore(begins.month()) ? begins.week() : begins.month())
                .map((row, context) -> new Visit(
                        Objects.requireNonNullElse(row.getString("key"), row.getString("id")),
                        row.getLong("account"),
                        row.getObject("plan", Long.class),
                        row.getString("item"),
                        row.getString("kind"),
                        row.getString("finding"),
                        row.getObject("found_at", OffsetDateTime.class).toInstant(),
                        row.getString("grid")))
                .list();
    }

    /** The newest first. */
    static List<Report> reports(Handle handle, long account, int most) {
        return handle.createQuery("""
                        SELECT request, key, found_at, arrived_at, settled, outside, exif_differs FROM field_reports
                        WHERE account = :account ORDER BY request DESC LIMIT :most
                        """)
                .bind("account", account)
                .bind("most", most)
                .map((row, context) -> new Report(
                        row.getLong("request"),
                        row.getObject("key", UUID.class),
                        row.getObject("found_at", OffsetDateTime.class).toInstant(),
                        row.getObject("arrived_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("settled"),
                        row.getBoolean("outside"),
                        row.getBoolean("exif_differs")))
                .list();
    }

    static List<Last> coverage(Handle handle, Collection<String> grids, Instant until) {
        return handle.createQuery("""
                        SELECT g.grid, (SELECT max(v.found_at) FROM field_visits v WHERE v.grid = g.grid AND v.found_at <= :until\s""" + CoverageStore.THERE + """
                            ) AS last FROM unnest(:grids) AS g (grid) ORDER BY g.grid
                        """)
                .bindArray("grids", String.class, grids.toArray())
                .bind("until", until)
                .map((row, context) -> new Last(row.getString("grid"), DeviceStore.instant(row, "last")))
                .list();
    }
}
