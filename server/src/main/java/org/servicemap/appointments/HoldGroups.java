package org.servicemap.appointments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.IdempotencyKeys;
import org.servicemap.http.Idempotency;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Together;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes holds that wait at the same moment in one transaction: what a transaction costs whatever is in it, they share. Each takes its
 * own seat by its own conditional update, in the order of the slots and within a slot in the order in which they came, and is answered
 * when the transaction is committed. Groups of all halls wait for no slot: whoever finds its slot locked, or cannot be written with the
 * others, goes on in the lane of its hall and waits there, so that a hall whose schedule is being changed delays its own holds only.
 * While a hall's lane is in use its other holds go there at once. Thread-safe.
 */
final class HoldGroups {
    private static final Logger LOG = LoggerFactory.getLogger(HoldGroups.class);

    /** One group is composed while another waits for the database. */
    static final int PLACES = 2;

    private static final int MOST = 64;

    /** Connections that holds of one hall may have, each for itself, beside that of its lane. */
    private static final int ALONE = 2;

    private final Holding holding;
    private final Retries retries;
    private final IdempotencyKeys keys;
    private final Together<Piece, Bookings.Held> together;
    private final Map<String, HallLane> lanes = new ConcurrentHashMap<>();

    HoldGroups(Holding holding) {
        this.holding = holding;
        this.retries = new Retries(holding.database());
        this.keys = new IdempotencyKeys(holding.database());
        together = new Together<>(
                PLACES,
                MOST,
                pieces -> holdAll(pieces, false, piece -> lane(piece).hold(piece)));
    }

    /**
     * Under which key the answer is kept.
     *
     * @param answer what is kept of a hold
     */
    record Keeping(Idempotency.Call call, Function<Bookings.Held, Idempotency.Kept> answer) {}

    /**
     * A visit that may be held if there is a seat.
     *
     * @param proof of work that is good for one hold, and to be spent with it; null where none is asked for
     */
    record Piece(
            Admission.Admitted admitted,
            Visit visit,
            Author author,
            @Nullable String proof,
            @Nullable Keeping keeping) {
        /** What takes several slots or spends a proof goes alone: one conditional update decides on all of a hold of a group. */
        private boolean isPlain() {
            return proof == null
                    && admitted.queues().stream()
                            .allMatch(queue -> queue.slotsFor(visit.matters()).orElse(1) == 1);
        }
    }

    /** Holds a visit, in the caller's transaction if there is one. */
    Bookings.Held hold(Piece piece) {
        if (holding.database().isInTransaction()) {
            return alone(piece);
        }
        HallLane lane = lane(piece);
        if (!piece.isPlain()) {
            return lane.alone(piece);
        }
        return lane.isUsed() ? lane.hold(piece) : together.outcome(piece);
    }

    private HallLane lane(Piece piece) {
        return lanes.computeIfAbsent(piece.admitted.hall().place(), hall -> new HallLane());
    }

    /** Holds of one hall, which may have to wait for its slots: few of them have a connection meanwhile. */
    private final class HallLane {
        private final Together<Piece, Bookings.Held> one = new Together<>(1, MOST, this::holdAll);
        private final Semaphore turns = new Semaphore(ALONE, true);
        private final AtomicInteger inside = new AtomicInteger();

        boolean isUsed() {
            return inside.get() > 0;
        }

        Bookings.Held hold(Piece piece) {
            inside.incrementAndGet();
            try {
                return one.outcome(piece);
            } finally {
                inside.decrementAndGet();
            }
        }

        private List<Supplier<Bookings.Held>> holdAll(List<Piece> pieces) {
            if (pieces.size() > 1) {
                return HoldGroups.this.holdAll(pieces, true, this::alone);
            }
            Bookings.Held held = alone(pieces.get(0));
            return List.of(() -> held);
        }

        Bookings.Held alone(Piece piece) {
            turns.acquireUninterruptibly();
            try {
                return HoldGroups.this.alone(piece);
            } finally {
                turns.release();
            }
        }
    }

    /** How many holds wait for others to be written. */
    int waiting() {
        return together.waiting();
    }

    /** What was answered under a key before. */
    Optional<Idempotency.Kept> answered(Idempotency.Call call) {
        return keys.find(call);
    }

    private Bookings.Held alone(Piece piece) {
        Keeping keeping = piece.keeping;
        return keeping == null ? rows(piece) : once(piece, keeping);
    }

    private Bookings.Held once(Piece piece, Keeping keeping) {
        AtomicReference<Bookings.@Nullable Held> written = new AtomicReference<>();
        Idempotency.Kept kept = keys.once(keeping.call, () -> {
            written.set(null); // an attempt before may have been undone
            Bookings.Held held = rows(piece);
            written.set(held);
            return keeping.answer.apply(held);
        });
        Bookings.Held held = written.get();
        if (held == null) {
            throw new Idempotency.RepeatedException(kept);
        }
        return held;
    }

    private Bookings.Held rows(Piece piece) {
        return retries.inTransaction(handle -> holding.hold(handle, piece));
    }

    /**
     * @param waits whether for slots that others have locked
     * @param again how those are done that cannot be done together
     */
    private List<Supplier<Bookings.Held>> holdAll(
            List<Piece> pieces, boolean waits, Function<Piece, Bookings.Held> again) {
        HoldGroup group = new HoldGroup(pieces, holding, keys, waits, again);
        try {
            holding.database().useTransaction(group::write);
        } catch (RuntimeException e) {
            if (group.isWritten()) {
                // the commit itself: nobody knows whether it happened, so nobody may write these again
                throw e;
            }
            // not its message, which may hold what was written
            LOG.warn("{} holds could not be written together and are tried apart: {}", pieces.size(), e.getClass());
            return pieces.stream()
                    .map(piece -> (Supplier<Bookings.Held>) () -> again.apply(piece))
                    .toList();
        }
        return group.outcomes();
    }
}
