package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.http.Idempotency;
import org.servicemap.storage.Database;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;

/**
 * Bookings from hold to end. Every change is one transaction, in which {@link Seats} takes and gives back; what it throws, nothing of
 * it happened. Thread-safe, also among several servers.
 */
final class Bookings {
    private static final int EXTENSIONS = 2;
    /** Each of them may be offered to somebody, and its slots are locked until all are. */
    private static final int SWEPT_AT_ONCE = 50;

    private final Database database;
    private final Retries retries;
    private final Halls halls;
    private final BookingStore store;
    private final Seats seats;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final BookingAccess access;
    private final Confirming confirming;
    private final Admission admission;
    private final Holding holding;
    private final HoldGroups groups;
    private final NextInLine next;
    private final Alternatives alternatives;
    private final Clock clock;

    /** What it is wired from. */
    record Parts(
            Database database,
            Halls halls,
            HallPlaces places,
            Availability availability,
            BookingStore store,
            Seats seats,
            Contacts contacts,
            BookingNotices notices,
            Clock clock) {
        BookingAccess access() {
            return new BookingAccess(database, store, contacts, new Tries(database, clock));
        }

        SeatedAgain seatedAgain() {
            return new SeatedAgain(store, contacts, notices, clock);
        }

        Holding holding() {
            return new Holding(database, store, seats, availability, line(), clock);
        }

        WaitingLine line() {
            return new WaitingLine(places, halls, availability, clock);
        }

        Admission admission() {
            return new Admission(halls, places, availability, clock);
        }

        WaitlistHold waitlistHold() {
            return new WaitlistHold(admission(), holding(), contacts, notices, clock);
        }

        Confirming confirming() {
            return new Confirming(store, seats, availability, contacts, notices, clock);
        }
    }

    Bookings(Parts parts) {
        this.database = parts.database();
        this.retries = new Retries(parts.database());
        this.halls = parts.halls();
        this.store = parts.store();
        this.seats = parts.seats();
        this.contacts = parts.contacts();
        this.notices = parts.notices();
        this.clock = parts.clock();
        this.access = parts.access();
        this.confirming = parts.confirming();
        this.admission = parts.admission();
        this.holding = parts.holding();
        this.next = new NextInLine(parts);
        this.groups = new HoldGroups(holding);
        this.alternatives = new Alternatives(halls, parts.places(), parts.availability());
    }

    /**
     * What was held, with the secret that goes with it and is kept nowhere.
     *
     * @param nearBorder whether the citizen should make sure that this hall is in charge
     */
    record Held(Booking booking, String token, boolean nearBorder) {}

    /** Keeps the slots of a visit for a while. */
    Held hold(Visit visit, Author author, @Nullable String proof) {
        return hold(admit(visit, author, proof, null));
    }

    /**
     * A visit that may be held if there is a seat.
     *
     * @param keeping under which key the answer is kept; null without a key
     */
    HoldGroups.Piece admit(Visit visit, Author author, @Nullable String proof, HoldGroups.@Nullable Keeping keeping) {
        Admission.Admitted admitted = admission.admit(visit, false);
        admission.requireTime(admitted.hall(), visit);
        if (author.source().equals("citizen")
                && !Proof.isGood(visit, proof, admitted.hall().settings().proofBits(), clock.instant())) {
            throw new AppointmentException(
                    AppointmentException.PROOF_NEEDED, "proof", "this hall asks for a proof of work");
        }
        boolean spent = Holding.isCounted(author) && admitted.hall().settings().proofBits() > 0;
        return new HoldGroups.Piece(admitted, visit, author, spent ? proof : null, keeping);
    }

    /** Together with others who come at the same moment. */
    Held hold(HoldGroups.Piece piece) {
        return alternatives.beside(piece.admitted().hall(), piece.visit(), () -> passingOn(() -> groups.hold(piece)));
    }

    /** An expired hold keeps its seat from nobody: who comes by, and may not have it, sees to it that who waits for it is offered it. */
    private <T> T passingOn(Supplier<T> work) {
        try {
            return work.get();
        } catch (AppointmentException e) {
            if (e.isWaitedFor()) {
                sweep();
            }
            throw e;
        }
    }

    /** What was answered to a hold under a key before. */
    Optional<Idempotency.Kept> answered(Idempotency.Call call) {
        return groups.answered(call);
    }

    /** How many holds wait for others to be written. */
    int waiting() {
        return groups.waiting();
    }

