package org.servicemap.appointments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The place of a visit in a hall's queue of the day.
 *
 * @param letter of the queue
 * @param state waiting, called, serving, done or no_show
 * @param due who is due first is called first: the time that was booked, or the arrival when that was late or without booking
 * @param counter that called it last
 */
record Ticket(
        long booking,
        String hall,
        long queue,
        String letter,
        int number,
        String state,
        Instant due,
        Instant arrived,
        @Nullable Integer counter,
        int calls,
        @Nullable Instant called) {
    static final String WAITING = "waiting";
    static final String CALLED = "called";
    static final String SERVING = "serving";
    static final String DONE = "done";
    static final String NO_SHOW = "no_show";

    /** As it is called out: {@code A012}. */
    String label() {
        return letter + String.format(java.util.Locale.ROOT, "%03d", number);
    }
}
