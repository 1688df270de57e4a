package org.servicemap.appointments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.IdempotencyKeys;
import org.servicemap.accounts.Secrets;
import org.servicemap.http.Idempotency;
import org.servicemap.storage.Hex;
import org.servicemap.storage.Writes;

/**
 * One transaction with the holds of a group. What is read first only chooses; whether there is a seat is decided by the conditional
 * update of {@link Seats}. In its order: keys, then slots by id, as a hold that is written alone has them. Whatever hangs on another hold
 * of the group is left out and done alone afterwards: the last seat that another was given, a limit that another has reached, a key that
 * another has.
 */
final class HoldGroup {
    private static final int PATIENCE_MILLIS = 1000;

    private final List<HoldGroups.Piece> pieces;
    private final Holding holding;
    private final IdempotencyKeys keys;
    private final boolean waits;
    private final Function<HoldGroups.Piece, Bookings.Held> again;
    private final Instant now;
    private final List<Supplier<Bookings.Held>> outcomes = new ArrayList<>();
    private final Map<Integer, Made> made = new TreeMap<>();
    private final Map<Integer, Idempotency.Call> refused = new TreeMap<>();
    private final Map<Long, Integer> given = new HashMap<>();
    private Map<SlotReader.Start, SlotRow> slots = Map.of();
    private boolean isWritten;

    /**
     * @param waits whether for slots that others have locked, or leaves out who wants one
     * @param again how those are done that are left out
     */
    HoldGroup(
            List<HoldGroups.Piece> pieces,
            Holding holding,
            IdempotencyKeys keys,
            boolean waits,
            Function<HoldGroups.Piece, Bookings.Held> again) {
        this.pieces = pieces;
        this.holding = holding;
        this.keys = keys;
        this.waits = waits;
        this.again = again;
        this.now = holding.clock().instant();
    }

    /** A hold with the seat that it will have if the conditional update finds it. */
    private record Made(Bookings.Held hold, long slot, String by, IdempotencyKeys.@Nullable Answered answered) {}

    /** What to do for each piece, in its place, when the transaction is committed. */
    List<Supplier<Bookings.Held>> outcomes() {
        return outcomes;
    }

    /** Whether all was sent, and only the commit can have failed. */
    boolean isWritten() {
        return isWritten;
    }

    void write(Handle handle) {
        read(handle);
        for (int i = 0; i < pieces.size(); i++) {
            outcomes.add(compose(i));
        }
        if (!waits) {
            // keys that are in use elsewhere, above all: nobody else has to wait for long
            handle.execute("SET LOCAL lock_timeout = " + PATIENCE_MILLIS);
        }
        leaveOutAnswered(handle);
        leaveOutRepeated(handle);
        leaveOutFull(handle);
        leaveOutTooMany(handle);
        Writes.sendAll(handle, made.values().stream().map(this::rows).toList());
        isWritten = true;
    }

    private void read(Handle handle) {
        Set<SlotReader.Start> starts = new LinkedHashSet<>();
        pieces.forEach(piece -> starts.addAll(starts(piece)));
        slots = holding.availability().at(handle, List.copyOf(starts), now);
    }

    private static List<SlotReader.Start> starts(HoldGroups.Piece piece) {
        Visit visit = piece.visit();
        return piece.admitted().queues().stream()
                .map(queue -> new SlotReader.Start(queue.id(), visit.quota(), visit.start()))
                .toList();
    }

    private Supplier<Bookings.Held> compose(int index) {
        HoldGroups.Piece piece = pieces.get(index);
        List<SlotRow> found = starts(piece).stream()
                .flatMap(start -> Optional.ofNullable(slots.get(start)).stream())
                .toList();
        if (found.isEmpty()) {
            return refused(index, Holding.noSlot());
        }
        // who takes expired holds back locks their bookings, before any slot
        if (found.stream().anyMatch(SlotRow::lapsed)) {
            return alone(index);
        }
        if (found.stream().allMatch(slot -> slot.free() < 1)) {
            return refused(index, AppointmentException.full());
        }
        SlotRow slot = found.stream().max(Comparator.comparingInt(this::left)).orElseThrow();
        return left(slot) < 1 ? alone(index) : compose(index, slot);
    }

    /** Seats that are free when those before in the group have theirs. */
    private int left(SlotRow slot) {
        return slot.free() - given.getOrDefault(slot.id(), 0);
    }

    private Supplier<Bookings.Held> compose(int index, SlotRow slot) {
        try {
            Made one = made(pieces.get(index), slot);
            made.put(index, one);
            given.merge(slot.id(), 1, Integer::sum);
            return one::hold;
        } catch (RuntimeException e) {
            return alone(index);
        }
    }