    /** Keeps slots for somebody who has not asked for these: an offer. In the caller's transaction. */
    Held offer(Handle handle, Visit visit, String source, long offeredFor, Instant until) {
        Author author = new Author(source, null, "offer:" + offeredFor, "program");
        Admission.Admitted admitted = admission.admit(visit, true);
        return holding.hold(handle, admitted, holding.runs(handle, admitted, visit), visit, author, until, offeredFor);
    }

    /** Seats of a quota. */
    private record Choice(Run run, Quota quota) {}

    /** Seats of the booking's own quota first, then the public's, which everybody is shown; at least one. */
    private List<Choice> choices(Handle handle, Admission.Admitted admitted, Visit visit) {
        List<Choice> choices = new ArrayList<>();
        AppointmentException refusal = null;
        for (Quota quota :
                visit.quota() == Quota.PUBLIC ? List.of(Quota.PUBLIC) : List.of(visit.quota(), Quota.PUBLIC)) {
            try {
                Visit of = visit.of(quota);
                admission.requireTime(admitted.hall(), of);
                holding.openRuns(handle, admitted, of).forEach(run -> choices.add(new Choice(run, quota)));
            } catch (AppointmentException e) {
                refusal = e;
            }
        }
        if (choices.isEmpty() && refusal != null) {
            throw refusal;
        }
        return choices;
    }

    /**
     * Makes a booking of a hold. A hold that has expired is confirmed all the same when nobody has taken its seats, or when they can be
     * taken again. The same again answers what there is.
     */
    Booking confirm(long id, String token, Contact contact, Author author) {
        Booking seen = access.get(id, token);
        if (seen.offeredFor() != null) {
            throw new AppointmentException(AppointmentException.WRONG_STATE, null, "this is an offer: accept it");
        }
        Hall hall = halls.get(seen.hall());
        return alternatives.beside(
                hall,
                Confirming.visit(seen),
                () -> retries.inTransaction(handle ->
                        confirming.confirm(handle, hall, access.lock(handle, id, token), token, contact, author)));
    }

    /**
     * The hold is kept once more as long; a few times. One that had expired counts among the caller's as a new one does.
     *
     * @param author whose hold it is from then on; an operator does it for a caller, and keeps none
     */
    Booking extend(long id, String token, Author author) {
        Hall hall = halls.get(access.get(id, token).hall());
        return retries.inTransaction(handle -> {
            Booking booking = access.lock(handle, id, token);
            Confirming.requireState(booking, BookingState.HELD, BookingState.EXPIRED);
            Instant now = clock.instant();
            Confirming.requireFuture(booking, now);
            if (booking.extensions() >= EXTENSIONS) {
                throw new AppointmentException(
                        AppointmentException.NO_EXTENSION, null, "a hold is extended " + EXTENSIONS + " times at most");
            }
            Writes writes = Writes.in(handle);
            if (booking.state() == BookingState.EXPIRED) {
                confirming.retake(handle, writes, hall, booking, now);
            }
            Instant expires = booking.holdExpiresAt();
            boolean again = booking.source().equals("citizen")
                    && Holding.isCounted(author)
                    && (expires == null || !expires.isAfter(now));
            byte[] caller = again ? author.holderHash() : booking.caller();
            store.extend(writes, id, now.plus(Duration.ofMinutes(hall.settings().holdMinutes())), caller, now);
            store.event(writes, id, now, "extended", author.by(), Map.of());
            writes.send();
            if (again) {
                BookingLimits.requireHolds(
                        handle, author.holderHash(), hall.settings().holdsPerCaller(), now);
            }
            return store.find(handle, id).orElseThrow(AppointmentException::unknownBooking);
        });
    }

    /** Gives a hold or booking up. The same again answers what there is. */
    Booking cancel(long id, String token, String by) {
        Booking cancelled = retries.inTransaction(handle -> cancel(handle, access.lock(handle, id, token), by));
        releaseOffers(id);
        return cancelled;
    }

    /** What was held instead of a booking that needs it no longer. If this is not reached, the holds expire by themselves. */
    void releaseOffers(long id) {
        List<Long> held = database.jdbi().withHandle(handle -> AffectedStore.heldFor(handle, id));
        for (long offer : held) {
            retries.inTransaction(
                    handle -> store.lock(handle, offer).map(booking -> cancel(handle, booking, "program")));
        }
    }

