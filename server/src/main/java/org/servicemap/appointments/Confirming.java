package org.servicemap.appointments;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Writes;

/** Makes a booking of a hold, with the limits of a person. Inside the transaction of {@link Bookings}. */
record Confirming(
        BookingStore store,
        Seats seats,
        Availability availability,
        Contacts contacts,
        BookingNotices notices,
        Clock clock) {
    private static final Duration NO_SHOW_MEMORY = Duration.ofDays(90);

    /** In the caller's transaction; the caller has locked it. */
    Booking confirm(Handle handle, Hall hall, Booking booking, String token, Contact contact, Author author) {
        long id = booking.id();
        byte[] person = contacts.index(contact);
        if (booking.state() == BookingState.CONFIRMED && MessageDigest.isEqual(person, booking.person())) {
            return booking;
        }
        requireState(booking, BookingState.HELD, BookingState.EXPIRED);
        Instant now = clock.instant();
        requireFuture(booking, now);
        Writes writes = Writes.in(handle);
        if (booking.state() == BookingState.EXPIRED) {
            retake(handle, writes, hall, booking, now);
        }
        requireStillPlanned(handle, booking);
        count(handle, hall, person, author);
        BookingNumber number = store.nextNumber(handle);
        Instant reminded = Reminders.knownFrom(booking.start(), now);
        store.confirm(writes, id, number, contacts.seal(id, contact), person, reminded, now);
        store.event(writes, id, now, "confirmed", author.by(), Map.of());
        writes.reading();
        Booking confirmed = store.find(handle, id).orElseThrow(AppointmentException::unknownBooking);
        notices.send(writes, "booking_confirmed", confirmed, contact, token, Map.of());
        writes.send();
        return confirmed;
    }

    void count(Handle handle, Hall hall, byte[] person, Author author) {
        if (!author.source().equals("citizen") && !author.source().equals("operator")) {
            return;
        }
        if (!BookingLimits.openOne(handle, person, hall.place(), hall.settings().openPerPerson())) {
            throw new AppointmentException(
                    AppointmentException.PERSON_LIMIT,
                    "phone",
                    "this person has as many open bookings here as allowed");
        }
        // they were told to call, and have
        if (author.source().equals("operator")) {
            return;
        }
        if (BookingLimits.noShows(handle, person, clock.instant().minus(NO_SHOW_MEMORY))
                >= hall.settings().noShows()) {
            throw new AppointmentException(
                    AppointmentException.TOO_MANY_NO_SHOWS,
                    "phone",
                    "after several visits that were missed: please call us");
        }
    }

    /** The seats of a hold that was taken back are taken again, if they are there. */
    void retake(Handle handle, Writes writes, Hall hall, Booking booking, Instant now) {
        List<Hall.Queue> queue = hall.findQueue(booking.queue()).stream().toList();
        Run run = availability.at(handle, queue, visit(booking), now).runs().stream()
                .findFirst()
                .orElseThrow(() -> new AppointmentException(
                        AppointmentException.HOLD_EXPIRED, null, "the time to confirm ran out, and the slot is taken"));
        seats.take(handle, writes, booking.id(), run.seats(), run.lapsed(), now);
    }

    /**
     * A hold in a slot that was cut meanwhile is confirmed only while those who have booked leave it a seat: whoever is over is offered
     * another when the schedule changes, and that is past. The slots stay locked, so that no schedule changes in between.
     */
    void requireStillPlanned(Handle handle, Booking booking) {
        if (AffectedStore.isOver(handle, booking.id())) {
            throw new AppointmentException(
                    AppointmentException.CHANGED,
                    null,
                    "the hall has changed its hours meanwhile: choose another time");
        }
    }

    static Visit visit(Booking booking) {
        return new Visit(booking.hall(), booking.matters(), booking.start(), null, booking.quota(), null, null);
    }

    static void requireState(Booking booking, BookingState... states) {
        if (!List.of(states).contains(booking.state())) {
            throw new AppointmentException(
                    AppointmentException.WRONG_STATE,
                    null,
                    "this booking is " + booking.state().word());
        }
    }

    static void requireFuture(Booking booking, Instant now) {
        if (!booking.start().isAfter(now)) {
            throw new AppointmentException(AppointmentException.PAST_SLOT, null, "its time has come already");
        }
    }
}
