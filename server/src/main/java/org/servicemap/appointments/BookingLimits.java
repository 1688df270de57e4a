package org.servicemap.appointments;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Hex;
import org.servicemap.storage.Writes;

/** What bounds a person or a caller: holds at a time, open bookings of a hall, missed visits. The SQL of it, without state. */
final class BookingLimits {
    private BookingLimits() {}

    /** Holds of a caller that have not expired. Others may be on their way: see {@link #lock}. */
    static int holdsOf(Handle handle, byte[] caller, Instant now) {
        return handle.createQuery(
                        "SELECT count(*) FROM bookings WHERE caller = :caller AND state = 'held' AND hold_expires_at > :now")
                .bind("caller", caller)
                .bind("now", BookingStore.utc(now))
                .mapTo(Integer.class)
                .one();
    }

    /**
     * From here until the transaction ends nobody else adds a hold of these callers: what is counted afterwards, by a query of its own,
     * stays true. Taken last, in one order: whoever waits here waits for a commit, not for somebody who waits for a slot.
     */
    static void lock(Handle handle, Collection<byte[]> callers) {
        Object[] keys = callers.stream()
                .map(caller -> ByteBuffer.wrap(caller).getLong())
                .sorted()
                .distinct()
                .toArray();
        handle.createQuery("SELECT pg_advisory_xact_lock(key) FROM unnest(:keys) AS key")
                .bindArray("keys", Long.class, keys)
                .map((rs, context) -> true)
                .list();
    }

    /**
     * When a hold has been written, as the last of its transaction.
     *
     * @throws AppointmentException {@code too_many_holds} when it is one more than the caller may have
     */
    static void requireHolds(Handle handle, byte[] caller, int most, Instant now) {
        lock(handle, List.of(caller));
        if (holdsOf(handle, caller, now) > most) {
            throw Holding.tooMany();
        }
    }

    /**
     * The same of several callers, by one query.
     *
     * @param callers their hashes as {@link Hex#bytea} writes them, as which they are answered
     */
    static Map<String, Integer> holdsOf(Handle handle, Collection<String> callers, Instant now) {
        Map<String, Integer> holds = new HashMap<>();
        handle.createQuery("""
                        SELECT c.caller, n.count FROM unnest(:callers) AS c (caller) CROSS JOIN LATERAL (
                            SELECT count(*) FROM bookings b
                            WHERE b.caller = CAST(c.caller AS bytea) AND b.state = 'held' AND b.hold_expires_at > :now) AS n
                        """)
                .bindArray("callers", String.class, callers.toArray())
                .bind("now", BookingStore.utc(now))
                .map((rs, context) -> Map.entry(rs.getString("caller"), rs.getInt("count")))
                .forEach(each -> holds.put(each.getKey(), each.getValue()));
        return holds;
    }

    /** Counts one open booking more for a person, unless there are so many already. */
    static boolean openOne(Handle handle, byte[] person, String hall, int most) {
        return handle.createUpdate("""
                        INSERT INTO booking_persons AS p (person, hall, open) VALUES (:person, :hall, 1)
                        ON CONFLICT (person, hall) DO UPDATE SET open = p.open + 1 WHERE p.open < :most
                        """)
                        .bind("person", person)
                        .bind("hall", hall)
                        .bind("most", most)
                        .execute()
                == 1;
    }

    /** Counts one open booking more, whatever the limit: the program moved it there. */
    static void countOne(Writes writes, byte[] person, String hall) {
        writes.add("""
                INSERT INTO booking_persons AS p (person, hall, open) VALUES (?, ?, 1)
                ON CONFLICT (person, hall) DO UPDATE SET open = least(p.open + 1, 50)""", person, hall);
    }

    static void closeOne(Writes writes, byte[] person, String hall) {
        writes.add(
                "UPDATE booking_persons SET open = greatest(open - 1, 0) WHERE person = ? AND hall = ?", person, hall);
    }

    static int noShows(Handle handle, byte[] person, Instant since) {
        return handle.createQuery(
                        "SELECT count(*) FROM bookings WHERE person = :person AND starts_at >= :since AND state = 'no_show'")
                .bind("person", person)
                .bind("since", BookingStore.utc(since))
                .mapTo(Integer.class)
                .one();
    }
}
