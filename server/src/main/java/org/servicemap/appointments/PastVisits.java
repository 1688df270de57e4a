package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;

/** Visits whose time is over and whose end nobody recorded. Thread-safe, also among several servers. */
final class PastVisits {
    static final Duration PAST = Duration.ofHours(6);
    private static final int BATCH = 500;

    private final BookingStore store;
    private final TicketStore tickets = new TicketStore();
    private final Seats seats;
    private final Retries retries;
    private final Clock clock;

    PastVisits(Bookings.Parts parts) {
        this.store = parts.store();
        this.seats = parts.seats();
        this.retries = new Retries(parts.database());
        this.clock = parts.clock();
    }

    /**
     * Ends what is past: who has no ticket did not come where the hall kept tickets that day; elsewhere nobody knows, and the visit counts
     * as made, as does that of who has come and whose end nobody recorded.
     *
     * @return how many
     */
    int endPast() {
        int ended = 0;
        int done;
        do {
            done = endSome();
            ended += done;
        } while (done == BATCH);
        return ended;
    }

    private int endSome() {
        Instant now = clock.instant();
        return retries.inTransaction(handle -> {
            List<BookingStore.Past> past = store.lockPast(handle, now.minus(PAST), BATCH);
            for (BookingStore.Past each : past) {
                endPast(handle, each, now);
            }
            return past.size();
        });
    }

    private void endPast(Handle handle, BookingStore.Past past, Instant now) {
        Booking booking = past.booking();
        if (booking.state() == BookingState.ARRIVED) {
            tickets.state(handle, booking.id(), Ticket.DONE, now);
            store.end(handle, booking, BookingState.SERVED, "program", now);
            return;
        }
        byte[] person = booking.person();
        if (person != null) {
            Writes writes = Writes.in(handle);
            BookingLimits.closeOne(writes, person, booking.hall());
            writes.send();
        }
        if (booking.affected() != null) {
            // the hall could not see them, and said so: nobody has missed anything
            seats.giveBack(handle, booking.id());
            store.end(handle, booking, BookingState.CANCELLED, "program", now);
            return;
        }
        store.end(handle, booking, past.counted() ? BookingState.NO_SHOW : BookingState.SERVED, "program", now);
    }
}
