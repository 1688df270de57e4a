package org.servicemap.appointments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;
import org.servicemap.storage.Database;
import org.servicemap.storage.Writes;

/** Holds the slots of one visit, in the caller's transaction. */
record Holding(
        Database database, BookingStore store, Seats seats, Availability availability, WaitingLine line, Clock clock) {
    private static final String SAVED = "before_seats";
    private static final SlotReader READER = new SlotReader();

    /** For who asked for it, within what a caller may hold at a time. */
    Bookings.Held hold(Handle handle, HoldGroups.Piece piece) {
        Admission.Admitted admitted = piece.admitted();
        Visit visit = piece.visit();
        Author author = piece.author();
        // first what most are refused for
        List<Run> runs = openRuns(handle, admitted, visit);
        int most = admitted.hall().settings().holdsPerCaller();
        if (isCounted(author) && BookingLimits.holdsOf(handle, author.holderHash(), clock.instant()) >= most) {
            throw tooMany();
        }
        String proof = piece.proof();
        if (proof != null && !Proof.spend(handle, visit, proof, clock.instant())) {
            throw new AppointmentException(
                    AppointmentException.PROOF_NEEDED, "proof", "this proof of work was used: make another");
        }
        Bookings.Held held = hold(handle, admitted, runs, visit, author, until(admitted), null);
        if (isCounted(author)) {
            BookingLimits.requireHolds(handle, author.holderHash(), most, clock.instant());
        }
        return held;
    }

    Bookings.Held hold(
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
            return new Bookings.Held(booking, token, admitted.isNearBorder());
        });
    }

    /** How long a hold of this hall is kept that is made now. */
    Instant until(Admission.Admitted admitted) {
        return clock.instant()
                .plus(Duration.ofMinutes(admitted.hall().settings().holdMinutes()));
    }

    /** Whether somebody may have only so many holds at a time. */
    static boolean isCounted(Author author) {
        return author.source().equals("citizen");
    }

    static Booking booking(
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
                admitted.jurisdiction().kept(),
                admitted.jurisdiction().version(),
                offeredFor,
                null);
    }

    /** Tries one queue after the other: the last seat of the first may go while we come. */
    static <R, T> T onAnyRun(Handle handle, List<R> runs, Function<R, T> work) {
        for (int i = 0; i < runs.size() - 1; i++) {
            handle.savepoint(SAVED);
            try {
                return work.apply(runs.get(i));
            } catch (AppointmentException e) {
                handle.rollbackToSavepoint(SAVED);
            }
        }
        return work.apply(runs.get(runs.size() - 1));
    }

    /** The same for who comes by: seats of holds that expired are for those who wait for them. */
    List<Run> openRuns(Handle handle, Admission.Admitted admitted, Visit visit) {
        List<Run> open =
                line.leftToPublic(handle, admitted.hall(), visit.quota(), runs(handle, admitted, visit), READER);
        if (open.isEmpty()) {
            throw AppointmentException.full(true);
        }
        return open;
    }

    /** At least one; {@code slot_full}, {@code no_such_slot}. */
    List<Run> runs(Handle handle, Admission.Admitted admitted, Visit visit) {
        Availability.Found found = availability.at(handle, admitted.queues(), visit, clock.instant());
        if (found.runs().isEmpty()) {
            throw found.planned() ? AppointmentException.full() : noSlot();
        }
        return found.runs();
    }

    static AppointmentException noSlot() {
        return new AppointmentException(
                AppointmentException.NO_SLOT, "starts_at", "the hall has no slot for this that begins then");
    }

    static AppointmentException tooMany() {
        return new AppointmentException(
                AppointmentException.TOO_MANY_HOLDS, null, "confirm or cancel what you hold before you hold more");
    }
}
