package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Retries;

/** The hall on the day as it is looked at: its screen, its line, its list. Thread-safe. */
final class FloorView {
    private static final Duration LATELY = Duration.ofMinutes(30);
    private static final double USUAL_SECONDS = 600;

    private final Halls halls;
    private final BookingStore store;
    private final TicketStore tickets = new TicketStore();
    private final Retries retries;
    private final Clock clock;

    FloorView(Bookings.Parts parts) {
        this.halls = parts.halls();
        this.store = parts.store();
        this.retries = new Retries(parts.database());
        this.clock = parts.clock();
    }

    /** Tickets of today; and those that midnight has come over. */
    static TicketStore.Open open(Hall hall, Instant now) {
        return new TicketStore.Open(LocalDate.ofInstant(now, hall.settings().zoneId()), now.minus(PastVisits.PAST));
    }

    /**
     * A queue as the hall's screen shows it.
     *
     * @param waitMinutes that who comes now will probably wait
     */
    record Waiting(Hall.Queue queue, int waiting, int waitMinutes) {}

    /** What the hall's screen shows: who was called, the last first, and how long the queues are. */
    record Screen(List<Ticket> called, List<Waiting> queues) {}

    private static final int SHOWN = 8;

    Screen screen(String place) {
        Hall hall = halls.get(place);
        return retries.inTransaction(handle -> {
            List<Ticket> all = tickets.open(handle, place, open(hall, clock.instant()));
            List<Ticket> called = all.stream()
                    .filter(ticket -> ticket.called() != null
                            && (ticket.state().equals(Ticket.CALLED)
                                    || ticket.state().equals(Ticket.SERVING)))
                    .sorted(Comparator.comparing(
                            Ticket::called, Comparator.nullsFirst(Comparator.<Instant>reverseOrder())))
                    .limit(SHOWN)
                    .toList();
            return new Screen(
                    called,
                    hall.queues().stream()
                            .map(queue -> waiting(handle, hall, queue, all))
                            .toList());
        });
    }

    private Waiting waiting(Handle handle, Hall hall, Hall.Queue queue, List<Ticket> all) {
        int waiting = (int) all.stream()
                .filter(ticket -> ticket.queue() == queue.id() && ticket.state().equals(Ticket.WAITING))
                .count();
        TicketStore.Pace pace = tickets.pace(
                handle,
                queue.id(),
                LocalDate.ofInstant(clock.instant(), hall.settings().zoneId()),
                clock.instant().minus(LATELY));
        Double seconds = pace.seconds();
        double each = seconds == null ? USUAL_SECONDS : seconds;
        return new Waiting(queue, waiting, (int) Math.ceil(waiting * each / Math.max(1, pace.counters()) / 60));
    }

    List<Ticket> today(String place) {
        Hall hall = halls.get(place);
        return retries.inTransaction(handle -> tickets.open(handle, place, open(hall, clock.instant())));
    }

    /** The bookings of a day, for the list that is printed. */
    List<Booking> bookings(String place, LocalDate day) {
        Hall hall = halls.get(place);
        Instant from = day.atStartOfDay(hall.settings().zoneId()).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(hall.settings().zoneId()).toInstant();
        return retries.inTransaction(handle -> store.ofHall(handle, place, from, until));
    }
}