    /** In the caller's transaction; the caller has locked it. */
    Booking cancel(Handle handle, Booking booking, String by) {
        if (booking.state() == BookingState.CANCELLED || booking.state() == BookingState.EXPIRED) {
            return booking;
        }
        Confirming.requireState(booking, BookingState.HELD, BookingState.CONFIRMED);
        Instant now = clock.instant();
        requireNotBegun(booking, now);
        Set<Long> given = seats.giveBack(handle, booking.id());
        Writes writes = Writes.in(handle);
        store.state(writes, booking.id(), BookingState.CANCELLED, now);
        store.event(writes, booking.id(), now, "cancelled", by, Map.of());
        close(writes, booking);
        Contact contact = contacts.open(booking);
        if (contact != null) {
            notices.send(writes, "booking_cancelled", booking, contact, null, Map.of());
        }
        writes.send();
        next.passOn(handle, given, Set.of());
        return store.find(handle, booking.id()).orElseThrow(AppointmentException::unknownBooking);
    }

    /** Who did not come has missed it: neither given up nor moved afterwards. */
    private static void requireNotBegun(Booking booking, Instant now) {
        if (booking.state() == BookingState.CONFIRMED) {
            Confirming.requireFuture(booking, now);
        }
    }

    /** A booking of a person that is open no longer. */
    void close(Writes writes, Booking booking) {
        byte[] person = booking.person();
        if (person != null && booking.state() == BookingState.CONFIRMED) {
            BookingLimits.closeOne(writes, person, booking.hall());
        }
    }

    /**
     * Moves a booking to another time, or hall: it has its old seats until it has the new ones.
     *
     * @param author who moves it, the visitor or an operator for them: by that the limits of a person are looked at
     */
    Booking reschedule(long id, String token, Visit to, Author author) {
        Booking seen = access.get(id, token);
        // who was admitted to this queue once need not say again where
        String queue = halls.get(seen.hall())
                .findQueue(seen.queue())
                .map(Hall.Queue::code)
                .orElse(null);
        boolean stays = to.hall().equals(seen.hall())
                && to.point() == null
                && queue != null
                && (to.queue() == null || queue.equals(to.queue()));
        Visit visit = new Visit(
                to.hall(),
                seen.matters(),
                to.start(),
                stays ? queue : to.queue(),
                seen.quota(),
                to.point(),
                to.accuracyMetres());
        Admission.Admitted admitted = admission.admit(visit, stays);
        Booking moved = alternatives.beside(
                admitted.hall(),
                visit.of(Quota.PUBLIC),
                () -> passingOn(() -> retries.inTransaction(
                        handle -> move(handle, access.lock(handle, id, token), admitted, visit, token, author))));
        releaseOffers(id);
        return moved;
    }

    private Booking move(
            Handle handle, Booking booking, Admission.Admitted admitted, Visit visit, String token, Author author) {
        Confirming.requireState(booking, BookingState.CONFIRMED);
        Instant now = clock.instant();
        requireNotBegun(booking, now);
        byte[] person = booking.person();
        String hall = admitted.hall().place();
        if (person != null && !hall.equals(booking.hall())) {
            confirming.count(handle, admitted.hall(), person, author);
        }
        return Holding.onAnyRun(handle, choices(handle, admitted, visit), choice -> {
            Run run = choice.run();
            Writes writes = Writes.in(handle);
            Set<Long> given = seats.move(handle, writes, booking.id(), run.seats(), run.lapsed(), now);
            store.move(writes, booking.id(), hall, run, choice.quota(), now);
            store.event(
                    writes,
                    booking.id(),
                    now,
                    "moved",
                    author.by(),
                    Map.of("from", booking.start().toString()));
            if (person != null && !hall.equals(booking.hall())) {
                BookingLimits.closeOne(writes, person, booking.hall());
            }
            writes.reading();
            Booking moved = store.find(handle, booking.id()).orElseThrow(AppointmentException::unknownBooking);
            Contact contact = contacts.open(moved);
            if (contact != null) {
                notices.send(writes, "booking_moved", moved, contact, token, Map.of());
            }
            writes.send();
            next.passOn(handle, given, Set.of());
            return moved;
        });
    }

    /** Takes expired holds back, for who waits for such a seat; answers how many. Nothing else counts them. */
    int sweep() {
        retries.inTransaction(handle -> Proof.forget(handle, clock.instant()));
        int all = 0;
        int holds;
        do {
            holds = retries.inTransaction(handle -> {
                Seats.Swept swept = seats.sweep(handle, clock.instant(), SWEPT_AT_ONCE);
                next.passOn(handle, swept.slots(), swept.offeredTo());
                return swept.holds();
            });
            all += holds;
        } while (holds == SWEPT_AT_ONCE);
        return all;
    }
}
