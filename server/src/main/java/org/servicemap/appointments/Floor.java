package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;

/**
 * What happens in a hall on the day: arrival, calling, serving. Who was booked is due at the time booked, who is late or came without a
 * booking at the time of arrival; the longest due is called first. Thread-safe, also among several servers.
 */
final class Floor {
    /** So early one may check in, and so late one is still due as booked. */
    private static final Duration EARLY = Duration.ofMinutes(90);

    private static final Duration LATE = Duration.ofMinutes(15);
    private static final Duration SKIPPED = Duration.ofMinutes(10);

    private final Halls halls;
    private final HallStore hallStore;
    private final BookingStore store;
    private final TicketStore tickets;
    private final WalkInSeats walkInSeats;
    private final Seats seats;
    private final Retries retries;
    private final Clock clock;

    Floor(Bookings.Parts parts, HallStore hallStore, SlotReader reader) {
        this.halls = parts.halls();
        this.hallStore = hallStore;
        this.store = parts.store();
        this.tickets = new TicketStore();
        this.walkInSeats = new WalkInSeats(reader, parts.availability());
        this.seats = parts.seats();
        this.retries = new Retries(parts.database());
        this.clock = parts.clock();
    }

    private LocalDate today(Hall hall) {
        return day(hall, clock.instant());
    }

    private static LocalDate day(Hall hall, Instant instant) {
        return LocalDate.ofInstant(instant, hall.settings().zoneId());
    }

    /** Who was booked has come. The same again answers the ticket that there is. */
    Ticket checkIn(Booking seen, String by) {
        Hall hall = halls.get(seen.hall());
        return retries.inTransaction(handle -> {
            Booking booking = store.lock(handle, seen.id()).orElseThrow(AppointmentException::unknownBooking);
            Optional<Ticket> known = tickets.find(handle, booking.id());
            if (known.isPresent()) {
                return known.get();
            }
            Confirming.requireState(booking, BookingState.CONFIRMED);
            requireDay(hall, booking);
            Instant now = clock.instant();
            Instant due = now.isAfter(booking.start().plus(LATE)) ? now : booking.start();
            return arrive(handle, hall, booking, due, by);
        });
    }

    private void requireDay(Hall hall, Booking booking) {
        Instant now = clock.instant();
        boolean day = day(hall, booking.start()).equals(today(hall));
        boolean soon = !booking.start().minus(EARLY).isAfter(now);
        // a visit just after midnight is checked in to before it, and one just before it after
        boolean running = soon && booking.end().plus(LATE).isAfter(now);
        if (!(day && soon) && !running) {
            throw new AppointmentException(
                    AppointmentException.NOT_TODAY,
                    null,
                    "check in on the day, at most " + EARLY.toMinutes() + " minutes ahead");
        }
    }

    private Ticket arrive(Handle handle, Hall hall, Booking booking, Instant due, String by) {
        Instant now = clock.instant();
        Writes writes = Writes.in(handle);
        store.state(writes, booking.id(), BookingState.ARRIVED, now);
        store.event(writes, booking.id(), now, "arrived", by, Map.of());
        byte[] person = booking.person();
        if (person != null) {
            BookingLimits.closeOne(writes, person, booking.hall());
        }
        writes.send();
        return tickets.issue(handle, booking, day(hall, booking.start()), due, now);
    }

    /** Who comes without a booking gets a seat as {@link WalkInSeats} says. */
    Ticket walkIn(String place, List<String> matters, String by) {
        Hall hall = halls.get(place);
        List<Hall.Queue> queues = hall.queuesFor(matters);
        if (queues.isEmpty()) {
            throw new AppointmentException(
                    AppointmentException.NOT_SERVED, "matters", "no queue of this hall does all of these in one visit");
        }
        return retries.inTransaction(handle -> {
            Instant now = clock.instant();
            WalkInSeats.Seated seated = walkInSeats.find(handle, hall, queues, matters, now);
            Run run = seated.run();
            Booking booking = walkIn(handle, hall, seated, matters);
            Writes writes = Writes.in(handle);
            store.insert(writes, booking, now);
            seats.take(handle, writes, booking.id(), run.seats(), run.lapsed(), now);
            store.event(writes, booking.id(), now, "walked_in", by, Map.of());
            writes.send();
            return arrive(handle, hall, booking, now, by);
        });
    }

    private Booking walkIn(Handle handle, Hall hall, WalkInSeats.Seated seated, List<String> matters) {
        Run run = seated.run();
        return new Booking(
                retries.database().nextId(),
                store.nextNumber(handle).digits(),
                Secrets.hash(Secrets.token()),
                null,
                BookingState.CONFIRMED,
                "walk_in",
                hall.place(),
                run.queue(),
                seated.quota(),
                matters,
                run.start(),
                run.end(),
                null,
                0,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null);
    }

