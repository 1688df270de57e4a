package org.servicemap.appointments;

import java.util.Locale;
import java.util.Set;

/** Where a booking stands. */
enum BookingState {
    /** Its seats are kept until the hold expires. */
    HELD,
    CONFIRMED,
    /** Checked in at the hall. */
    ARRIVED,
    SERVED,
    NO_SHOW,
    CANCELLED,
    /** A hold that nobody confirmed in time. */
    EXPIRED;

    /** Which can still be cancelled or moved. */
    static final Set<BookingState> OPEN = Set.of(HELD, CONFIRMED);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BookingState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
