package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.storage.Database;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;

/**
 * Bookings from hold to end. Every change is one transaction, in which {@link Seats} takes and gives back; what it throws, nothing of
 * it happened. Thread-safe, also among several servers.
 */
final class Bookings {
    private static final int EXTENSIONS = 2;
    private static final String SAVED = "before_seats";

    private final Database database;
    private final Retries retries;
    private final Halls halls;
    private final Availability availability;
    private final BookingStore store;
    private final Seats seats;
    private final Contacts contacts;
    private final BookingNotices notices;
    private final BookingAccess access;
    private final Confirming confirming;
    private final Admission admission;
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

        Confirming confirming() {
            return new Confirming(store, seats, availability, contacts, notices, clock);
        }
    }

    Bookings(Parts parts) {
        this.database = parts.database();
        this.retries = new Retries(parts.database());
        this.halls = parts.halls();
        this.availability = parts.availability();
        this.store = parts.store();
        this.seats = parts.seats();
        this.contacts = parts.contacts();
        this.notices = parts.notices();
        this.clock = parts.clock();
        this.access = parts.access();
        this.confirming = parts.confirming();
        this.admission = new Admission(halls, parts.places(), availability, clock);
        this.alternatives = new Alternatives(halls, parts.places(), availability);
    }

    /**
     * What was held, with the secret that goes with it and is kept nowhere.
     *
     * @param nearBorder whether the citizen should make sure that this hall is in charge
     */
    record Held(Booking booking, String token, boolean nearBorder) {}

    /** Keeps the slots of a visit for a while. */
    Held hold(Visit visit, Author author, @Nullable String proof) {
        Admission.Admitted admitted = admission.admit(visit, false);
        admission.requireTime(admitted.hall(), visit);
        if (author.source().equals("citizen")
                && !Proof.isGood(visit, proof, admitted.hall().settings().proofBits(), clock.instant())) {
            throw new AppointmentException(
                    AppointmentException.PROOF_NEEDED, "proof", "this hall asks for a proof of work");
        }
        Duration kept = Duration.ofMinutes(admitted.hall().settings().holdMinutes());
        return alternatives.beside(
                admitted.hall(),
                visit,
                () -> retries.inTransaction(handle -> {
                    // first what most are refused for
                    List<Run> runs = runs(handle, admitted, visit);
                    requireFewHolds(handle, admitted.hall(), author);
                    spend(handle, admitted.hall(), visit, author, proof);
                    return hold(
                            handle,
                            admitted,
                            runs,
                            visit,
                            author,
                            clock.instant().plus(kept),
                            null);
                }));
    }

    /** Keeps slots for somebody who has not asked for these: an offer. In the caller's transaction. */
    Held offer(Handle handle, Visit visit, String source, long offeredFor, Instant until) {
        Author author = new Author(source, null, "offer:" + offeredFor, "program");
        Admission.Admitted admitted = admission.admit(visit, true);
        return hold(handle, admitted, runs(handle, admitted, visit), visit, author, until, offeredFor);
    }

    private Held hold(
            Handle handle,
            Admission.Admitted admitted,
            List<Run> runs,
            Visit visit,
            Author author,
            Instant until,
            @Nullable Long offeredFor) {
        Instant now = clock.instant();
        String token = Secrets.token();
        long id = database.nextId();
        return onAnyRun(handle, runs, run -> {
            Booking booking = booking(id, token, admitted, visit, run, author, until, offeredFor);
            Writes writes = Writes.in(handle);
            store.insert(writes, booking, now);
            seats.take(handle, writes, id, run.seats(), run.lapsed(), now);
            store.event(writes, id, now, "held", author.by(), Map.of());
            writes.send();
            return new Held(booking, token, admitted.isNearBorder());
        });
    }

    private static Booking booking(
            long id,
            String token,
            Admission.Admitted admitted,
            Visit visit,
            Run run,
            Author author,
            Instant until,
            @Nullable Long offeredFor) {
        return new Booking(
                id,
                null,
                Secrets.hash(token),
                null,
                BookingState.HELD,
                author.source(),
                visit.hall(),
                run.queue(),
                visit.quota(),
                visit.matters(),
                run.start(),
                run.end(),
                until,
                0,
                author.holderHash(),
                author.account(),
                null,
                null,
                admitted.jurisdiction().areas(),
                admitted.jurisdiction().version(),
                offeredFor,
                null);
    }

    private interface OnRun<R, T> {
        T take(R run);
    }

    /** Tries one queue after the other: the last seat of the first may go while we come. */
    private static <R, T> T onAnyRun(Handle handle, List<R> runs, OnRun<R, T> work) {
        for (int i = 0; i < runs.size() - 1; i++) {
            handle.savepoint(SAVED);
            try {
                return work.take(runs.get(i));
            } catch (AppointmentException e) {
                handle.rollbackToSavepoint(SAVED);
            }
        }
        return work.take(runs.get(runs.size() - 1));
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
                runs(handle, admitted, of).forEach(run -> choices.add(new Choice(run, quota)));
            } catch (AppointmentException e) {
                refusal = e;
            }
        }
        if (choices.isEmpty() && refusal != null) {
            throw refusal;
        }
        return choices;
    }

    /** At least one; {@code slot_full}, {@code no_such_slot}. */
    private List<Run> runs(Handle handle, Admission.Admitted admitted, Visit visit) {
        Availability.Found found = availability.at(handle, admitted.queues(), visit, clock.instant());
        if (!found.runs().isEmpty()) {
            return found.runs();
        }
        if (found.planned()) {
            throw AppointmentException.full();
        }
        throw new AppointmentException(
                AppointmentException.NO_SLOT, "starts_at", "the hall has no slot for this that begins then");
    }

    /** A proof of work is good for one hold. */
    private void spend(Handle handle, Hall hall, Visit visit, Author author, @Nullable String proof) {
        if (proof != null && hall.settings().proofBits() > 0 && author.source().equals("citizen")) {
            if (!Proof.spend(handle, visit, proof, clock.instant())) {
                throw new AppointmentException(
                        AppointmentException.PROOF_NEEDED, "proof", "this proof of work was used: make another");
            }
        }
    }

    private void requireFewHolds(Handle handle, Hall hall, Author author) {
        if (author.source().equals("citizen")
                && BookingLimits.holdsOf(handle, author.holderHash(), clock.instant())
                        >= hall.settings().holdsPerCaller()) {
            throw new AppointmentException(
                    AppointmentException.TOO_MANY_HOLDS, null, "confirm or cancel what you hold before you hold more");
        }
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

    /** The hold is kept once more as long; a few times. */
    Booking extend(long id, String token) {
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
            store.extend(writes, id, now.plus(Duration.ofMinutes(hall.settings().holdMinutes())), now);
            store.event(writes, id, now, "extended", "citizen", Map.of());
            writes.send();
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
        seats.giveBack(handle, booking.id());
        Writes writes = Writes.in(handle);
        store.state(writes, booking.id(), BookingState.CANCELLED, now);
        store.event(writes, booking.id(), now, "cancelled", by, Map.of());
        close(writes, booking);
        Contact contact = contacts.open(booking);
        if (contact != null) {
            notices.send(writes, "booking_cancelled", booking, contact, null, Map.of());
        }
        writes.send();
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

    /** Moves a booking to another time, or hall: it has its old seats until it has the new ones. */
    Booking reschedule(long id, String token, Visit to) {
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
                () -> retries.inTransaction(
                        handle -> move(handle, access.lock(handle, id, token), admitted, visit, token)));
        releaseOffers(id);
        return moved;
    }

    private Booking move(Handle handle, Booking booking, Admission.Admitted admitted, Visit visit, String token) {
        Confirming.requireState(booking, BookingState.CONFIRMED);
        Instant now = clock.instant();
        requireNotBegun(booking, now);
        byte[] person = booking.person();
        String hall = admitted.hall().place();
        if (person != null && !hall.equals(booking.hall())) {
            confirming.count(handle, admitted.hall(), person, new Author("citizen", null, "", ""));
        }
        return onAnyRun(handle, choices(handle, admitted, visit), choice -> {
            Run run = choice.run();
            Writes writes = Writes.in(handle);
            seats.move(handle, writes, booking.id(), run.seats(), run.lapsed(), now);
            store.move(writes, booking.id(), hall, run, choice.quota(), now);
            store.event(
                    writes,
                    booking.id(),
                    now,
                    "moved",
                    "citizen",
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
            return moved;
        });
    }

    /** Takes expired holds back; answers how many. Only keeps the tables small: nothing counts them. */
    int sweep() {
        retries.inTransaction(handle -> Proof.forget(handle, clock.instant()));
        return retries.inTransaction(handle -> seats.sweep(handle, clock.instant(), 1000));
    }
}
