package org.servicemap.storage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The append-only table {@code changes}, by which processes and features learn what others did. Whoever changes something
 * appends in the same transaction. Readers get changes in one order (transaction, then row) and never miss one that
 * commits late: what an unfinished transaction may still write is held back. What is old goes from the beginning ({@link ChangeRetention}).
 * Thread-safe.
 */
public final class ChangeLog {
    private final Database database;

    public ChangeLog(Database database) {
        this.database = database;
    }

    /** Where a reader stands: everything up to here was read. Text form {@code xid-id}, e.g. for SSE's Last-Event-ID. */
    public record Position(long xid, long id) {
        public static final Position START = new Position(0, 0);

        public static Position parse(String text) {
            int dash = text.indexOf('-');
            return new Position(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
        }

        @Override
        public String toString() {
            return xid + "-" + id;
        }
    }

    /**
     * One change.
     *
     * @param payload JSON
     */
    public record Change(Position position, Instant at, String topic, String key, String payload) {}

    /** Appends in the handle's transaction. */
    public static void append(Handle handle, String topic, String key, String payload) {
        Writes writes = Writes.in(handle);
        append(writes, topic, key, payload);
        writes.send();
    }

    /** Appends together with other writes. */
    public static void append(Writes writes, String topic, String key, String payload) {
        writes.insert("INSERT INTO changes (topic, key, payload)", "(?, ?, CAST(? AS jsonb))", topic, key, payload);
        writes.tellsOfChange();
    }

    /** Up to {@code limit} changes after a position, oldest first. */
    public List<Change> after(Position position, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT xid::text::bigint AS xid, id, at, topic, key, payload::text AS payload FROM changes
                        WHERE (xid, id) > (CAST(CAST(:xid AS text) AS xid8), :id)
                          AND xid < log_horizon()
                        ORDER BY xid, id LIMIT :limit
                        """)
                        .bind("xid", position.xid())
                        .bind("id", position.id())
                        .bind("limit", limit)
                        .map((rs, context) -> new Change(
                                new Position(rs.getLong("xid"), rs.getLong("id")),
                                rs.getObject("at", OffsetDateTime.class).toInstant(),
                                rs.getString("topic"),
                                rs.getString("key"),
                                rs.getString("payload")))
                        .list());
    }

    /**
     * Whether a change is committed that nobody may read yet, since another transaction that began before is not finished. To be asked
     * before reading: then either it is read, or there is reason to look again.
     */
    public boolean isHeldBack() {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery("""
                        SELECT xid >= log_horizon() FROM changes ORDER BY xid DESC, id DESC LIMIT 1
                        """).mapTo(Boolean.class).findOne().orElse(false));
    }

    /**
     * Whether changes after a position are gone ({@link ChangeRetention}): its reader has missed something. To be asked after reading: what
     * goes in between is noticed then.
     */
    public boolean isCut(Position position) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT FROM change_floor
                                       WHERE (xid, change_id) > (CAST(CAST(:xid AS text) AS xid8), :id))
                        """)
                        .bind("xid", position.xid())
                        .bind("id", position.id())
                        .mapTo(Boolean.class)
                        .one());
    }

    /** How many seconds ago the oldest change happened that stands after a position; 0 when there is none. */
    public double oldestAfterSeconds(Position position) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT extract(epoch FROM clock_timestamp() - at) FROM changes
                        WHERE (xid, id) > (CAST(CAST(:xid AS text) AS xid8), :id) AND xid < log_horizon()
                        ORDER BY xid, id LIMIT 1
                        """)
                        .bind("xid", position.xid())
                        .bind("id", position.id())
                        .mapTo(Double.class)
                        .findOne()
                        .orElse(0.0));
    }

    /** The position after which only what happens from now on is read. */
    public Position end() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT xid::text::bigint AS xid, id FROM (
                            (SELECT xid, id FROM changes WHERE xid < log_horizon() ORDER BY xid DESC, id DESC LIMIT 1)
                            UNION ALL SELECT xid, change_id FROM change_floor) AS last
                        ORDER BY last.xid DESC, last.id DESC LIMIT 1
                        """)
                        .map((rs, context) -> new Position(rs.getLong("xid"), rs.getLong("id")))
                        .findOne()
                        .orElse(Position.START));
    }
}
