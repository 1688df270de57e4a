package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
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
    private static final Duration LATELY = Duration.ofMinutes(30);
    private static final Duration SKIPPED = Duration.ofMinutes(10);
    private static final Duration PAST = Duration.ofHours(6);
    private static final int BATCH = 500;
    private static final double USUAL_SECONDS = 600;

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

    /** Of today; and those that midnight has come over. */
    private TicketStore.Open open(Hall hall) {
        return new TicketStore.Open(today(hall), clock.instant().minus(PAST));
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
            Optional<Ticket> next = tickets.lockNext(handle, queues, open(hall));
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
                end(handle, booking, BookingState.SERVED, by);
            }
            case SKIP -> {
                require(ticket, Ticket.CALLED);
                tickets.requeue(handle, ticket.booking(), ticket.queue(), now.plus(SKIPPED), now);
            }
            case NO_SHOW -> {
                require(ticket, Ticket.CALLED, Ticket.WAITING);
                tickets.state(handle, ticket.booking(), Ticket.NO_SHOW, now);
                end(handle, booking, BookingState.NO_SHOW, by);
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

    private void end(Handle handle, Booking booking, BookingState state, String by) {
        Instant now = clock.instant();
        Writes writes = Writes.in(handle);
        store.state(writes, booking.id(), state, now);
        store.event(writes, booking.id(), now, state.word(), by, Map.of());
        writes.send();
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
            end(handle, locked, BookingState.NO_SHOW, by);
            return store.find(handle, booking).orElseThrow(AppointmentException::unknownBooking);
        });
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
            end(handle, booking, BookingState.SERVED, "program");
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
            end(handle, booking, BookingState.CANCELLED, "program");
            return;
        }
        end(handle, booking, past.counted() ? BookingState.NO_SHOW : BookingState.SERVED, "program");
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
            List<Ticket> all = tickets.open(handle, place, open(hall));
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
        TicketStore.Pace pace =
                tickets.pace(handle, queue.id(), today(hall), clock.instant().minus(LATELY));
        Double seconds = pace.seconds();
        double each = seconds == null ? USUAL_SECONDS : seconds;
        return new Waiting(queue, waiting, (int) Math.ceil(waiting * each / Math.max(1, pace.counters()) / 60));
    }

    List<Ticket> today(String place) {
        Hall hall = halls.get(place);
        return retries.inTransaction(handle -> tickets.open(handle, place, open(hall)));
    }

    /** The bookings of a day, for the list that is printed. */
    List<Booking> bookings(String place, LocalDate day) {
        Hall hall = halls.get(place);
        Instant from = day.atStartOfDay(hall.settings().zoneId()).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(hall.settings().zoneId()).toInstant();
        return retries.inTransaction(handle -> store.ofHall(handle, place, from, until));
    }
}