    /** The one who is due first of the counter's queues; nothing when nobody waits. */
    Optional<Ticket> callNext(String place, int number) {
        Hall hall = halls.get(place);
        return retries.inTransaction(handle -> {
            List<Long> queues = counter(handle, place, number).queues();
            Optional<Ticket> next = tickets.lockNext(handle, queues, FloorView.open(hall, clock.instant()));
            next.ifPresent(ticket -> tickets.call(handle, ticket.booking(), number, clock.instant()));
            return next.flatMap(ticket -> tickets.find(handle, ticket.booking()));
        });
    }

    private Schedule.Counter counter(Handle handle, String place, int number) {
        return hallStore.counters(handle, place).stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> new AppointmentException(
                        AppointmentException.UNKNOWN_COUNTER, "counter", "this hall has no counter " + number));
    }

    /** What staff do with a ticket. */
    enum Step {
        /** Called out once more. */
        CALL_AGAIN,
        /** Stands at the counter. */
        SERVE,
        /** Is done. */
        FINISH,
        /** Did not come when called: waits again, a little later. */
        SKIP,
        /** Did not come at all. */
        NO_SHOW,
        /** Goes on at another queue, as one who has waited already. */
        TRANSFER
    }

    /** @param queue code of the queue to transfer to */
    Ticket step(String place, long booking, Step step, @Nullable String queue, String by) {
        Hall hall = halls.get(place);
        return retries.inTransaction(handle -> {
            Booking locked = store.lock(handle, booking).orElseThrow(AppointmentException::unknownBooking);
            Ticket ticket = tickets.lock(handle, booking)
                    .filter(each -> each.hall().equals(place))
                    .orElseThrow(AppointmentException::unknownBooking);
            step(handle, hall, locked, ticket, step, queue, by);
            return tickets.find(handle, booking).orElseThrow(AppointmentException::unknownBooking);
        });
    }

    private void step(
            Handle handle, Hall hall, Booking booking, Ticket ticket, Step step, @Nullable String queue, String by) {
        Instant now = clock.instant();
        switch (step) {
            case CALL_AGAIN -> {
                require(ticket, Ticket.CALLED);
                tickets.call(handle, ticket.booking(), ticket.counter() == null ? 0 : ticket.counter(), now);
            }
            case SERVE -> {
                require(ticket, Ticket.CALLED);
                tickets.state(handle, ticket.booking(), Ticket.SERVING, now);
            }
            case FINISH -> {
                require(ticket, Ticket.CALLED, Ticket.SERVING);
                tickets.state(handle, ticket.booking(), Ticket.DONE, now);
                store.end(handle, booking, BookingState.SERVED, by, now);
            }
            case SKIP -> {
                require(ticket, Ticket.CALLED);
                tickets.requeue(handle, ticket.booking(), ticket.queue(), now.plus(SKIPPED), now);
            }
            case NO_SHOW -> {
                require(ticket, Ticket.CALLED, Ticket.WAITING);
                tickets.state(handle, ticket.booking(), Ticket.NO_SHOW, now);
                store.end(handle, booking, BookingState.NO_SHOW, by, now);
            }
            case TRANSFER -> {
                require(ticket, Ticket.CALLED, Ticket.SERVING, Ticket.WAITING);
                tickets.requeue(handle, ticket.booking(), target(hall, queue), ticket.due(), now);
            }
        }
    }

    private static long target(Hall hall, @Nullable String queue) {
        return hall.findQueue(queue == null ? "" : queue)
                .map(Hall.Queue::id)
                .orElseThrow(() -> new AppointmentException(
                        AppointmentException.UNKNOWN_QUEUE, "queue", "this hall has no queue " + queue));
    }

    private static void require(Ticket ticket, String... states) {
        if (!List.of(states).contains(ticket.state())) {
            throw new AppointmentException(
                    AppointmentException.WRONG_STATE, null, "ticket " + ticket.label() + " is " + ticket.state());
        }
    }

    /** Who was booked and never came: only for the day itself, after the time. */
    Booking noShow(String place, long booking, String by) {
        halls.get(place);
        return retries.inTransaction(handle -> {
            Booking locked = store.lock(handle, booking)
                    .filter(each -> each.hall().equals(place))
                    .orElseThrow(AppointmentException::unknownBooking);
            Confirming.requireState(locked, BookingState.CONFIRMED);
            if (locked.start().isAfter(clock.instant())) {
                throw new AppointmentException(AppointmentException.WRONG_STATE, null, "its time has not come yet");
            }
            Writes writes = Writes.in(handle);
            byte[] person = locked.person();
            if (person != null) {
                BookingLimits.closeOne(writes, person, place);
            }
            writes.send();
            store.end(handle, locked, BookingState.NO_SHOW, by, clock.instant());
            return store.find(handle, booking).orElseThrow(AppointmentException::unknownBooking);
        });
    }
}
