package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of the plan by which the demo's year is loaded. */
final class DemoPlan {
    /** Any number of our own: who holds it plans. */
    private static final long LOCK = 7_230_047;

    /** A day of the plan. */
    record Day(LocalDate day, int requests, long total, Instant until, LocalDate first) {}

    boolean lockIfEmpty(Handle handle) {
        handle.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        return handle.createQuery("SELECT NOT EXISTS (SELECT FROM demo_history)")
                .mapTo(Boolean.class)
                .one();
    }

    void insert(Handle handle, LocalDate first, int[] quotas, long total, Instant until) {
        var batch = handle.prepareBatch(
                "INSERT INTO demo_history (day, requests, total, until) VALUES (:day, :requests, :total, :until)");
        for (int i = 0; i < quotas.length; i++) {
            batch.bind("day", first.plusDays(i))
                    .bind("requests", quotas[i])
                    .bind("total", total)
                    .bind("until", SideStore.utc(until))
                    .add();
        }
        batch.execute();
    }

    /** The newest day that is still to be loaded and that nobody loads just now; locked until the transaction ends. */
    Optional<Day> lockNext(Handle handle) {
        return handle.createQuery("""
                        SELECT *, (SELECT min(day) FROM demo_history) AS first FROM demo_history
                        WHERE loaded_at IS NULL ORDER BY day DESC LIMIT 1 FOR UPDATE SKIP LOCKED
                        """).map((rs, context) -> read(rs)).findOne();
    }

    /** Every day of the plan may be needed: its months are. */
    Optional<Day> newest(Handle handle) {
        return handle.createQuery("""
                        SELECT *, (SELECT min(day) FROM demo_history) AS first FROM demo_history ORDER BY day DESC LIMIT 1
                        """).map((rs, context) -> read(rs)).findOne();
    }

    private static Day read(ResultSet rs) throws SQLException {
        return new Day(
                rs.getObject("day", LocalDate.class),
                rs.getInt("requests"),
                rs.getLong("total"),
                rs.getObject("until", OffsetDateTime.class).toInstant(),
                rs.getObject("first", LocalDate.class));
    }

    void loaded(Handle handle, LocalDate day) {
        handle.createUpdate("UPDATE demo_history SET loaded_at = clock_timestamp() WHERE day = :day")
                .bind("day", day)
                .execute();
    }
}
