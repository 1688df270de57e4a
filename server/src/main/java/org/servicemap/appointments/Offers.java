package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Retries;
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
    static final String TOLD = "told";
    /** Event: something is held for the visitor. */
    static final String OFFERED = "offered";

    private static final Duration KEPT = Duration.ofHours(48);
    private static final int MOST_OFFERS = 3;
    private static final int TRIES = 3;
    private static final int BATCH = 200;

    /** Offers for which who changes a schedule waits: about a second. */
    static final int AT_ONCE = 50;

    private final Bookings bookings;
    private final BookingStore store;
    private final Halls halls;
    private final OtherTimes others;
    private final Availability availability;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final SeatedAgain seatedAgain;
    private final Retries retries;
    private final Clock clock;
    private final AtomicBoolean rest = new AtomicBoolean();

    Offers(Bookings bookings, Bookings.Parts parts) {
        this.bookings = bookings;
        this.store = parts.store();
        this.halls = parts.halls();
        this.others = new OtherTimes(parts);
        this.availability = parts.availability();
        this.contacts = parts.contacts();
        this.notices = parts.notices();
        this.seatedAgain = parts.seatedAgain();
        this.retries = new Retries(parts.database());
        this.clock = parts.clock();
    }

    /**
     * What a round has done.
     *
     * @param offered to how many
     * @param othersFollow whether others have still to be looked after
     */
    record Offered(int offered, boolean othersFollow) {
        static final Offered NONE = new Offered(0, false);
    }

    /** Offers something to all who are affected and have no offer; answers to how many. */
    int offerAll() {
        return offer(null, Integer.MAX_VALUE).offered();
    }

    /**
     * The same for some of those whom one change leaves out: as many as somebody can wait for. {@link #offerRest} looks after the others,
     * or else the next round for all.
     */
    Offered offerFirst(Collection<Long> affected) {
        Offered first = offer(affected, AT_ONCE);
        if (first.othersFollow()) {
            rest.set(true);
        }
        return first;
    }

    /** What {@link #offerFirst} has left on this server, if anything; answers to how many. */
    int offerRest() {
        return rest.getAndSet(false) ? offerAll() : 0;
    }

    /** @param only whom; null for all */
    private Offered offer(@Nullable Collection<Long> only, int most) {
        seatedAgain();
        releaseLeftOver();
        int offered = 0;
        int seen = 0;
        boolean more = true;
        GivenAway away = new GivenAway();
        // all of them, page by page: those at the head that nothing can be offered to must not hold up the rest
        long last = 0;
        while (more && seen < most) {
            long after = last;
            int limit = Math.min(BATCH, most - seen);
            List<Long> page = retries.inTransaction(
                    handle -> AffectedStore.waiting(handle, only, after, MOST_OFFERS, limit, clock.instant()));
            for (long id : page) {
                offered += offerQuietly(id, away) ? 1 : 0;
                last = id;
            }
            seen += page.size();
            more = page.size() == limit;
        }
        if (offered > 0) {
            // what is held now is not shown as free; each server's caches run out within a second by themselves
            availability.forget();
        }
        return new Offered(offered, more);
    }

    private boolean offerQuietly(long id, GivenAway away) {
        try {
            FreeSlot given = retries.<@Nullable FreeSlot>inTransaction(handle -> offer(handle, id, away));
            if (given != null) {
                away.give(given);
            }
            return given != null;
        } catch (RuntimeException e) {
            LOG.warn("no offer for booking {}: {}", id, e.toString());
            return false;
        }
    }

    /** What is held in place of a booking that has its seat again, or is over: whoever should have given it back was stopped. */
    private void releaseLeftOver() {
        for (long id : retries.inTransaction(handle -> AffectedStore.withLeftOverOffers(handle, clock.instant()))) {
            try {
                bookings.releaseOffers(id);
            } catch (RuntimeException e) {
                LOG.warn("what is held for booking {} runs out by itself: {}", id, e.toString());
            }
        }
    }

    /** Takes the mark from those to whom somebody else's seat has fallen, and gives back what was held for them. */
    private void seatedAgain() {
        List<Long> seated = retries.inTransaction(handle -> AffectedStore.seatedAgain(handle, clock.instant()));
        for (long id : seated) {
            try {
                if (retries.inTransaction(handle -> unmark(handle, id))) {
                    bookings.releaseOffers(id);
                }
            } catch (RuntimeException e) {
                LOG.warn("booking {} stays marked: {}", id, e.toString());
            }
        }
    }

    private boolean unmark(Handle handle, long id) {
        if (store.lock(handle, id).isEmpty() || !AffectedStore.isSeatedAgain(handle, id)) {
            return false;
        }
        Writes writes = Writes.in(handle);
        AffectedStore.unmark(writes, id, clock.instant());
        writes.send();
        seatedAgain.tell(handle, id);
        return true;
    }

    private @Nullable FreeSlot offer(Handle handle, long id, GivenAway away) {
        Booking booking = store.lock(handle, id).orElseThrow(AppointmentException::unknownBooking);
        // another round may have been faster: the page that is worked through was read before
        boolean isOffered =
                !AffectedStore.offersFor(handle, List.of(id), clock.instant()).isEmpty();
        if (booking.affected() == null || booking.state() != BookingState.CONFIRMED || isOffered) {
            return null;
        }
        FreeSlot given =
                AffectedStore.happened(handle, id, OFFERED) < MOST_OFFERS ? given(handle, booking, away) : null;
        if (given == null) {
            tellOnce(handle, booking);
        }
        return given;
    }

    private @Nullable FreeSlot given(Handle handle, Booking booking, GivenAway away) {
        Instant now = clock.instant();
        List<OtherTimes.Candidate> candidates = others.of(handle, booking);
        for (int tries = 0; !candidates.isEmpty() && tries < TRIES; tries++) {
            for (OtherTimes.Candidate candidate : OtherTimes.left(candidates, away)) {
                Optional<Bookings.Held> held = hold(handle, booking, candidate, until(candidate.slot(), now));
                if (held.isPresent()) {
                    tell(handle, booking, held.get());
                    return candidate.slot();
                }
                away.refuse(candidate.slot());
            }
            // what is at most a second old was taken meanwhile: that says nothing of what is free
            availability.forget();
            away.clear();
            candidates = others.of(handle, booking);
        }
        return null;
    }

    /** Where nothing is free to be offered, or no offer was taken, the visitor hears that the visit cannot be: once. */
    private void tellOnce(Handle handle, Booking booking) {
        if (AffectedStore.happened(handle, booking.id(), TOLD) > 0) {
            return;
        }
        Writes writes = Writes.in(handle);
        Contact contact = contacts.open(booking);
        if (contact != null) {
            notices.send(writes, "booking_affected", booking, contact, null, Map.of());
        }
        store.event(writes, booking.id(), clock.instant(), TOLD, "program", Map.of());
        writes.send();
    }

    private static Instant until(FreeSlot slot, Instant now) {
        Instant twoDays = now.plus(KEPT);
        Instant before = slot.start().minus(Duration.ofHours(1));
        return twoDays.isBefore(before) ? twoDays : before.isAfter(now) ? before : slot.start();
    }

    private Optional<Bookings.Held> hold(
            Handle handle, Booking booking, OtherTimes.Candidate candidate, Instant until) {
        FreeSlot slot = candidate.slot();
        handle.savepoint("offer");
        try {
            String queue = halls.get(slot.hall())
                    .findQueue(slot.queue())
                    .map(Hall.Queue::code)
                    .orElse(null);
            Visit visit = new Visit(slot.hall(), booking.matters(), slot.start(), queue, candidate.quota(), null, null);
            return Optional.of(bookings.offer(handle, visit, "offer", booking.id(), until));
        } catch (AppointmentException e) {
            handle.rollbackToSavepoint("offer");
            return Optional.empty();
        }
    }

    private void tell(Handle handle, Booking booking, Bookings.Held held) {
        Contact contact = contacts.open(booking);
        Instant until = held.booking().holdExpiresAt();
        Writes writes = Writes.in(handle);
        if (contact != null && until != null) {
            notices.offer(writes, booking, held, contact, until);
        }
        store.event(
                writes,
                booking.id(),
                clock.instant(),
                OFFERED,
                "program",
                Map.of("hall", held.booking().hall()));
        writes.send();
    }
}
