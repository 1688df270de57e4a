package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.Geodesy;
import org.servicemap.places.Place;
import org.servicemap.storage.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held slots for those whose hall cannot see them any more. Who is affected stands in the booking itself, written with the changed
 * schedule: so whoever stops in between, the next run goes on. Nobody loses a booking by an offer; it moves when the offer is accepted.
 * Thread-safe, also among several servers.
 */
final class Offers {
    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);
    /** Event: the visitor heard that nothing could be offered. */
    private static final String TOLD = "told";

    private static final Duration KEPT = Duration.ofHours(48);
    private static final int MOST_OFFERS = 3;
    private static final int BATCH = 200;
    private static final int HALLS = 8;

    private final Bookings bookings;
    private final BookingStore store;
    private final Seats seats;
    private final Halls halls;
    private final Waitlist waitlist;
    private final Eligible eligible;
    private final HallPlaces places;
    private final Availability availability;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final Retries retries;
    private final Clock clock;

    Offers(Bookings bookings, Waitlist waitlist, Bookings.Parts parts) {
        this.bookings = bookings;
        this.waitlist = waitlist;
        this.eligible = new Eligible(parts.halls(), parts.places());
        this.store = parts.store();
        this.seats = parts.seats();
        this.halls = parts.halls();
        this.places = parts.places();
        this.availability = parts.availability();
        this.contacts = parts.contacts();
        this.notices = parts.notices();
        this.retries = new Retries(parts.database());
        this.clock = parts.clock();
    }

    /** Offers something to all who are affected and have no offer; answers to how many. */
    int offerAll() {
        int offered = 0;
        for (long id : retries.inTransaction(this::waiting)) {
            try {
                offered += retries.inTransaction(handle -> offer(handle, id)) ? 1 : 0;
            } catch (AppointmentException e) {
                LOG.debug("no offer for booking {}: {}", id, e.code());
            }
        }
        return offered;
    }

    private List<Long> waiting(Handle handle) {
        return handle.createQuery("""
                        SELECT b.id FROM bookings b
                        WHERE b.number IS NOT NULL AND b.affected IS NOT NULL AND b.state = 'confirmed' AND b.starts_at > :now
                          AND NOT EXISTS (SELECT FROM bookings o WHERE o.offered_for = b.id
                                          AND o.state = 'held' AND o.hold_expires_at > :now)
                          AND (SELECT count(*) FROM bookings o WHERE o.offered_for = b.id) < :most
                        ORDER BY b.starts_at LIMIT :limit
                        """)
                .bind("now", BookingStore.utc(clock.instant()))
                .bind("most", MOST_OFFERS)
                .bind("limit", BATCH)
                .mapTo(Long.class)
                .list();
    }

    private boolean offer(Handle handle, long id) {
        Booking booking = store.lock(handle, id).orElseThrow(Bookings::unknown);
        if (booking.affected() == null || booking.state() != BookingState.CONFIRMED) {
            return false;
        }
        Instant now = clock.instant();
        for (FreeSlot slot : candidates(booking)) {
            Optional<Bookings.Held> held = hold(handle, booking, slot, until(slot, now));
            if (held.isPresent()) {
                tell(handle, booking, held.get());
                return true;
            }
        }
        tellOnce(handle, booking, now);
        return false;
    }

    /** Where nothing is free to be offered, the visitor hears all the same that the visit cannot be: once. */
    private void tellOnce(Handle handle, Booking booking, Instant now) {
        Contact contact = contacts.open(booking);
        if (contact == null || store.hasEvent(handle, booking.id(), TOLD)) {
            return;
        }
        Writes writes = Writes.in(handle);
        notices.send(writes, "booking_affected", booking, contact, null, java.util.Map.of());
        store.event(writes, booking.id(), now, TOLD, "program", java.util.Map.of());
        writes.send();
    }

    private static Instant until(FreeSlot slot, Instant now) {
        Instant twoDays = now.plus(KEPT);
        Instant before = slot.start().minus(Duration.ofHours(1));
        return twoDays.isBefore(before) ? twoDays : before.isAfter(now) ? before : slot.start();
    }

    private Optional<Bookings.Held> hold(Handle handle, Booking booking, FreeSlot slot, Instant until) {
        handle.savepoint("offer");
        try {
            String queue = halls.get(slot.hall())
                    .findQueue(slot.queue())
                    .map(Hall.Queue::code)
                    .orElse(null);
            Visit visit = new Visit(slot.hall(), booking.matters(), slot.start(), queue, booking.quota(), null, null);
            return Optional.of(bookings.offer(handle, visit, "offer", booking.id(), until));
        } catch (AppointmentException e) {
            handle.rollbackToSavepoint("offer");
            return Optional.empty();
        }
    }

    /** Times near the old one at the same hall, then the first ones of other halls that may act for it, the nearest hall first. */
    private List<FreeSlot> candidates(Booking booking) {
        List<FreeSlot> candidates = new ArrayList<>();
        halls.find(booking.hall())
                .ifPresent(hall -> candidates.addAll(availability.near(hall, booking.matters(), booking.start(), 3)));
        Place old = places.find(booking.hall()).orElse(null);
        availability.earliest(booking.matters()).values().stream()
                .filter(slot -> eligible.mayAct(slot.hall(), slot.queue(), booking.matters(), booking.areas()))
                .sorted(Comparator.comparingDouble(slot -> metres(old, slot.hall())))
                .limit(HALLS)
                .forEach(candidates::add);
        return candidates;
    }

    private double metres(@Nullable Place from, String hall) {
        Place to = places.find(hall).orElse(null);
        return from == null || to == null ? Double.MAX_VALUE : Geodesy.distanceMetres(from.point(), to.point());
    }

    private void tell(Handle handle, Booking booking, Bookings.Held held) {
        Contact contact = contacts.open(booking);
        Instant until = held.booking().holdExpiresAt();
        if (contact == null || until == null) {
            return;
        }
        Writes writes = Writes.in(handle);
        notices.offer(writes, booking, held, contact, until);
        store.event(
                writes,
                booking.id(),
                clock.instant(),
                "offered",
                "program",
                Map.of("hall", held.booking().hall()));
        writes.send();
    }

    /**
     * Takes an offer: the booking has the offer's seats from now on, and gives its own back.
     *
     * @throws AppointmentException {@code wrong_state}, {@code hold_expired}
     */
    Booking accept(long id, String token) {
        Booking offer = bookings.get(id, token);
        Long forWhat = offer.offeredFor();
        if (forWhat == null) {
            throw new AppointmentException(AppointmentException.WRONG_STATE, null, "this is no offer: confirm it");
        }
        return retries.inTransaction(handle -> offer.source().equals("waitlist")
                ? waitlist.accept(handle, forWhat, id, token)
                : accept(handle, forWhat, id));
    }

    private Booking accept(Handle handle, long moved, long offered) {
        Booking booking = store.lock(handle, moved).orElseThrow(Bookings::unknown);
        Booking offer = store.lock(handle, offered).orElseThrow(Bookings::unknown);
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
        Instant now = clock.instant();
        seats.hand(handle, offered, moved);
        Writes writes = Writes.in(handle);
        store.state(writes, offered, BookingState.CANCELLED, now);
        store.takeOver(writes, moved, offer, now);
        store.event(writes, moved, now, "moved", "citizen", Map.of("offer", Long.toString(offered)));
        byte[] person = booking.person();
        if (person != null && !offer.hall().equals(booking.hall())) {
            store.closeOne(writes, person, booking.hall());
            store.countOne(writes, person, offer.hall());
        }
        writes.reading();
        Booking after = store.find(handle, moved).orElseThrow(Bookings::unknown);
        Contact contact = contacts.open(after);
        if (contact != null) {
            notices.send(writes, "booking_moved", after, contact, null, Map.of());
        }
        writes.send();
        return after;
    }
}
