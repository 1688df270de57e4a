package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;

/** Reminds of visits that come within a day, each once, by the outbox. Thread-safe, also among several servers. */
record Reminders(BookingStore store, Contacts contacts, BookingNotices notices, Retries retries, Clock clock) {
    private static final Duration AHEAD = Duration.ofHours(24);
    /** Who has just booked knows. */
    private static final Duration LEAST = Duration.ofHours(2);

    private static final int BATCH = 200;

    /** Since when who is told of a visit now needs no reminder of it; null for one that is further ahead. */
    static @Nullable Instant knownFrom(Instant start, Instant now) {
        return start.isAfter(now.plus(AHEAD)) ? null : now;
    }

    /** Answers how many. */
    int send() {
        Instant now = clock.instant();
        return retries.inTransaction(handle -> {
            List<Booking> due = store.lockToRemind(handle, now.plus(LEAST), now.plus(AHEAD), BATCH);
            Writes writes = Writes.in(handle);
            for (Booking booking : due) {
                Contact contact = contacts.open(booking);
                if (contact != null) {
                    notices.send(writes, "booking_reminder", booking, contact, null, Map.of());
                }
                writes.add("UPDATE bookings SET reminded_at = ? WHERE id = ?", now, booking.id());
            }
            writes.send();
            return due.size();
        });
    }
}