    private Made made(HoldGroups.Piece piece, SlotRow slot) {
        Admission.Admitted admitted = piece.admitted();
        String token = Secrets.token();
        Booking booking = Holding.booking(
                holding.database().nextId(),
                token,
                admitted,
                piece.visit(),
                new Run(List.of(slot)),
                piece.author(),
                holding.until(admitted),
                null);
        Bookings.Held hold = new Bookings.Held(booking, token, admitted.isNearBorder());
        HoldGroups.Keeping keeping = piece.keeping();
        return new Made(
                hold,
                slot.id(),
                piece.author().by(),
                keeping == null
                        ? null
                        : new IdempotencyKeys.Answered(
                                keeping.call(), keeping.answer().apply(hold)));
    }

    private Supplier<Bookings.Held> refused(int index, AppointmentException refusal) {
        HoldGroups.Keeping keeping = pieces.get(index).keeping();
        if (keeping != null) {
            refused.put(index, keeping.call());
        }
        return () -> {
            throw refusal;
        };
    }

    private Supplier<Bookings.Held> alone(int index) {
        HoldGroups.Piece piece = pieces.get(index);
        return () -> again.apply(piece);
    }

    private void leaveOut(int index) {
        made.remove(index);
        outcomes.set(index, alone(index));
    }

    /** What would be refused now and was held before is answered as it was then. */
    private void leaveOutAnswered(Handle handle) {
        Set<Idempotency.Call> answered = keys.answered(handle, refused.values());
        refused.forEach((index, call) -> {
            if (answered.contains(call)) {
                leaveOut(index);
            }
        });
    }

    /** What was held before under the same key, or is being held elsewhere, is found out alone. */
    private void leaveOutRepeated(Handle handle) {
        List<IdempotencyKeys.Answered> answers = made.values().stream()
                .flatMap(each -> Optional.ofNullable(each.answered()).stream())
                .toList();
        if (answers.isEmpty()) {
            return;
        }
        Set<Idempotency.Call> fresh = keys.keepNew(handle, answers);
        new LinkedHashMap<>(made).forEach((index, each) -> {
            IdempotencyKeys.Answered answered = each.answered();
            if (answered != null && !fresh.contains(answered.call())) {
                leaveOut(index);
            }
        });
    }

    /**
     * Who finds that somebody else was faster, or is at the slot, looks again, perhaps at another queue; nothing is kept under its key.
     */
    private void leaveOutFull(Handle handle) {
        // copies: entries of a tree become others when one of it is removed
        List<Integer> indexes = List.copyOf(made.keySet());
        List<Made> all = List.copyOf(made.values());
        List<Boolean> taken =
                holding.seats().takeEach(handle, all.stream().map(Made::slot).toList(), waits);
        List<Idempotency.Call> free = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!taken.get(i)) {
                leaveOut(indexes.get(i));
                Optional.ofNullable(all.get(i).answered()).ifPresent(answered -> free.add(answered.call()));
            }
        }
        keys.release(handle, free);
    }

    /** Whose callers have as many holds as they may: refused when they had them before, looked at again when they have them by this group. */
    private void leaveOutTooMany(Handle handle) {
        Map<String, byte[]> callers = new HashMap<>();
        made.keySet().stream()
                .map(index -> pieces.get(index).author())
                .filter(Holding::isCounted)
                .forEach(author -> callers.put(Hex.bytea(author.holderHash()), author.holderHash()));
        if (callers.isEmpty()) {
            return;
        }
        BookingLimits.lock(handle, callers.values());
        Map<String, Integer> held = BookingLimits.holdsOf(handle, callers.keySet(), now);
        List<Made> over = new ArrayList<>();
        Map<String, Integer> begun = new HashMap<>();
        new LinkedHashMap<>(made).forEach((index, each) -> {
            HoldGroups.Piece piece = pieces.get(index);
            String caller = Hex.bytea(piece.author().holderHash());
            int has = held.getOrDefault(caller, 0);
            int most = piece.admitted().hall().settings().holdsPerCaller();
            if (held.containsKey(caller) && has + begun.merge(caller, 1, Integer::sum) > most) {
                leaveOut(index);
                if (has >= most) {
                    outcomes.set(index, HoldGroup::tooMany);
                }
                over.add(each);
            }
        });
        giveBack(handle, over);
    }

    private static Bookings.Held tooMany() {
        throw Holding.tooMany();
    }

    private void giveBack(Handle handle, List<Made> over) {
        holding.seats().giveBackEach(handle, over.stream().map(Made::slot).toList());
        keys.release(
                handle,
                over.stream()
                        .flatMap(each -> Optional.ofNullable(each.answered()).stream())
                        .map(IdempotencyKeys.Answered::call)
                        .toList());
    }

    private Writes rows(Made each) {
        Booking booking = each.hold().booking();
        Writes writes = Writes.apart();
        holding.store().insert(writes, booking, now);
        holding.seats().keep(writes, booking.id(), each.slot());
        holding.store().event(writes, booking.id(), now, "held", each.by(), Map.of());
        return writes;
    }
}
