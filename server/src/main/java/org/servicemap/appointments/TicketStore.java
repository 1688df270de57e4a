package org.servicemap.appointments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All SQL of tickets. */
final class TicketStore {
    private static final String SELECT = """
            SELECT t.booking, t.hall, t.queue, q.letter, t.number, t.state, t.due_at, t.arrived_at, t.counter, t.calls, t.called_at
            FROM hall_tickets t JOIN hall_queues q ON q.id = t.queue
            """;

    /** The next number of the queue's day; whoever else wants one waits. */
    Ticket issue(Handle handle, Booking booking, LocalDate day, Instant due, Instant now) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtextextended('hall_tickets', ?))", booking.queue());
        handle.createUpdate("""
                        INSERT INTO hall_tickets (booking, hall, day, queue, number, state, due_at, arrived_at, changed_at)
                        SELECT :booking, :hall, :day, :queue, coalesce(max(number), 0) + 1, 'waiting', :due, :now, :now
                        FROM hall_tickets WHERE queue = :queue AND day = :day
                        """)
                .bind("booking", booking.id())
                .bind("hall", booking.hall())
                .bind("day", day)
                .bind("queue", booking.queue())
                .bind("due", BookingStore.utc(due))
                .bind("now", BookingStore.utc(now))
                .execute();
        return find(handle, booking.id()).orElseThrow();
    }

    Optional<Ticket> find(Handle handle, long booking) {
        return handle.createQuery(SELECT + "WHERE t.booking = :booking")
                .bind("booking", booking)
                .map((rs, context) -> ticket(rs))
                .findOne();
    }

    Optional<Ticket> lock(Handle handle, long booking) {
        return handle.createQuery(SELECT + "WHERE t.booking = :booking FOR UPDATE OF t")
                .bind("booking", booking)
                .map((rs, context) -> ticket(rs))
                .findOne();
    }

    /**
     * Which tickets count now.
     *
     * @param day in the hall's zone: of this one
     * @param since and those that have not ended and came after this, for halls that are open over midnight
     */
    record Open(LocalDate day, Instant since) {}

    private static final String OPEN =
            "(t.day = :day OR t.arrived_at >= :since AND t.state IN ('waiting', 'called', 'serving'))";

    /** Who is due first; two counters that call at once get two. */
    Optional<Ticket> lockNext(Handle handle, Collection<Long> queues, Open open) {
        return handle.createQuery(SELECT + "WHERE t.queue = ANY (:queues) AND t.state = 'waiting' AND " + OPEN
                        + " ORDER BY t.due_at, t.number LIMIT 1 FOR UPDATE OF t SKIP LOCKED")
                .bindArray("queues", Long.class, queues.toArray())
                .bind("day", open.day())
                .bind("since", BookingStore.utc(open.since()))
                .map((rs, context) -> ticket(rs))
                .findOne();
    }

    List<Ticket> open(Handle handle, String hall, Open open) {
        return handle.createQuery(SELECT + "WHERE t.hall = :hall AND t.day >= CAST(:day AS date) - 1 AND " + OPEN
                        + " ORDER BY t.due_at, t.number")
                .bind("hall", hall)
                .bind("day", open.day())
                .bind("since", BookingStore.utc(open.since()))
                .map((rs, context) -> ticket(rs))
                .list();
    }

    void call(Handle handle, long booking, int counter, Instant now) {
        handle.createUpdate("""
                        UPDATE hall_tickets SET state = 'called', counter = :counter, calls = calls + 1, called_at = :now,
                            changed_at = :now WHERE booking = :booking
                        """)
                .bind("booking", booking)
                .bind("counter", counter)
                .bind("now", BookingStore.utc(now))
                .execute();
    }

    void state(Handle handle, long booking, String state, Instant now) {
        handle.createUpdate("""
                        UPDATE hall_tickets SET state = :state, changed_at = :now,
                            served_at = CASE WHEN :state = 'serving' THEN :now ELSE served_at END,
                            ended_at = CASE WHEN :state IN ('done', 'no_show') THEN :now ELSE NULL END
                        WHERE booking = :booking
                        """)
                .bind("booking", booking)
                .bind("state", state)
                .bind("now", BookingStore.utc(now))
                .execute();
    }

    /** Back into a queue, due then. */
    void requeue(Handle handle, long booking, long queue, Instant due, Instant now) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtextextended('hall_tickets', ?))", queue);
        handle.createUpdate("""
                        UPDATE hall_tickets t SET state = 'waiting', counter = NULL, due_at = :due, changed_at = :now,
                            number = CASE WHEN queue = :queue THEN number ELSE
                                (SELECT coalesce(max(o.number), 0) + 1 FROM hall_tickets o WHERE o.queue = :queue AND o.day = t.day)
                                END,
                            queue = :queue
                        WHERE booking = :booking
                        """)
                .bind("booking", booking)
                .bind("queue", queue)
                .bind("due", BookingStore.utc(due))
                .bind("now", BookingStore.utc(now))
                .execute();
    }

    /**
     * How a queue goes just now.
     *
     * @param seconds that the last visits took at the counter on average; null before the first ended
     * @param counters that called somebody lately
     */
    record Pace(@Nullable Double seconds, int counters) {}

    Pace pace(Handle handle, long queue, LocalDate day, Instant lately) {
        return handle.createQuery("""
                        SELECT (SELECT avg(extract(epoch FROM ended_at - called_at)) FROM (
                                    SELECT ended_at, called_at FROM hall_tickets
                                    WHERE queue = :queue AND day = :day AND state = 'done' AND called_at IS NOT NULL
                                    ORDER BY ended_at DESC LIMIT 20) last) AS seconds,
                               (SELECT count(DISTINCT counter) FROM hall_tickets
                                    WHERE queue = :queue AND day = :day AND called_at > :lately) AS counters
                        """)
                .bind("queue", queue)
                .bind("day", day)
                .bind("lately", BookingStore.utc(lately))
                .map((rs, context) -> {
                    double seconds = rs.getDouble("seconds");
                    return new Pace(rs.wasNull() ? null : seconds, rs.getInt("counters"));
                })
                .one();
    }

    private static Ticket ticket(ResultSet rs) throws SQLException {
        int counter = rs.getInt("counter");
        Integer at = rs.wasNull() ? null : counter;
        OffsetDateTime called = rs.getObject("called_at", OffsetDateTime.class);
        return new Ticket(
                rs.getLong("booking"),
                rs.getString("hall"),
                rs.getLong("queue"),
                rs.getString("letter"),
                rs.getInt("number"),
                rs.getString("state"),
                BookingStore.instant(rs, "due_at"),
                BookingStore.instant(rs, "arrived_at"),
                at,
                rs.getInt("calls"),
                called == null ? null : called.toInstant());
    }
}
