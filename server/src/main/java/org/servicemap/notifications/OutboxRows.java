package org.servicemap.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Writes;

/** All SQL of the outbox. */
final class OutboxRows {
    private static final String INSERT = """
            INSERT INTO outbox (id, channel, recipient, recipient_masked, recipient_index, template, language, params,
                request, next_try_at, expires_at, created_at)
            """.strip();

    private OutboxRows() {}

    /** A message with its sealed parts. */
    record Row(OutboxEntry entry, byte[] recipient, byte[] params) {
        static Row of(ResultSet rs) throws SQLException {
            return new Row(OutboxRows.entry(rs), rs.getBytes("recipient"), rs.getBytes("params"));
        }

        /** As it is at its next attempt. */
        Row again() {
            return new Row(entry.again(), recipient, params);
        }
    }

    static void insert(Writes writes, long id, Message message, Row sealed, byte[] index) {
        writes.insert(
                INSERT,
                Writes.row(12),
                id,
                message.channel().word(),
                sealed.recipient,
                sealed.entry.recipientMasked(),
                index,
                sealed.entry.template(),
                message.language(),
                sealed.params,
                message.request(),
                sealed.entry.createdAt(),
                message.expiresAt(),
                sealed.entry.createdAt());
    }

    /** Takes the message of these channels that is due longest, the first in the index of each; others that look at the same time take others. */
    static Optional<Row> claim(Handle handle, Collection<Channel> channels, Instant now, Instant leaseEnd) {
        return handle.createQuery("""
                        UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_try_at = :lease
                        WHERE id = (
                            SELECT due.id FROM unnest(CAST(:channels AS text[])) AS c(channel)
                            CROSS JOIN LATERAL (
                                SELECT o.id, o.next_try_at FROM outbox o
                                WHERE o.state IN ('waiting', 'sending') AND o.channel = c.channel AND o.next_try_at <= :now
                                ORDER BY o.next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS due
                            ORDER BY due.next_try_at, due.id LIMIT 1)
                        RETURNING *
                        """)
                .bind("lease", leaseEnd)
                .bind("now", now)
                .bindArray(
                        "channels",
                        String.class,
                        channels.stream().map(Channel::word).toArray())
                .map((rs, ctx) -> Row.of(rs))
                .findOne();
    }

    /** Messages of these channels that are due, locked until the transaction ends; others that look at the same time take others. */
    static List<Row> due(Handle handle, Collection<Channel> channels, Instant now, int most) {
        return handle.createQuery("""
                        SELECT due.* FROM unnest(CAST(:channels AS text[])) AS c(channel)
                        CROSS JOIN LATERAL (
                            SELECT * FROM outbox o
                            WHERE o.state IN ('waiting', 'sending') AND o.channel = c.channel AND o.next_try_at <= :now
                            ORDER BY o.next_try_at LIMIT :most FOR UPDATE SKIP LOCKED) AS due
                        """)
                .bindArray(
                        "channels",
                        String.class,
                        channels.stream().map(Channel::word).toArray())
                .bind("now", now)
                .bind("most", most)
                .map((rs, ctx) -> Row.of(rs))
                .list();
    }

    /** Records how an attempt at a message ended that {@link #due} has locked. */
    static void end(Writes writes, OutboxEntry entry, String state, String via, @Nullable String error, Instant at) {
        writes.add("""
                UPDATE outbox SET state = ?, attempts = attempts + 1, via = ?, last_error = ?, next_try_at = ?, sent_at = ? WHERE id = ?
                """.strip(), state, via, error, at, state.equals("sent") ? at : null, entry.id());
    }

    /** Records how an attempt ended; nothing when its lease ran out and another sender has the message. */
    static void finish(
            Handle handle, OutboxEntry claimed, String state, String via, @Nullable String error, Instant at) {
        handle.createUpdate("""
                        UPDATE outbox SET state = :state, via = :via, last_error = :error, next_try_at = :at,
                            sent_at = CASE WHEN :state = 'sent' THEN CAST(:at AS timestamptz) END
                        WHERE id = :id AND attempts = :attempts AND state = 'sending'
                        """)
                .bind("state", state)
                .bind("via", via)
                .bind("error", error)
                .bind("at", at)
                .bind("id", claimed.id())
                .bind("attempts", claimed.attempts())
                .execute();
    }

    static Optional<Row> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM outbox WHERE id = :id")
                .bind("id", id)
                .map((rs, ctx) -> Row.of(rs))
                .findOne();
    }

    private static final String OF = "recipient_index = :index AND (:about::bigint[] IS NULL OR request = ANY(:about))";

    /** All to a recipient, or only those about some requests. */
    static List<Row> of(Handle handle, byte[] recipientIndex, @Nullable Collection<Long> about) {
        return handle.createQuery("SELECT * FROM outbox WHERE " + OF + " ORDER BY id")
                .bind("index", recipientIndex)
                .bindByType("about", array(about), Long[].class)
                .map((rs, ctx) -> Row.of(rs))
                .list();
    }

    static List<OutboxEntry> list(Handle handle, OutboxFilter filter) {
        Channel channel = filter.channel();
        return handle.createQuery("""
                        SELECT * FROM outbox
                        WHERE (CAST(:state AS text) IS NULL OR state = :state)
                          AND (CAST(:channel AS text) IS NULL OR channel = :channel)
                          AND (CAST(:request AS bigint) IS NULL OR request = :request)
                          AND (CAST(:before AS bigint) IS NULL OR id < :before)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .bind("state", filter.state())
                .bind("channel", channel == null ? null : channel.word())
                .bind("request", filter.request())
                .bind("before", filter.before())
                .bind("limit", filter.limit())
                .map((rs, ctx) -> entry(rs))
                .list();
    }

    /** Whether it had failed or expired; it is then due now, with all its attempts again. */
    static boolean retry(Handle handle, long id, Instant now) {
        return handle.createUpdate("""
                        UPDATE outbox SET state = 'waiting', attempts = 0, next_try_at = :now, expires_at = NULL, last_error = NULL
                        WHERE id = :id AND state IN ('failed', 'expired')
                        """).bind("id", id).bind("now", now).execute() == 1;
    }

    private static Long @Nullable [] array(@Nullable Collection<Long> ids) {
        return ids == null ? null : ids.toArray(Long[]::new);
    }

    static int deleteOf(Handle handle, byte[] recipientIndex, @Nullable Collection<Long> about) {
        return handle.createUpdate("DELETE FROM outbox WHERE " + OF)
                .bind("index", recipientIndex)
                .bindByType("about", array(about), Long[].class)
                .execute();
    }

    static int deleteOlder(Handle handle, Instant before) {
        return handle.createUpdate("""
                        DELETE FROM outbox WHERE state IN ('sent', 'failed', 'expired') AND created_at < :before
                        """).bind("before", before).execute();
    }

    static OutboxEntry entry(ResultSet rs) throws SQLException {
        long request = rs.getLong("request");
        boolean none = rs.wasNull();
        return new OutboxEntry(
                rs.getLong("id"),
                Channel.of(rs.getString("channel")),
                rs.getString("recipient_masked"),
                rs.getString("template"),
                rs.getString("language"),
                none ? null : request,
                rs.getString("state"),
                rs.getInt("attempts"),
                instant(rs, "next_try_at"),
                findInstant(rs, "expires_at"),
                rs.getString("via"),
                rs.getString("last_error"),
                instant(rs, "created_at"),
                findInstant(rs, "sent_at"));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant findInstant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
