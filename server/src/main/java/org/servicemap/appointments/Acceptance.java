package org.servicemap.appointments;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;

/** How an offer is taken: of {@link Offers}, or of {@link WaitlistOffers}. Thread-safe, also among several servers. */
final class Acceptance {
    private final BookingAccess access;
    private final BookingStore store;
    private final Seats seats;
    private final Waitlist waitlist;
    private final Confirming confirming;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final NextInLine next;
    private final Retries retries;
    private final Clock clock;

    Acceptance(Waitlist waitlist, Bookings.Parts parts) {
        this.access = parts.access();
        this.store = parts.store();
        this.seats = parts.seats();
        this.waitlist = waitlist;
        this.confirming = parts.confirming();
        this.contacts = parts.contacts();
        this.notices = parts.notices();
        this.next = new NextInLine(parts);
        this.retries = new Retries(parts.database());
        this.clock = parts.clock();
    }

    /**
     * Takes an offer: the booking has the offer's seats from now on, and gives its own back. The same again answers what there is.
     *
     * @param author who takes it, the visitor or an operator for them
     * @throws AppointmentException {@code wrong_state}, {@code hold_expired}
     */
    Booking accept(long id, String token, Author author) {
        Booking offer = access.get(id, token);
        Long forWhat = offer.offeredFor();
        if (forWhat == null) {
            throw new AppointmentException(AppointmentException.WRONG_STATE, null, "this is no offer: confirm it");
        }
        return retries.inTransaction(handle -> offer.source().equals("waitlist")
                ? waitlist.accept(handle, forWhat, id, token, author)
                : take(handle, forWhat, id, token, author));
    }

    /** What a link opens: after an offer was taken, the booking that has its seats. */
    Booking opened(long id, String token) {
        Booking named = access.get(id, token);
        Long moved = named.offeredFor();
        if (moved == null || named.source().equals("waitlist")) {
            return named;
        }
        return retries.inTransaction(handle -> AffectedStore.tookOffer(handle, moved, id)
                ? store.find(handle, moved).orElse(named)
                : named);
    }

    private Booking take(Handle handle, long moved, long offered, String token, Author author) {
        Booking booking = store.lock(handle, moved).orElseThrow(AppointmentException::unknownBooking);
        Booking offer = store.lock(handle, offered).orElseThrow(AppointmentException::unknownBooking);
        if (AffectedStore.tookOffer(handle, moved, offered)) {
            return booking;
        }
        if (offer.state() != BookingState.HELD) {
            throw new AppointmentException(
                    AppointmentException.HOLD_EXPIRED, null, "the offer was kept until its time ran out");
        }
        if (booking.state() != BookingState.CONFIRMED) {
            throw new AppointmentException(
                    AppointmentException.WRONG_STATE,
                    null,
                    "the booking is " + booking.state().word());
        }
        confirming.requireStillPlanned(handle, offer);
        Instant now = clock.instant();
        Set<Long> given = seats.hand(handle, offered, moved);
        Writes writes = Writes.in(handle);
        store.state(writes, offered, BookingState.CANCELLED, now);
        store.takeOver(writes, moved, offer, now);
        store.openAlsoWith(writes, moved, token);
        store.event(writes, moved, now, "moved", author.by(), Map.of("offer", Long.toString(offered)));
        byte[] person = booking.person();
        if (person != null && !offer.hall().equals(booking.hall())) {
            BookingLimits.closeOne(writes, person, booking.hall());
            BookingLimits.countOne(writes, person, offer.hall());
        }
        writes.reading();
        Booking after = store.find(handle, moved).orElseThrow(AppointmentException::unknownBooking);
        Contact contact = contacts.open(after);
        if (contact != null) {
            notices.send(writes, "booking_moved", after, contact, null, Map.of());
        }
        writes.send();
        next.passOn(handle, given, Set.of());
        return after;
    }
}
