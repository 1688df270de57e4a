package org.servicemap.appointments;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What somebody who waits was offered and declined: it is not offered again. An offer that only ran out may be. */
record DeclinedTimes(Set<Time> times) {
    /** @param hall code of the place */
    record Time(String hall, Instant start) {}

    static DeclinedTimes of(Handle handle, Waitlist.Entry entry) {
        if (entry.offers() == 0) {
            return new DeclinedTimes(Set.of());
        }
        return new DeclinedTimes(handle
                .createQuery("""
                                SELECT hall, starts_at FROM bookings
                                WHERE offered_for = :entry AND source = 'waitlist' AND state = 'cancelled'
                                """)
                .bind("entry", entry.id())
                .map((rs, context) -> new Time(rs.getString("hall"), BookingStore.instant(rs, "starts_at")))
                .stream()
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean isEmpty() {
        return times.isEmpty();
    }

    boolean has(String hall, Instant start) {
        return times.contains(new Time(hall, start));
    }
}
