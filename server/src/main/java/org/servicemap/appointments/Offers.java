package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.geo.Geodesy;
import org.servicemap.places.Place;
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

    private static final int HALLS = 8;
    private static final int NEAR = 3;
    private static final int ALL_NEAR = 1000;
    private static final Duration AROUND = Duration.ofDays(3);

    private final Bookings bookings;
    private final BookingAccess access;
    private final BookingStore store;
    private final Seats seats;
    private final Halls halls;
    private final Waitlist waitlist;
    private final Confirming confirming;
    private final Eligible eligible;
    private final HallPlaces places;
    private final Availability availability;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final SeatedAgain seatedAgain;
    private final Retries retries;
    private final Clock clock;
    private final AtomicBoolean rest = new AtomicBoolean();

    Offers(Bookings bookings, Waitlist waitlist, Bookings.Parts parts) {
        this.bookings = bookings;
        this.access = parts.access();
        this.waitlist = waitlist;
        this.confirming = parts.confirming();
        this.eligible = new Eligible(parts.halls(), parts.places());
        this.store = parts.store();
        this.seats = parts.seats();
        this.halls = parts.halls();
        this.places = parts.places();
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
        return offer(Integer.MAX_VALUE).offered();
    }

    /** The same for so many as somebody can wait for; {@link #offerRest} looks after the others, or else the next round for all. */
    Offered offerFirst() {
        Offered first = offer(AT_ONCE);
        if (first.othersFollow()) {
            rest.set(true);
        }
        return first;
    }

    /** What {@link #offerFirst} has left on this server, if anything; answers to how many. */
    int offerRest() {
        return rest.getAndSet(false) ? offerAll() : 0;
    }

    private Offered offer(int most) {
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
                    handle -> AffectedStore.waiting(handle, after, MOST_OFFERS, limit, clock.instant()));
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
        List<Candidate> candidates = candidates(handle, booking);
        for (int tries = 0; !candidates.isEmpty() && tries < TRIES; tries++) {
            for (Candidate candidate : choice(candidates, away)) {
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
            candidates = candidates(handle, booking);
        }
        return null;
    }

    /** Of what is shown, what this round has not given away. */
    private static List<Candidate> choice(List<Candidate> candidates, GivenAway away) {
        return candidates.stream()
                .filter(candidate -> away.isLeft(candidate.slot()))
                .limit(NEAR + HALLS)
                .toList();
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

    private Optional<Bookings.Held> hold(Handle handle, Booking booking, Candidate candidate, Instant until) {
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

    private record Candidate(FreeSlot slot, Quota quota) {}

    /**
     * All times near the old one at the same hall, of the same quota first, then the first ones of other halls that may act for it, the
     * nearest hall first; as caches show them.
     */
    private List<Candidate> candidates(Handle handle, Booking booking) {
        List<Candidate> candidates = new ArrayList<>();
        halls.find(booking.hall()).ifPresent(hall -> {
            if (booking.quota() != Quota.PUBLIC) {
                ofQuota(handle, hall, booking).forEach(slot -> candidates.add(new Candidate(slot, booking.quota())));
            }
            availability
                    .near(hall, booking.matters(), Quota.PUBLIC, booking.start(), ALL_NEAR)
                    .forEach(slot -> candidates.add(new Candidate(slot, Quota.PUBLIC)));
        });
        Place old = places.known(booking.hall()).orElse(null);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        availability.earliestFrom(booking.matters(), today).stream()
                .filter(slot -> eligible.mayAct(slot.hall(), slot.queue(), booking.matters(), booking.areas()))
                .sorted(Comparator.comparingDouble(slot -> metres(old, slot.hall())))
                .limit(HALLS)
                .forEach(slot -> candidates.add(new Candidate(slot, Quota.PUBLIC)));
        return candidates;
    }

    private List<FreeSlot> ofQuota(Handle handle, Hall hall, Booking booking) {
        Instant now = clock.instant();
        Instant from = booking.start().minus(AROUND);
        return availability
                .between(
                        handle,
                        hall,
                        booking.matters(),
                        booking.quota(),
                        from.isBefore(now) ? now : from,
                        booking.start().plus(AROUND))
                .stream()
                .sorted(Comparator.comparing(
                        slot -> Duration.between(booking.start(), slot.start()).abs()))
                .limit(NEAR)
                .toList();
    }

    private double metres(@Nullable Place from, String hall) {
        Place to = places.find(hall).orElse(null);
        return from == null || to == null ? Double.MAX_VALUE : Geodesy.distanceMetres(from.point(), to.point());
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

    /**
     * Takes an offer: the booking has the offer's seats from now on, and gives its own back. The same again answers what there is.
     *
     * @throws AppointmentException {@code wrong_state}, {@code hold_expired}
     */
    Booking accept(long id, String token) {
        Booking offer = access.get(id, token);
        Long forWhat = offer.offeredFor();
        if (forWhat == null) {
            throw new AppointmentException(AppointmentException.WRONG_STATE, null, "this is no offer: confirm it");
        }
        return retries.inTransaction(handle -> offer.source().equals("waitlist")
                ? waitlist.accept(handle, forWhat, id, token)
                : accept(handle, forWhat, id, token));
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

    private Booking accept(Handle handle, long moved, long offered, String token) {
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
        seats.hand(handle, offered, moved);
        Writes writes = Writes.in(handle);
        store.state(writes, offered, BookingState.CANCELLED, now);
        store.takeOver(writes, moved, offer, now);
        store.openAlsoWith(writes, moved, token);
        store.event(writes, moved, now, "moved", "citizen", Map.of("offer", Long.toString(offered)));
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
        return after;
    }
}
