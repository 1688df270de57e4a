package org.servicemap.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.servicemap.storage.Database;

/**
 * What must hold of bookings, counted from the rows of {@code bookings} and from what clients were told, never from {@code
 * slots.booked}.
 */
record RushCheck(Database database) {
    private static final long PAUSE_NANOS = 20_000_000;

    /**
     * Starts of a queue at which more visits are booked, or held and not expired, than there are seats. Every visit here takes one slot.
     *
     * @param most seats that any schedule ever gave, while schedules change: what the schedule says now, when that is more
     */
    List<String> over(int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT b.queue || ' ' || b.quota || ' ' || b.starts_at || ': ' || count(*) || ' of ' || coalesce(max(s.planned), 0)
                        FROM bookings b
                        LEFT JOIN slots s ON s.queue = b.queue AND s.quota = b.quota AND s.starts_at = b.starts_at
                        WHERE b.state IN ('confirmed', 'arrived', 'served', 'no_show')
                           OR b.state = 'held' AND b.hold_expires_at > now()
                        GROUP BY b.queue, b.quota, b.starts_at
                        HAVING count(*) > greatest(:most, coalesce(max(s.planned), 0))
                        """)
                        .bind("most", most)
                        .mapTo(String.class)
                        .list());
    }

    /** Looks again and again beside other work, until that is done; answers all that was ever over, and how often it looked. */
    Watch during(int most) {
        return new Watch(() -> over(most), 0);
    }

    /** The same beside work whose throughput is measured: it looks for a tenth of the time, and rests meanwhile. */
    Watch sparingly(int most) {
        return new Watch(() -> over(most), 9);
    }

    /** A booking as it stands. */
    private record Stored(String state, String start) {}

    private Map<Long, Stored> stored() {
        Map<Long, Stored> stored = new HashMap<>();
        database.jdbi()
                .useHandle(handle -> handle.createQuery("""
                        SELECT id, CASE WHEN state = 'held' AND hold_expires_at <= now() THEN 'expired' ELSE state END AS state,
                               CAST(extract(epoch FROM starts_at) AS bigint) AS start
                        FROM bookings WHERE source = 'citizen' AND token_hash <> sha256('token')
                        """)
                        .map((rs, context) ->
                                stored.put(rs.getLong("id"), new Stored(rs.getString("state"), rs.getString("start"))))
                        .list());
        return stored;
    }

    /**
     * Where the bookings are not what clients were told: one that was acknowledged and is not there, or otherwise; and one that nobody was
     * told of.
     *
     * @param told by all clients there ever were
     */
    List<String> differing(Map<Long, RushClients.Receipt> told) {
        List<String> differing = new ArrayList<>();
        Map<Long, Stored> stored = stored();
        told.forEach((id, receipt) -> {
            String start = Long.toString(
                    java.time.OffsetDateTime.parse(receipt.start()).toEpochSecond());
            Stored there = stored.remove(id);
            boolean state = there != null
                    && (there.state().equals(receipt.state())
                            || receipt.state().equals("held") && there.state().equals("expired"));
            if (!state || !Objects.equals(there.start(), start)) {
                differing.add("booking " + id + " was told " + receipt + ", is " + there);
            }
        });
        stored.forEach((id, there) -> differing.add("booking " + id + " was told nobody, is " + there));
        return differing;
    }

    /** Bookings whose seats are not theirs, or not there; and slots whose counter is not the sum of them: a leak, one way or the other. */
    List<String> leaks() {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT 'slot ' || s.id || ': ' || s.booked || ' / ' || coalesce(sum(x.n), 0)
                        FROM slots s LEFT JOIN booking_slots x ON x.slot = s.id
                        GROUP BY s.id HAVING s.booked <> coalesce(sum(x.n), 0)
                        UNION ALL
                        SELECT 'booking ' || b.id || ' is ' || b.state || ' and has ' || count(x.slot) || ' seats'
                        FROM bookings b LEFT JOIN booking_slots x ON x.booking = b.id
                        GROUP BY b.id HAVING count(x.slot) <> CASE WHEN b.state IN ('cancelled', 'expired') THEN 0 ELSE 1 END
                        """).mapTo(String.class).list());
    }

    /** A look that is repeated. */
    static final class Watch implements AutoCloseable {
        private final List<String> seen = new ArrayList<>();
        private final Thread thread;
        private volatile boolean done;
        private int looks;

        /** @param rest so many times as long as it looked */
        Watch(Supplier<List<String>> look, int rest) {
            thread = new Thread(
                    () -> {
                        while (!done) {
                            long start = System.nanoTime();
                            seen.addAll(look.get());
                            looks++;
                            long looked = System.nanoTime() - start;
                            LockSupport.parkNanos(Math.max(PAUSE_NANOS, rest * looked));
                        }
                    },
                    "watch");
            thread.start();
        }

        /** All that was ever seen. */
        List<String> end() throws InterruptedException {
            done = true;
            LockSupport.unpark(thread);
            thread.join();
            return seen;
        }

        int looks() {
            return looks;
        }

        @Override
        public void close() {
            done = true;
        }
    }
}
